"""What the tagger knows of single words: cluster of meaning, lists of names that hold them, how they are written."""

from __future__ import annotations

import gzip
import re
from functools import cache, lru_cache
from importlib import resources

_PINYIN = re.compile(
    r"(?:(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie"
    r"|in|iu|ou|ua|ue|ui|un|uo|üe|a|e|i|o|u|ü)['-]?){1,3}",
    re.I,
)
_ORGANISATION_HEADS = frozenset(
    """Inc Corp Corporation Ltd Limited Co Company Companies LLC PLC plc AG SE SA GmbH KG NV BV AB SpA Oyj Group Holding
    Holdings Bank Capital Ventures Partners Investments Securities Insurance Advisory Advisors Consulting Research Labs
    Laboratory Laboratories Institute University College Academy Ministry Department Agency Authority Bureau Office
    Commission Committee Council Board Association Federation Confederation Foundation Society Organization Organisation
    Technologies Technology Tech Systems Software Electronics Semiconductor Robotics Motors Automotive
    Aerospace Aviation
    Airlines Airways Pharma Pharmaceuticals Pharmaceutical Biotech Bio Biosciences Therapeutics Biologics Telecom Mobile
    Communications Media Broadcasting Entertainment Pictures Studios Records Publishing Press News Times Post Daily
    Gazette Herald Tribune Journal Industries Industrial Manufacturing Logistics Shipping Petroleum Chemicals Foods
    Payments Pay Finance Financial Exchange Court Parliament Senate Party Army Navy Orchestra Philharmonic Ensemble
    Universität Hochschule Institut Ministerium Amt Verband Verein Gesellschaft Stiftung Partei Gericht Zeitung Bank
    Universidad Instituto Ministerio Asociación Fundación Consejo Comisión Partido Tribunal Banco Université Ministère
    Fondation Conseil Commission Parti Banque Société Fédération Syndicat""".split()
)
_ABSTRACT = re.compile(r"[a-z]{3}(?:ly|tions?|ity|ities|ments?|ness|ances?|ences?|ungen|ciones|keit)$")
_ROMAN = re.compile(r"[IVXLC]{2,7}|[IVX]")


@cache
def word_table() -> dict[str, str]:
    """Word or phrase → "cluster, tab, flags", as tools/name_words.py writes them."""
    packed = resources.files("dateline.record").joinpath("data/tagger_words.txt.gz").read_bytes()
    return dict([line.split("\t", 1) for line in gzip.decompress(packed).decode().split("\n")])


@cache
def phrase_starts() -> dict[str, int]:
    """First word of each place of several words → how many words the longest such place has."""
    longest: dict[str, int] = {}
    for entry in word_table():
        if " " in entry:
            words = entry.split()
            longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return longest


def shape(word: str) -> str:
    """How a word is written, short: Xx, XX, X., xX, 9, X9 …; a mark stands for itself."""
    first = word[0]
    if not first.isalnum():
        return "'s" if len(word) > 1 else first
    if first.isdigit():
        return ("9999" if len(word) == 4 else "9") if word.isdigit() else "9x" if word[-1].islower() else "9X"
    if word.islower():
        return "x"
    return _all_capitals(word) if word.isupper() else _mixed(word) if first.isupper() else "xX"


def _all_capitals(word: str) -> str:
    if len(word) == 1:
        return "X"
    if "." in word:
        return "X."
    if _ROMAN.fullmatch(word):
        return "IV"
    return "XX" if word.isalpha() else "X9" if any(map(str.isdigit, word)) else "X-X"


def _mixed(word: str) -> str:
    if word[1:].islower():
        return "Xx" if word.isalpha() else "Xx." if word[-1] == "." else "Xx-x" if "-" in word else "X'x"
    return "Xx-Xx" if "-" in word else "X'X" if "'" in word or "’" in word else "XxX"


def is_place(word: str) -> bool:
    """Whether the table lists the word, in whatever case, as a city or country."""
    return any(flag in "cdn" for flag in word_table().get(word.title(), "").rsplit("\t", 1)[-1])


@cache
def _demonyms() -> frozenset[str]:
    packed = resources.files("dateline.record").joinpath("data/names/lists/demonyms.txt").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in packed.splitlines() if line[:1] != "#"]
    return frozenset(row[1] for row in rows if len(row) > 1 and row[0] != "zh")


def is_demonym(word: str) -> bool:
    """Whether a word is a people or the adjective of a place: Chinese, Europeans, deutsche."""
    listed = _demonyms()
    return word in listed or (word[-1:] == "s" and word[:-1] in listed)


def is_organisation_head(word: str) -> bool:
    """Whether names that end with the word are organisations: Bank, Robotics, Universität."""
    return word.rstrip(".") in _ORGANISATION_HEADS


@lru_cache(maxsize=20_000)
def facts(word: str) -> tuple[str, ...]:
    """Features of a word by itself: its cluster at three grains, its lists, its shape and its habit of capitals."""
    table, form = word_table(), shape(word)
    found = [f"h{form}"]
    if not word[0].isalpha():
        return (*found, f"w{word}") if len(word) == 1 else (*found, f"w{form}")
    entry = table.get(word)
    if entry is None and len(word) > 3 and word.isupper():
        entry = table.get(word.capitalize())
    cluster, flags = entry.split("\t") if entry is not None else ("", "")
    if not cluster:
        cluster = _cluster_of_kin(word, table)
    if cluster:
        number = int(cluster)
        found += (f"k{number}", f"m{number >> 3}", f"c{number >> 5}")
    else:
        found.append("k?")
    found += [f"f{flag}" for flag in flags]
    if word[0].isupper():
        found.append(f"v{habit(word)}")
        if is_organisation_head(word):
            found.append("oh")
    found.append(f"F{flags}")
    if word[0].isupper() and word.isascii() and _PINYIN.fullmatch(word):
        found.append("py")
    return tuple(found)


def is_common(word: str) -> bool:
    """Whether a word with a capital is mostly written without: no list of names holds it, or it is far commoner so."""
    told = habit(word)
    if told == "?" and word[-1] == "s":
        told = "L" if word[:-1].lower() in word_table() else "?"
    flags = word_table().get(word, "").rsplit("\t", 1)[-1]
    if told == "?" and not flags and _ABSTRACT.search(word):
        return True
    return told in "4L" or (told == "3" and not set(flags) & set("gscn"))


def is_pinyin(name: str) -> bool:
    """Whether all words of a name are syllables of Chinese written in Latin letters."""
    return all(_PINYIN.fullmatch(word) for word in name.split())


@lru_cache(maxsize=20_000)
def habit(word: str) -> str:
    """How common a capital is in the word elsewhere: 1 always … 4 hardly, L hardly but known without, ? unknown."""
    table = word_table()
    entry = table.get(word)
    if entry is None and len(word) > 3 and word.isupper():
        entry = table.get(word.capitalize())
    for flag in "" if entry is None else entry.rsplit("\t", 1)[1]:
        if flag in "1234":
            return flag
    return "L" if word.lower() in table else "?"


def _cluster_of_kin(word: str, table: dict[str, str]) -> str:
    """The cluster of the nearest form that has one: without capitals, plural or hyphen."""
    forms = [word.lower(), word.capitalize()]
    if "-" in word:
        forms += [word.rsplit("-", 1)[1], word.split("-", 1)[0]]
    if word[-1] in "s.":
        forms += [word[:-1], word[:-1].lower()]
    for form in forms:
        entry = table.get(form)
        if entry is not None and entry[0] != "\t":
            return entry.split("\t", 1)[0]
    return ""
