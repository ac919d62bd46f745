"""Rules on addresses: missing, doubled, dead, moved, a tracker, a later page, another item's, or lost."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from dateline.issue.copydesk import addresses
from dateline.issue.copydesk.likeness import content, plain_outlet
from dateline.issue.copydesk.rules import SET_APART, Finding, place, rule, texts
from dateline.proofs import Proof, ProofItem, ProofSource, Surroundings
from dateline.urls import host_of

_HAVE = 0.6  # share of a section's items with an address from which one without is missing it
_OWN, _OTHERS = 0.34, 0.6  # share of an address's words in its item's text, and in the headline of another
_BESIDE = 40  # characters before the words of a lost link that are quoted with them
_FEWEST = 4  # words of an address by which it can be told whose it is
_LANGUAGES = "Chinese|English|Mandarin|Japanese|Korean|German|French|Spanish|Russian|Portuguese|Arabic"
_LOST = re.compile(
    rf"\((?:(?:links?|article|report|original|text|page|available|video|source)\s+)?in\s+(?:{_LANGUAGES})(?:\s+only)?\)"
    r"|[(\[](?:link|see link|link here|here|via link|full text here|links)[)\]]"
    r"|\b(?:click|tap|see|read (?:more|on|it|them|the full \w+)|find out more|follow)\s+(?:here|this link|the link)\b"
    r"|（(?:链接|原文链接|见链接|英文|中文|日文|英文版|中文版|链接见此)）"
    r"|(?:点击|详见|参见|请见|查看)(?:这里|此处|此链接|链接|下方链接)|点击阅读原文",
    re.I,
)
_CREDIT = re.compile(r"^\s*(?:sources?|via|credit|来源|出处)\s*[:：]", re.I)
_BEFORE = re.compile(r"(?:\S+\s+){0,2}\S*\s*$")


@rule("link-missing", "error")
def missing_links(proof: Proof, around: Surroundings) -> Iterator[Finding]:
    """An item without the address of its report, or an issue without any."""
    items = [item for item in proof.items if item.kind == "stories"]
    if not items or (proof.form.link == "none" and not proof.imported):
        return
    if not any(_addresses(item) for item in proof.items):
        yield _missing_everywhere(proof)
        return
    for item in items:
        for link in item.links:
            if not link.url and not proof.imported:
                message = "the report is listed without its address"
                yield Finding(link.title or link.outlet, message, place(item), "add the address of the report")
        if _lacks_own(item) if not proof.imported else not _addresses(item) and _misses_it(item, items):
            message = "the item gives no address: a reader cannot find the report"
            severity = "warning" if proof.imported else None
            yield Finding(item.headline, message, place(item), "add the address of the report", severity=severity)


def _lacks_own(item: ProofItem) -> bool:
    """Whether an item of ours has no address of its own report: those of other outlets are other reports'."""
    return not item.url and all(link.outlet and link.outlet != item.outlet for link in item.links if link.url)


def _misses_it(item: ProofItem, items: list[ProofItem]) -> bool:
    """Whether an item of a past issue is one that has an address elsewhere: a report's, among others with theirs."""
    beside = [one for one in items if one.section == item.section]
    beside = beside if len(beside) > 1 else items
    are_usual = sum(bool(_addresses(one)) for one in beside) >= _HAVE * len(beside)
    is_report = bool(item.headline) and bool(item.outlet or (item.number and item.paragraphs))
    return are_usual and is_report


def _addresses(item: ProofItem) -> list[str]:
    return [url for url in (item.url, *(link.url for link in item.links)) if url]


def _missing_everywhere(proof: Proof) -> Finding:
    credit = next(((one, at) for at, one in enumerate(proof.closing, 1) if _CREDIT.match(one.text)), None)
    quote = credit[0].text.strip()[:80] if credit else ""
    where = place(None, credit[1], part="closing") if credit else place(None)
    return Finding(quote, "no item of the issue gives an address", where, "add the address of each report")


@rule("link-doubled", "warning")
def doubled_links(proof: Proof, around: Surroundings) -> Iterator[Finding]:
    """One address in two items, or twice in one."""
    leads: dict[str, ProofItem] = {}
    for item in (one for one in proof.items if one.kind not in SET_APART):
        if item.url and addresses.is_deep(item.url) and (item.paragraphs or item.outlet or not proof.imported):
            other = leads.setdefault(addresses.key(item.url), item)
            if other is not item:
                message = f"the address is already that of “{other.headline}”"
                yield Finding(item.url, message, place(item), "give each item the address of its own report")
        yield from () if proof.imported else _twice(item)


def _twice(item: ProofItem) -> Iterator[Finding]:
    """The addresses that stand twice in the list of an item; the lead report may open it."""
    seen = {addresses.key(item.url)} if item.url else set[str]()
    for at, link in enumerate(item.links):
        key = addresses.key(link.url)
        if key in seen and not (at == 0 and key == addresses.key(item.url)):
            yield Finding(link.url, "the address stands twice in this item", place(item), "leave one of the two out")
        seen.add(key)


@rule("link-tracker", "warning")
def trackers(proof: Proof, around: Surroundings) -> Iterator[Finding]:
    """An address that counts its readers: tracking parameters, or a counter before the page."""
    for url, where in _places(proof):
        clean = addresses.untracked(url)
        if addresses.is_tracker(url):
            message = "the address leads to a counter, not to the page" + (f"; the page is {clean}" if clean else "")
            yield Finding(url, message, where, "give the address of the page itself", clean)
        elif clean is not None:
            yield Finding(url, "the address carries a tracker", where, f"write {clean}", clean)


@rule("link-page-two", "warning")
def later_pages(proof: Proof, around: Surroundings) -> Iterator[Finding]:
    """An address that leads to a later page of the article."""
    for url, where in _places(proof):
        first = addresses.first_page(url)
        if first is not None and _belongs(url, proof):
            first = addresses.untracked(first) or first
            yield Finding(url, "the address leads to a later page of the article", where, f"write {first}", first)


def _belongs(url: str, proof: Proof) -> bool:
    """Whether no report of the issue has just this address."""
    return all(addresses.key(one.url) != addresses.key(url) for item in proof.items for one in item.sources)


@rule("link-dead", "error")
def dead_links(proof: Proof, around: Surroundings) -> Iterator[Finding]:
    """An address that leads nowhere any more."""
    yield from _visited(proof, around, "dead", "the address leads nowhere", "find the page's new place")


@rule("link-redirected", "note")
def moved_links(proof: Proof, around: Surroundings) -> Iterator[Finding]:
    """An address that leads elsewhere now."""
    yield from _visited(proof, around, "redirected", "the address leads elsewhere now", "give the new address")


@rule("link-changed", "warning")
def changed_links(proof: Proof, around: Surroundings) -> Iterator[Finding]:
    """A page that its outlet has changed, corrected or retracted since it was read."""
    mend = "read the page again and mend the item"
    yield from _visited(proof, around, "changed", "the page has changed since it was read", mend)
    yield from _visited(proof, around, "corrected", "the outlet has corrected the report", mend)
    yield from _visited(proof, around, "retracted", "the outlet has retracted the report", mend)


def _visited(proof: Proof, around: Surroundings, state: str, message: str, mend: str) -> Iterator[Finding]:
    for url, where in _places(proof):
        known = around.links.get(url)
        if known is not None and known.state == state:
            told = message + (f": {known.detail}" if known.detail else "")
            moved = known.url if state == "redirected" and known.url else None
            yield Finding(url, told, where, mend, moved)


def _places(proof: Proof) -> Iterator[tuple[str, str]]:
    """Every address of the issue once for each item, with its place."""
    for item in proof.items:
        for url in dict.fromkeys(_addresses(item)):
            yield url, place(item)
        for number, paragraph in enumerate(item.paragraphs, 1):
            for credit in dict.fromkeys(one.credit_url for one in paragraph.sentences if one.credit_url):
                if credit not in _addresses(item):
                    yield credit, place(item, number)


@rule("link-of-another-item", "warning")
def foreign_links(proof: Proof, around: Surroundings) -> Iterator[Finding]:
    """An address that belongs to another item, another outlet or another report."""
    hosts = _hosts(proof, around)
    for item in proof.items:
        if not item.url:
            continue
        owner = _owner(item, proof) or _slug_owner(item, proof)
        message = f"the address is that of a report of “{owner.headline}”" if owner else None
        message = message or _unlike(item, around) or _stranger(item, hosts, around)
        if message is not None:
            yield Finding(item.url, message, place(item), "give the address of this item's report", _of_lead(item))


def _of_lead(item: ProofItem) -> str | None:
    """The address of the report that the item names as its own; None: it cannot be told."""
    named = [one.url for one in item.sources if plain_outlet(one.outlet) == plain_outlet(item.outlet)]
    return named[0] if len(named) == 1 else None


def _owner(item: ProofItem, proof: Proof) -> ProofItem | None:
    """The item whose report has the address, where no report of its own has."""
    key, report = addresses.key(item.url), _report(item)
    if not item.sources or (report is not None and not _is_strange(item, report)):
        return None
    others = (one for one in proof.items if one is not item)
    return next((one for one in others if any(addresses.key(report.url) == key for report in one.sources)), None)


def _is_strange(item: ProofItem, report: ProofSource) -> bool:
    """Whether the item has no sentence of the report, and several of another one."""
    flat = [" ".join(part.text[one.start : one.end].split()) for part in item.paragraphs for one in part.sentences]
    counts = {one.article: sum(text in " ".join(one.text.split()) for text in flat) for one in item.sources}
    return counts[report.article] == 0 and max(counts.values()) > 1


def _report(item: ProofItem) -> ProofSource | None:
    """The report that has the address of the item, on its first page or a later one."""
    keys = {addresses.key(item.url), addresses.key(addresses.first_page(item.url) or item.url)}
    return next((one for one in item.sources if addresses.key(one.url) in keys), None)


def _unlike(item: ProofItem, around: Surroundings) -> str | None:
    """What is said against an address of another outlet's report, or of none that the item rests on."""
    report = _report(item)
    if report is not None and item.outlet and plain_outlet(report.outlet, around) != plain_outlet(item.outlet, around):
        return f"the address is that of {report.outlet}'s report, and the item names {item.outlet}"
    if report is not None and _is_strange(item, report):
        return f"the item has nothing of the report at this address, “{report.title}”"
    if report is None and item.sources and not addresses.is_tracker(item.url):
        return "none of the item's reports has this address"
    return None


def _slug_owner(item: ProofItem, proof: Proof) -> ProofItem | None:
    """The item of whose headline the address speaks, where it does not speak of its own item's text."""
    words = content(" ".join(addresses.words_in(item.url)))
    if len(words) < _FEWEST or item.sources:
        return None
    own = content(" ".join([item.headline, *(one.text for one in item.paragraphs)]))
    if len(words & own) / len(words) >= _OWN:
        return None
    others = (one for one in proof.items if one is not item)
    return next((one for one in others if len(words & content(one.headline)) / len(words) >= _OTHERS), None)


def _hosts(proof: Proof, around: Surroundings) -> dict[str, Counter[str]]:
    """Whose the hosts are: those that the newsroom knows, else what the items of the issue show."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for item in proof.items:
        shown = [(item.outlet, item.url), *((link.outlet, link.url) for link in item.links[1:])]
        for outlet, url in shown:
            if outlet and url:
                found[host_of(url)][plain_outlet(outlet, around)] += 1
    for known in around.outlets.values():
        for host in known.hosts:
            found[host.removeprefix("www.")] = Counter({plain_outlet(known.name, around): 100})
    return found


def _stranger(item: ProofItem, hosts: dict[str, Counter[str]], around: Surroundings) -> str | None:
    """What is said against an address on a host of another outlet, where the item's outlet has a host of its own."""
    own, host = plain_outlet(item.outlet, around), host_of(item.url)
    if not own or item.sources:
        return None
    elsewhere = [one for one, outlets in hosts.items() if one != host and outlets[own] >= 1 and len(outlets) == 1]
    others = [(count, name) for name, count in hosts[host].items() if name != own]
    if not elsewhere or not others or hosts[host][own] > 1 or max(others)[0] <= hosts[host][own] - 1:
        return None
    return f"{host} is not {item.outlet}'s host: its other reports stand at {elsewhere[0]}"


@rule("lost-hyperlink", "warning")
def lost_links(proof: Proof, around: Surroundings) -> Iterator[Finding]:
    """Words that describe a link where there is none."""
    for where, item, paragraph in texts(proof):
        if paragraph.kind not in ("text", "entry") or _CREDIT.match(paragraph.text) or "://" in paragraph.text:
            continue
        for match in _LOST.finditer(paragraph.text):
            before = _BEFORE.search(paragraph.text[: match.start()])
            quote = (before.group()[-_BESIDE:] if before else "") + match.group()
            if not _has_link(item, paragraph.text[: match.start()], match.group()):
                message = f"“{match.group()}” describes a link, and there is none"
                yield Finding(quote.strip(), message, where, "put the link back, or leave the words out")


def _has_link(item: ProofItem | None, before: str, words: str) -> bool:
    """Whether a link of the item stands on these words or those before them."""
    inner = words.strip("()[]（）").casefold()
    if item is None:
        return False
    titles = [link.title.strip().casefold() for link in item.links if link.title.strip()]
    tail = before.rstrip(" (（[").casefold()
    return any(inner in title or title in words.casefold() or tail.endswith(title) for title in titles)
