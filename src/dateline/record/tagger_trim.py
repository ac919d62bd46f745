"""Mends what the tagger marks: titles, possessives and marks stand outside a name; months and plain words are none."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from dateline.record.capitals import Tokens
from dateline.record.tagger import Mention
from dateline.record.tagger_plain import FUNCTION_WORDS, is_generic
from dateline.record.tagger_words import is_common, is_organisation_head, is_place

_TITLES = frozenset(
    """mr mr. mrs mrs. ms ms. miss dr dr. prof prof. professor president premier chancellor chairman chairwoman
        ceo cfo cto coo chief executive director minister secretary senator sen. rep. gov. governor mayor judge
        justice captain capt. capt colonel col. col general gen. gen lieutenant lt. lt sergeant sgt. sgt major
        maj. admiral adm. commander bishop archbishop cardinal rev. reverend analyst founder co-founder
        spokesman spokeswoman editor deputy vice vice-president herr frau präsident präsidentin bundeskanzler
        bundeskanzlerin kanzler kanzlerin minister ministerin professorin bürgermeister geschäftsführer señor
        señora sr. sra. don doña presidente presidenta ministro ministra alcalde monsieur madame mme m. mlle
        président présidente ministre maire""".split()
)
_INNER_ONLY = frozenset(
    "general major justice judge miss don deputy vice cardinal bishop founder editor secretary".split()
)
_CALENDAR = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july
        august september october november december mon tue wed thu fri sat sun jan jan. feb feb. mar mar. apr
        apr. jun jun. jul jul. aug aug. sep sep. sept sept. oct oct. nov nov. dec dec. montag dienstag mittwoch
        donnerstag freitag samstag sonntag januar februar märz mai juni juli oktober dezember lunes martes
        miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio julio agosto septiembre
        octubre noviembre diciembre lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars
        avril juin juillet août septembre octobre novembre décembre am pm gmt utc bst est edt cet""".split()
)
_DESCRIBERS = frozenset(  # German nouns that stand before a name without a mark between
    """autokonzern konzern autobauer firma unternehmen hersteller anbieter betreiber versicherer airline
        bahnkonzern chemiekonzern energiekonzern softwarekonzern internetkonzern technologiekonzern startup
        forscher forscherin forscherinnen wissenschaftler wissenschaftlerin mitarbeiter kollege studie
        studierende schüler mannschaft team klub zeitschrift nachrichtenagentur regisseur regisseurin
        schauspieler schauspielerin sänger sängerin autor autorin schriftsteller maler komponist architekt
        spieler stürmer torwart trainer bruder schwester sohn tochter vater mutter frau mann kollegin nachfolger
        vorgänger stadt gemeinde dorf hauptstadt bundesland""".split()
)
_HONORIFICS = frozenset("Mr Mrs Ms Dr Prof Herr Frau Sr Sra Mme Mlle".split())
_STATES = frozenset(
    "Ala. Ariz. Ark. Calif. Colo. Conn. Del. Fla. Ga. Ill. Ind. Kan. Ky. La. Md. Mass. Mich. Minn. Mo. Mont. Neb. Nev. "
    "Okla. Ore. Pa. Tenn. Tex. Va. Wash. Wis. Wyo. N.Y. N.J. N.C. N.H. N.M. D.C.".split()
)
_STEPS = frozenset("Level Phase Stage Chapter Section Page Figure Table Grade Type Part Round Step Tier Series".split())
_PLACE_ENDS = frozenset("( , - – —".split())
_NEVER = frozenset().union(*FUNCTION_WORDS.values()) - frozenset(
    "An Las Me Sin Is Non Solo Ni Ya Most Due Des".split()
) | {
    "Celsius",
    "Fahrenheit",
}
_ARTICLES = frozenset("der des die das dem den von vom am im".split())
_PAPERS = frozenset("Press News Times Post Daily Gazette Herald Tribune Journal Records".split())  # The New York Times
_ROMAN = re.compile(r"[IVX]+")
_TAILS = frozenset("'s ’s ' ’ , - – — : ; & / \" ” “ ( of the and de".split())
_HEADS = frozenset("'s ’s ' ’ , - – — : ; & / \" ” “ ( ) of and the".split())


def mended(tokens: Tokens, mentions: Iterable[Mention], language: str | None) -> list[Mention]:
    """The mentions cut to their names; what is no name is left out."""
    if language == "de":
        mentions = [_without_noun(tokens, mention) for mention in mentions]
    cut = [part for mention in mentions for part in _parts(tokens, mention) if part.first < part.last]
    sure = {tokens.words[m.first] for m in cut if not _opens(tokens, m.first) or m.last - m.first > 1}
    plain = set(tokens.words)
    return [
        _placed(tokens, m)
        for m in cut
        if not _is_none(tokens, m) and not _is_plain(tokens, m, sure=sure, plain=plain) and not _is_headline(tokens, m)
    ]


def _parts(tokens: Tokens, mention: Mention) -> list[Mention]:
    """A mention without titles; "Didi Chief Executive Cheng Wei" is two."""
    mention = _stripped(tokens, mention)
    if mention.last - mention.first > 1 and tokens.words[mention.first].rstrip(".") in _HONORIFICS:
        return [_stripped(tokens, replace(mention, first=mention.first + 1, kind="person", scores={"person": 1.0}))]
    if mention.kind not in ("person", "organisation") or mention.last - mention.first < 2:
        return [mention]
    words = [word.lower() for word in tokens.words[mention.first : mention.last]]
    inner = [i for i, word in enumerate(words) if word in _TITLES]
    if not inner or inner[-1] == len(words) - 1:
        return [mention]
    return _without_title(tokens, mention, words) if inner[0] == 0 else _employed(tokens, mention, words, inner)


def _without_title(tokens: Tokens, mention: Mention, words: list[str]) -> list[Mention]:
    """A person without the titles before the name; General Motors and Justice Department stay whole."""
    end = next(i for i, word in enumerate(words) if word not in _TITLES)
    if mention.kind == "organisation" or (end == 1 and words[0] in _INNER_ONLY and len(words) > 2):
        return [mention]
    return [_stripped(tokens, replace(mention, first=mention.first + end))]


def _employed(tokens: Tokens, mention: Mention, words: list[str], inner: list[int]) -> list[Mention]:
    """The organisation before a title and the person behind it."""
    if mention.kind == "organisation" and len(inner) < 2 and words[inner[0]] not in ("ceo", "president", "chairman"):
        return [mention]
    employer = replace(mention, last=mention.first + inner[0], kind="organisation", scores={"organisation": 1.0})
    person = replace(mention, first=mention.first + inner[-1] + 1, kind="person", scores={"person": 1.0})
    return [_stripped(tokens, employer), _stripped(tokens, person)]


def _stripped(tokens: Tokens, mention: Mention) -> Mention:
    first, last, words = mention.first, mention.last, tokens.words
    while last > first and words[last - 1] in _TAILS:
        last -= 1
    while first < last and words[first] in _HEADS:
        first += 1
    if last - first > 2 and words[first] == "The" and tokens.opens[first] and mention.kind != "other":
        first += _is_described(words[first + 1 : last])
    return replace(mention, first=first, last=last) if (first, last) != (mention.first, mention.last) else mention


def _without_noun(tokens: Tokens, mention: Mention) -> Mention:
    """A mention without the German noun before the name: "Autokonzern Volkswagen", "Forscher der Universität Köln"."""
    first = mention.first
    if mention.last - first > 1 and tokens.words[first].lower() in _DESCRIBERS:
        first += 1
        while first < mention.last - 1 and tokens.words[first] in _ARTICLES:
            first += 1
    return mention if first == mention.first else replace(mention, first=first)


def _is_described(words: list[str]) -> bool:
    """Whether a name tells what the thing is, so that "The" before it is the sentence's: Bank, Institute, … of …."""
    if words[-1] in ("League", "Alliance", "Union", "Initiative", "Centre", "Center", "Corps", "Cup"):
        return True
    return "of" in words or (is_organisation_head(words[-1]) and words[-1] not in _PAPERS)


def _is_none(tokens: Tokens, mention: Mention) -> bool:
    """Whether the words are a date, a numeral, a mark, an acronym that names no one thing, or a step of a scale."""
    words = tokens.words[mention.first : mention.last]
    if mention.first and tokens.words[mention.first - 1] == "°":
        return True
    if len(words) == 1:
        return _is_no_name(words[0], mention.kind)
    if all(word.lower() in _CALENDAR or not word[0].isalpha() for word in words):
        return True
    if len(words) == 2 and ((is_generic(words[0]) and words[1].islower()) or _is_step(*words)):
        return True
    numbered = not any(word[0].isalpha() for word in words[1:])
    return numbered and (words[0] == "No." or (tokens.opens[mention.first] and is_common(words[0])))


def _is_no_name(word: str, kind: str) -> bool:
    """Whether a lone word is a function word, a title, a numeral, a letter, a month or a common acronym."""
    if len(word) == 1 or is_generic(word) or word in _NEVER or word.rstrip(".") in _HONORIFICS:
        return True
    if _ROMAN.fullmatch(word) or not any(map(str.isalpha, word)):
        return True
    return word.lower() in _CALENDAR and (word.lower() != "may" or kind != "person")


def _is_step(word: str, number: str) -> bool:
    """Whether two words are a step of a scale: Level 4, Series B."""
    return word in _STEPS and (number[0].isdigit() or len(number) == 1)


def _is_plain(tokens: Tokens, mention: Mention, *, sure: set[str], plain: set[str]) -> bool:
    """Whether a lone word has its capital only from opening the sentence: it is common, or here too, without one."""
    if mention.last - mention.first > 1 or not _opens(tokens, mention.first):
        return False
    word = tokens.words[mention.first]
    return word.lower() in plain or (word not in sure and is_common(word))


def _is_headline(tokens: Tokens, mention: Mention) -> bool:
    """Whether several plain words have capitals only because their line is written so: Lower Valuations."""
    words = tokens.words[mention.first : mention.last]
    if len(words) < 2 or not all(map(is_common, words)):
        return False
    begin, end = mention.first, mention.last
    while begin > 0 and tokens.words[begin - 1][0] != "\n" and mention.first - begin < 14:
        begin -= 1
    while end < len(tokens) and tokens.words[end][0] != "\n" and end - mention.last < 14:
        end += 1
    line = tokens.words[begin:end]
    return len(line) < 16 and not any(word in ".?!" or (word.islower() and len(word) > 3) for word in line)


def _opens(tokens: Tokens, at: int) -> bool:
    return tokens.opens[at] or (at > 0 and tokens.words[at - 1] in (";", "(", "*", "-", "–", "—"))


def _placed(tokens: Tokens, mention: Mention) -> Mention:
    """The mention; a city in capitals at the head of a paragraph ("LONDON (Reuters)") and "Calif." are places."""
    words = tokens.words
    if words[mention.first] in _STATES and mention.last - mention.first == 1:
        return replace(mention, kind="place", scores={"place": 1.0})
    if mention.kind != "place" and words[mention.first].isupper():
        begins = mention.first == 0 or words[mention.first - 1][0] == "\n"
        surface = " ".join(words[mention.first : mention.last])
        if begins and len(surface) > 3 and _is_dateline(words[mention.last : mention.last + 12], is_place(surface)):
            return replace(mention, kind="place", scores={"place": 1.0})
    return mention


def _is_dateline(following: list[str], known: bool) -> bool:
    """Whether what follows a place in capitals says that it is a dateline's: "(Reuters) -", ", Dec 5 —"."""
    if not following or following[0] not in _PLACE_ENDS:
        return False
    return known or any(word in ("—", "–", "-") for word in following)
