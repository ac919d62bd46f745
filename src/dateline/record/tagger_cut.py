"""Cuts what the tagger marks where a name cannot go on: dashes, possessives, links, a sentence's opener."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from dateline.record.capitals import Tokens
from dateline.record.gazetteer import Match
from dateline.record.tagger import Mention
from dateline.record.tagger_plain import DATES, FUNCTION_WORDS, GENERIC, is_generic, is_numeral
from dateline.record.tagger_words import is_common, is_demonym, is_organisation_head, is_pinyin, is_place, word_table

_QUOTES = frozenset('“”„"«»')
_MARKS = frozenset(("—", "――", "|", "•", "→", "·", ";", "…"))
_POSSESSIVE = frozenset(("'s", "’s"))
_APART = frozenset("or with from by than into versus vs vs. oder mit ou avec como".split())  # no name goes over these
_AFTER_KNOWN = frozenset("and for on in at to und für auf et pour sur y para en of".split())
_OWNERS = frozenset(  # "of" behind these tells where a firm sits: Quelin Group of Shenzhen
    """Group Inc Inc. Corp Corp. Corporation Ltd Ltd. Co Co. Holdings Technologies Technology Robotics Motors Systems
    Advisory Capital Ventures Partners Pharma Electronics Airlines""".split()
)
_LEGAL = frozenset("Co Corp Inc Ltd Company Corporation Limited".split())
_COMPASS = frozenset(
    "Northern Southern Eastern Western Central North South East West Upper Lower Northeast Northwest Southeast "
    "Southwest North-East North-West South-East South-West Northeastern Northwestern Southeastern Southwestern".split()
)
_DESCRIBING = frozenset(  # words that open a sentence before a firm's name
    """Parent Rival Owner Maker Startup Start-up Backer Investor Retailer Carmaker Chipmaker Operator Manufacturer
    Partner Competitor Subsidiary Affiliate Supplier Compatriot Newcomer E-commerce Smartphone Ordinary Fellow
    Comparable Many Most Some Several Wealthy Big Small Local Young Older Even Only Neighbouring Neighboring
    Mainland""".split()
)


@dataclass(frozen=True)
class Surroundings:
    """What is told of a text besides the marks: which stretches the gazetteer knows, which surfaces come again."""

    tokens: Tokens
    starts: dict[int, Match]  # by the offset where a sure match begins
    ends: dict[int, Match]
    inner: frozenset[int]  # offsets of a sure match's characters but the first
    seen: frozenset[str]  # surfaces that are marked somewhere where no sentence opens

    def known(self, first: int, last: int) -> bool:
        """Whether the gazetteer knows the tokens as one name."""
        match = self.starts.get(self.tokens.starts[first])
        return match is not None and match.end == self.tokens.ends[last - 1]

    def surface(self, first: int, last: int) -> str:
        """The words, one space between."""
        return " ".join(self.tokens.words[first:last])

    def named(self, first: int, last: int) -> bool:
        """Whether the tokens are known as one name, or marked as one elsewhere in the text."""
        return first < last and (self.known(first, last) or self.surface(first, last) in self.seen)


def cut(tokens: Tokens, mentions: Sequence[Mention], known: Iterable[Match], language: str | None) -> list[Mention]:
    """The mentions, each cut to one name; `known` are the gazetteer's matches in the text."""
    mentions = _rejoined(tokens, mentions)
    around = _surroundings(tokens, mentions, known)
    opening = FUNCTION_WORDS.get(language or "en", FUNCTION_WORDS["en"])
    return [
        _trimmed(around, part, opening)
        for mention in mentions
        for part in (_split(around, mention) if mention.last - mention.first > 1 else (mention,))
    ]


def _rejoined(tokens: Tokens, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, "… and Automation Co" joined to the firm before it."""
    found: list[Mention] = []
    for mention in mentions:
        words = tokens.words[mention.first : mention.last]
        tail = words[-1].rstrip(".") in _LEGAL and all(is_common(w) or is_organisation_head(w) for w in words)
        if tail and found and found[-1].last == mention.first - 1 and tokens.words[mention.first - 1] in ("and", "&"):
            joined = {"organisation": 1.0}
            found[-1] = replace(found[-1], last=mention.last, kind="organisation", scores=joined)
        else:
            found.append(mention)
    return found


def _surroundings(tokens: Tokens, mentions: Sequence[Mention], known: Iterable[Match]) -> Surroundings:
    sure = [match for match in known if match.strong]
    seen = frozenset(" ".join(tokens.words[m.first : m.last]) for m in mentions if not tokens.opens[m.first])
    inner = frozenset(at for match in sure for at in range(match.start + 1, match.end))
    return Surroundings(tokens, {m.start: m for m in sure}, {m.end: m for m in sure}, inner, seen)


def _split(around: Surroundings, mention: Mention) -> Iterator[Mention]:
    """The names of one mention, cut at the first place where it cannot go on, then the rest likewise."""
    for at in range(mention.first + 1, mention.last - 1):
        if around.tokens.starts[at] in around.inner:
            continue
        kinds = _parting(around, mention, at)
        if kinds is not None:
            yield replace(mention, last=at, kind=kinds[0], scores={kinds[0]: 1.0})
            yield from _split(around, replace(mention, first=at + 1, kind=kinds[1], scores={kinds[1]: 1.0}))
            return
    yield mention


def _parting(around: Surroundings, mention: Mention, at: int) -> tuple[str, str] | None:
    """The kinds of the names before and behind a token; None when the token does not part names."""
    word, kind = around.tokens.words[at], mention.kind
    both = (_kind_of(around, mention.first, at, kind), _kind_of(around, at + 1, mention.last, kind))
    if word in _POSSESSIVE:
        return _owned(around, mention, at, both)
    if _is_mark(around, mention, at):
        return both
    if not word.islower() or (kind == "other" and not (around.named(mention.first, at) and word in ("or", "and"))):
        return None
    return _of(around, mention, at, both) if word == "of" else _linked(around, mention, at, both)


def _linked(around: Surroundings, mention: Mention, at: int, both: tuple[str, str]) -> tuple[str, str] | None:
    """The kinds when a small word stands between two names, not within one."""
    word, first, last = around.tokens.words[at], mention.first, mention.last
    if word in _APART:
        return both
    behind = word == "and" and around.named(at + 1, last)
    if word in _AFTER_KNOWN and (behind or around.named(first, at)) and not _is_office(around, first, at):
        return both
    peoples = word == "and" and is_demonym(around.surface(first, at)) and is_demonym(around.surface(at + 1, last))
    return ("other", "other") if peoples else None


def _is_office(around: Surroundings, first: int, at: int) -> bool:
    """Whether the words before a link are the head of a longer name: Ministry, Council (on), Centre (for)."""
    return not around.known(first, at) and is_organisation_head(around.tokens.words[at - 1])


def _is_mark(around: Surroundings, mention: Mention, at: int) -> bool:
    """Whether a token is a dash, or a quotation mark without its fellow."""
    tokens = around.tokens
    word = tokens.words[at]
    if word in _MARKS or (word in ("–", "-") and tokens.starts[at] > tokens.ends[at - 1]):
        return True
    if word in _QUOTES:
        return sum(other in _QUOTES for other in tokens.words[mention.first : mention.last]) % 2 == 1
    return False


def _owned(around: Surroundings, mention: Mention, at: int, both: tuple[str, str]) -> tuple[str, str] | None:
    """The kinds when the possessive's owner is a name of its own: Google's Daydream, Britain's Barclays."""
    surface = around.surface(mention.first, at)
    if mention.first and around.tokens.words[mention.first - 1] in ("titled", "entitled", "called"):
        return None
    if not around.known(mention.first, at) and not is_place(surface):
        return None
    if mention.kind == "other" and not around.known(at + 1, mention.last) and mention.last - at > 2:
        return None
    owner = both[0] if around.known(mention.first, at) else "place"
    behind = both[1]
    if not around.known(at + 1, mention.last) and behind in ("other", "place"):
        behind = "product" if owner == "organisation" else behind
    return owner, behind


def _of(around: Surroundings, mention: Mention, at: int, both: tuple[str, str]) -> tuple[str, str] | None:
    """The kinds when "of" stands between a firm and its seat, or a person and the firm."""
    first, words = mention.first, around.tokens.words
    if words[at - 1] in _OWNERS and at - first > 1:
        return "organisation", both[1]
    if at - first > 1 and _is_person(words[first:at]) and is_organisation_head(words[mention.last - 1]):
        return "person", "organisation"
    return None


def _is_person(words: Sequence[str]) -> bool:
    if len(words) > 3 or is_organisation_head(words[-1]):
        return False
    flags = word_table().get(words[0], "").rsplit("\t", 1)[-1]
    return ("g" in flags and not set("34") & set(flags)) or (len(words) == 2 and is_pinyin(" ".join(words)))


def _kind_of(around: Surroundings, first: int, last: int, kind: str) -> str:
    """The kind of a part: the gazetteer's, a place's or people's by its word, else that of the whole."""
    match = around.starts.get(around.tokens.starts[first])
    if match is not None and match.end == around.tokens.ends[last - 1]:
        return match.entry.kind
    surface = around.surface(first, last)
    if is_demonym(surface):
        return "other"
    return "place" if last - first == 1 and is_place(surface) else kind


def _trimmed(around: Surroundings, mention: Mention, opening: frozenset[str]) -> Mention:
    """A name without a date, the sentence's opener, a describing noun or a common acronym beside it."""
    first = _begin(around, mention, opening)
    last, words = mention.last, around.tokens.words
    while last - first > 1 and _is_tail(around, first, last):
        last -= 1
    if last - first == 2 and words[first] in _COMPASS and _kind_of(around, first + 1, last, mention.kind) == "place":
        return replace(mention, first=first, last=last, kind="place", scores={"place": 1.0})
    if (first, last) == (mention.first, mention.last):
        return mention
    kind = mention.kind
    if first < last:
        kind = _kind_of(around, first, last, kind)
    if first > mention.first and last - first == 1 and is_pinyin(words[first]) and kind == "other":
        kind = "person"
    return replace(mention, first=first, last=last, kind=kind)


def _begin(around: Surroundings, mention: Mention, opening: frozenset[str]) -> int:
    """The token where a name begins."""
    first, last, words = mention.first, mention.last, around.tokens.words
    if last - first < 2 or around.tokens.starts[first + 1] in around.inner:
        return first
    if words[first].lower() in DATES and is_numeral(words[first + 1]):
        while first < last and (words[first].lower() in DATES or is_numeral(words[first])):
            first += 1
        return first if first < last else mention.first
    if words[first] in ("The", "A"):
        return first + _has_article(around, mention)
    if not around.tokens.opens[first] or around.surface(first, last) in around.seen:
        return first
    return first + _openers(around, mention, opening)


def _has_article(around: Surroundings, mention: Mention) -> bool:
    """Whether The or A at a name's head is none of it: the rest is a name by itself."""
    first, last, words = mention.first, mention.last, around.tokens.words
    if words[first] == "A" and last - first == 2 and mention.kind != "other" and not words[first + 1].isupper():
        return True
    return around.known(first + 1, last) or (mention.kind != "other" and around.named(first + 1, last))


def _openers(around: Surroundings, mention: Mention, opening: frozenset[str]) -> int:
    """How many words at the head are only the sentence's: Until, Under the, Parent."""
    first, last, words = mention.first, mention.last, around.tokens.words
    rest = around.named(first + 1, last)
    if words[first] in opening and (mention.kind != "other" or last - first == 2 or rest):
        return 1 + (words[first + 1] == "the" and last - first > 2)
    known = around.tokens.starts[first + 1] in around.starts
    return int(words[first] in _DESCRIBING and (rest or known or is_demonym(words[first + 1])))


def _is_tail(around: Surroundings, first: int, last: int) -> bool:
    """Whether the last word is a number behind a known name (Russia 22) or a common acronym behind a place (US LTE)."""
    word = around.tokens.words[last - 1]
    if around.tokens.starts[last - 1] in around.inner or not around.known(first, last - 1):
        return False
    match = around.starts[around.tokens.starts[first]]
    return match.entry.kind == "place" and (word.isdigit() or is_generic(word)) if word not in GENERIC else True
