"""The one table of settings: name, default and help. It feeds dateline.toml, the environment, `--set` and the docs."""

from __future__ import annotations

from dataclasses import dataclass

Value = str | int | float | bool | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. Its type is its default's; in the environment it is DATELINE_ and the name, dots as underscores."""

    name: str
    default: Value
    help: str
    choices: tuple[str, ...] = ()
    least: float = 0  # of a number

    @property
    def variable(self) -> str:
        """The environment variable that overrides the file."""
        return "DATELINE_" + self.name.replace(".", "_").upper()


SETTINGS = (
    Setting("newsroom.title", "Digest", "Stands at the head of every issue."),
    Setting("newsroom.beat", "own", "The short name of the beat."),
    Setting("newsroom.language", "en", "Language the issues are written in, one that the edition speaks (ISO 639-1)."),
    Setting("newsroom.edition", "monthly-letter", "The form an issue takes when no other is asked for."),
    Setting("newsroom.timezone", "UTC", "Zone that decides which day it is when a run drafts the current period."),
    Setting("newsroom.first_number", 1, "Number of the first issue that is made in this newsroom."),
    Setting("fetch.allow", (), "Private addresses that may be visited all the same: IP, network, or IP:port."),
    Setting("fetch.user_agent", "", "How the fetcher names itself; empty: Dateline with its version."),
    Setting("fetch.max_page_bytes", 10_000_000, "A page larger than this is refused, in bytes after decompression."),
    Setting("fetch.max_feed_bytes", 64_000_000, "A feed larger than this is refused, in bytes after decompression."),
    Setting("fetch.connect_timeout", 10.0, "Seconds a host has to accept a connection.", least=0.1),
    Setting("fetch.total_timeout", 60.0, "Seconds one address has to answer in full.", least=0.1),
    Setting("fetch.max_redirects", 5, "Redirects followed for one address."),
    Setting("fetch.per_host_delay", 1.0, "Seconds between two requests to one host."),
    Setting("fetch.per_host_connections", 2, "Connections open to one host at a time.", least=1),
    Setting("fetch.connections", 16, "Connections open in all.", least=1),
    Setting("fetch.max_entries", 200, "Entries of one feed that are followed in one run; others wait for the next."),
    Setting("text.jobs", 0, "Processes that read pages; 0: as many as there are cores, at most 4."),
    Setting(
        "stories.profile",
        "fast",
        "Model that groups: fast (USE) or exact (multilingual E5, an extra).",
        ("fast", "exact"),
    ),
    Setting("stories.window_days", 14, "A story that was silent for longer than this takes no more reports."),
    Setting(
        "desk.writer",
        "extract",
        "Plug-in that writes the items: extract takes the sources' own sentences, model asks the one under [model].",
    ),
    Setting("desk.voices", 3.0, "Points for each doubling of the independent outlets that report a story."),
    Setting("desk.beat", 4.0, "Points for a story that is fully on the beat."),
    Setting("desk.outlet", 1.0, "Points for the weight of the best outlet."),
    Setting("desk.novelty", 6.0, "Points a story loses that an earlier issue has had."),
    Setting("desk.depth", 2.0, "Points for length and detail of the fullest report."),
    Setting("desk.recency", 1.0, "Points for news at the end of the period against its beginning."),
    Setting(
        "desk.learning",
        "auto",
        "Learn from past picks: auto ranks by what was learned where a replay shows that it does better; off.",
        ("auto", "off"),
    ),
    Setting(
        "model.url", "", "Address of a language model, OpenAI-compatible, as http://localhost:11434/v1; empty: none."
    ),
    Setting("model.name", "", "Name of the model at that address."),
    Setting("model.key_file", "", "File of mode 600 that holds the key to it; $DATELINE_MODEL_KEY wins."),
    Setting("model.timeout", 120.0, "Seconds the model has to answer one question in full.", least=0.1),
    Setting("model.max_tokens", 1000, "Tokens an answer of the model may have.", least=1),
)

BY_NAME = {setting.name: setting for setting in SETTINGS}
