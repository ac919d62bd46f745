"""Terms of the beat, found in texts of any script."""

from __future__ import annotations

import re
from functools import cached_property

from dateline.records import Beat, Topic, Watched
from dateline.tokens import term_pattern as pattern  # the desk knows it by this name


class BeatTerms:
    """The terms of a beat, ready to be searched for."""

    def __init__(self, beat: Beat):
        self.beat = beat

    @cached_property
    def topics(self) -> tuple[tuple[Topic, re.Pattern[str]], ...]:
        """Each topic with its pattern."""
        return tuple((topic, pattern(topic.terms)) for topic in self.beat.topics)

    @cached_property
    def watched(self) -> tuple[tuple[Watched, re.Pattern[str]], ...]:
        """Each watched name with the pattern of its name and aliases."""
        return tuple((name, pattern((name.name, *name.aliases))) for name in self.beat.watch)

    @cached_property
    def excluded(self) -> re.Pattern[str]:
        """What takes a report off the beat."""
        return pattern(self.beat.exclude)

    def is_of(self, text: str) -> bool:
        """Whether a text has a topic or watched name of the beat, and nothing that it excludes; with no topics, any."""
        if self.excluded.search(text):
            return False
        wanted = (*self.topics, *self.watched)
        return not wanted or any(one.search(text) for _, one in wanted)
