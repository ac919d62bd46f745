"""An item of a past issue while it is read."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from dateline.records import Link, PastItem, PastParagraph
from dateline.text.past.attribution import Attribution


@dataclass
class Draft:
    """An item while it is read."""

    title: str | None = None
    number: int | None = None
    told: Attribution = field(default_factory=Attribution)
    language: str | None = None
    url: str | None = None
    links: list[Link] = field(default_factory=list)
    known: set[str] = field(default_factory=set)  # addresses of the links
    paragraphs: list[PastParagraph] = field(default_factory=list)
    ended: int | None = None  # paragraphs it had when its own link or source came; None: not yet
    source: str = ""  # the line that named its outlet last
    entry: bool = False  # begun by an entry of a list: what is no part of that entry begins another

    def attribute(self, told: Attribution) -> str:
        """Take what an attribution says where nothing was said before; gives back what there is no room for."""
        before = self.told
        taken = replace(
            before,
            outlet=before.outlet or told.outlet,
            published=before.published or told.published,
            labelled=told.labelled and not before.outlet,
        )
        self.told = taken
        self.language = self.language or told.language
        for link in told.links:
            self.lead_to(link)
        lost = [told.outlet] if told.outlet and taken.outlet != told.outlet else []
        lost += [told.unread] if told.unread else []
        lost += ["a date that cannot be told"] if told.dated and told.published is None else []
        return ", ".join(lost)

    def lead_to(self, link: Link) -> None:
        """Take a link as the item's own, or as a further one."""
        if self.url is None:
            self.url = link.url
        else:
            self.mention(link)

    def mention(self, link: Link) -> None:
        """Take a link as a further one, once."""
        if link.url != self.url and link.url not in self.known:
            self.known.add(link.url)
            self.links.append(link)

    def item(self) -> PastItem:
        """The item as read."""
        return PastItem(
            title=self.title or None,
            number=self.number,
            outlet=self.told.outlet,
            published=self.told.published,
            url=self.url,
            language=self.language,
            links=tuple(self.links),
            paragraphs=tuple(self.paragraphs),
        )

    @property
    def empty(self) -> bool:
        """Whether nothing of an item has been read."""
        return not (self.title or self.paragraphs or self.links or self.url or self.number is not None)
