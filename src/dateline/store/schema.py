"""The tables. A change here needs a new migration beside the others; a test compares the two."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)

APPLICATION_ID = 0x44544C4E  # "DTLN" in the header of our SQLite files

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """An aware time as text of one width in UTC, so that it sorts, in any database."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """UTC with microseconds."""
        return None if value is None else value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Aware, in UTC."""
        return None if value is None else datetime.fromisoformat(value)


captures = Table(
    "capture",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("url", Text, nullable=False, index=True),
    Column("final_url", Text, nullable=False),
    Column("fetched", Moment, nullable=False),
    Column("status", Integer, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("digest", String(71), nullable=False),
    Column("source", Text, nullable=False),
    Column("file", Text, nullable=False),
    Column("offset", Integer, nullable=False),
    Column("length", Integer, nullable=False),
    Column("hint", JSON, nullable=True),
    Column("role", String(8), nullable=False),
    Column("charset", Text),
    Index("ix_capture_file", "file", "offset"),
)

visits = Table(
    "visit",
    metadata,
    Column("url", Text, primary_key=True),
    Column("source", Text, nullable=False, index=True),
    Column("role", String(8), nullable=False),
    Column("visited", Moment, nullable=False),
    Column("status", Integer),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("fingerprint", Text),
    Column("attempts", Integer, nullable=False),
    Column("problem", Text),
    Column("entries", Integer),
    Column("remark", Text),
)

readings = Table(  # what became of each capture: an article, or the reason why there is none
    "reading",
    metadata,
    Column("capture", String(16), ForeignKey("capture.id"), primary_key=True),
    Column("version", Text, nullable=False),
    Column("article", String(16)),
    Column("problem", Text),
)

articles = Table(
    "article",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("capture", String(16), ForeignKey("capture.id"), nullable=False, index=True),
    Column("digest", String(71), nullable=False),
    Column("source", Text, nullable=False, index=True),
    Column("url", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("byline", JSON, nullable=False),
    Column("outlet", Text, nullable=False),
    Column("published", Moment, index=True),
    Column("published_as", Text, index=True),
    Column("modified", Text),
    Column("language", String(8), nullable=False),
    Column("text", Text, nullable=False),
    Column("paragraphs", JSON, nullable=False),
    Column("sentences", JSON, nullable=False),
    Column("links", JSON, nullable=False),
    Column("notes", JSON, nullable=False),
)

vectors = Table(
    "vector",
    metadata,
    Column("article", String(16), ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
    Column("model", Text, primary_key=True),
    Column("digest", String(71), nullable=False),  # of the capture that the text came from
    Column("data", LargeBinary, nullable=False),  # float32, little-endian
)

placements = Table(
    "placement",
    metadata,
    Column("article", String(16), ForeignKey("article.id"), primary_key=True),
    Column("position", Integer, nullable=False, unique=True),  # order in which articles were placed
    Column("story", String(18), nullable=False, index=True),
    Column("copy_of", String(16), ForeignKey("article.id")),
    Column("similarity", Float, nullable=False),
    Column("channel", Text, nullable=False),
    Column("group", String(16)),
    Column("version", Text, nullable=False),
    Column("streamed", String(18), index=True),  # story that it was given when it came
    Column("settled", String(18), index=True),  # that the second pass gave it for good; NULL: none did
    Column("engine", String(18), index=True),  # what both come to so far; `story` is what editors leave of it
)

earlier_placements = Table(  # the stories of a grouping that is being done anew, until it is done
    "placement_before",
    metadata,
    Column("article", String(16), ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
    Column("story", String(18), nullable=False),
)

story_states = Table(  # what the grouper keeps of a story; the newest are loaded, the others rest here
    "story_state",
    metadata,
    Column("story", String(18), primary_key=True),
    Column("number", Integer, nullable=False),  # in order of opening
    Column(
        "first", Moment, nullable=False, index=True
    ),  # of its reports' times, undated ones by when they were fetched
    Column("last", Moment, nullable=False, index=True),
    Column("data", LargeBinary, nullable=False),
)

article_states = Table(  # what the grouper keeps of an article
    "article_state",
    metadata,
    Column("article", String(16), ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
    Column("moment", Moment, nullable=False, index=True),
    Column("data", LargeBinary, nullable=False),
)

grouping_states = Table(  # the rolling background and the middle of each language
    "grouping_state",
    metadata,
    Column("key", String(16), primary_key=True),
    Column("data", LargeBinary, nullable=False),
)

story_aliases = Table(  # ids that a story had
    "story_alias",
    metadata,
    Column("old", String(18), primary_key=True),
    Column("new", String(18), nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("note", Text, nullable=False),
)

story_changes = Table(  # the history of stories
    "story_change",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("who", Text, nullable=False),
    Column("what", String(16), nullable=False),
    Column("story", String(18), nullable=False, index=True),
    Column("other", String(18), nullable=False, index=True),
    Column("note", Text, nullable=False),
)

story_actions = Table(  # what editors did to stories by hand; kept for ever, undone or not
    "story_action",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("who", Text, nullable=False),
    Column("what", String(16), nullable=False),
    Column("story", String(18), nullable=False),
    Column("other", String(18), nullable=False),
    Column("articles", JSON, nullable=False),
    Column("apart", JSON, nullable=False),
    Column("text", Text, nullable=False),
    Column("undone", Moment),
)

storyline_links = Table(  # which storyline a story is of, and its profile that later stories are compared with
    "storyline_link",
    metadata,
    Column("story", String(18), primary_key=True),
    Column("number", Integer, nullable=False),  # in order of linking
    Column("storyline", String(18), nullable=False, index=True),
    Column("similarity", Float, nullable=False),
    Column("channel", String(16), nullable=False),
    Column("members", String(71), nullable=False),  # digest of the articles that the profile was made from
    Column("version", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

issues = Table(
    "issue",
    metadata,
    Column("id", Text, primary_key=True),
    Column("edition", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("period", Text, nullable=False),
    Column("first", String(10), nullable=False),
    Column("last", String(10), nullable=False),
    Column("drafted", String(71), nullable=False),  # digest of the Markdown as Dateline wrote it
    Column("published", Moment),  # when its renditions were written last; NULL: never
    Column("state", String(8), nullable=False, server_default="draft"),  # draft, review or closed
    Column("imported", String(71)),  # digest of the file it was imported from; NULL: made here
)

issue_events = Table(  # what was done with an issue, by whom
    "issue_event",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("issue", Text, ForeignKey("issue.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("who", Text, nullable=False),
    Column("what", String(16), nullable=False),
    Column("note", Text, nullable=False),
)

issue_inputs = Table(  # what went into a closed issue, with its digest
    "issue_input",
    metadata,
    Column("issue", Text, ForeignKey("issue.id", ondelete="CASCADE"), primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("digest", Text, nullable=False),
)

corrections = Table(
    "correction",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("issue", Text, ForeignKey("issue.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("day", String(10), nullable=False),
    Column("who", Text, nullable=False),
    Column("item", Text),
    Column("text", Text, nullable=False),
)

links = Table(  # what became of the addresses of issues when they were last visited
    "link",
    metadata,
    Column("url", Text, primary_key=True),
    Column("checked", Moment, nullable=False),
    Column("state", String(16), nullable=False),
    Column("detail", Text, nullable=False),
    Column("leads_to", Text, nullable=False),
    Column("seen", Text),  # the text that first stood there, of an address without an article; NULL: there is one
)

issue_items = Table(
    "issue_item",
    metadata,
    Column("issue", Text, ForeignKey("issue.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("story", Text, nullable=False, index=True),
    Column("headline", Text, nullable=False),
    Column("url", Text, nullable=False, index=True),
)

facts = Table(  # which articles the record has read, and under which version and names
    "facts",
    metadata,
    Column("article", String(16), ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
    Column("digest", String(71), nullable=False),  # of the capture that the article was read from
    Column("version", Text, nullable=False),
    Column("problem", Text),  # why its facts could not be read
)

names = Table(
    "name",
    metadata,
    Column("article", String(16), ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
    Column("start", Integer, primary_key=True),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("name", Text, nullable=False),
    Column("entry", Text, index=True),
    Column("role", Text),
    Index("ix_name_name", "name", "text"),  # the forms of a name
    Index("ix_name_mention", "name", "article", "kind"),  # counted without the rows themselves
)

figures = Table(
    "figure",
    metadata,
    Column("article", String(16), ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
    Column("start", Integer, primary_key=True),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("value", Float),
    Column("low", Float),
    Column("high", Float),
    Column("unit", Text),
    Column("hedge", String(16)),
    Column("period", Text),
    Column("modality", String(16), nullable=False),
    Column("counted", Text),
    Column("subject", Text, index=True),
    Column("scope", Text),
    Column("same_as", JSON(none_as_null=True)),
    Column("stated", String(10)),
)

quotes = Table(
    "quote",
    metadata,
    Column("article", String(16), ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
    Column("start", Integer, primary_key=True),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("speaker", Text, index=True),
    Column("role", Text),
    Column("parts", JSON, nullable=False),
)

events = Table(
    "event",
    metadata,
    Column("article", String(16), ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
    Column("start", Integer, primary_key=True),
    Column("type", String(16), primary_key=True),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("actors", JSON, nullable=False),
    Column("when", Text),
    Column("tense", String(16), nullable=False),
)

documents = Table(  # what search knows; its words are in the index of its kind under the same number
    "document",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(16), nullable=False),  # article, name or item
    Column("ref", Text, nullable=False),  # id of the article, the name itself, id of the issue
    Column("part", Integer, nullable=False),  # position of an item in its issue; 0 otherwise
    Column("digest", String(71), nullable=False),  # of what was indexed
    Column("day", String(10), index=True),
    Column("outlet", Text),
    Column("language", String(8)),
    Column("figures", Integer),  # that an article states
    Index("ix_document_ref", "kind", "ref", "part", unique=True),
    sqlite_autoincrement=True,  # a number is never given again: words of a replaced document lead to nothing
)
