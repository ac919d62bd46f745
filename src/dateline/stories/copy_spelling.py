"""Spellings that tell no texts apart: Chinese scripts and their words, British and American English, accents.

What is made here is compared only, never shown: a rule may bend a word that it does not concern, as it bends it in both
texts.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from dateline.scripts import simplified
from dateline.tokens import folded_word, is_unspaced

_HAN = re.compile("[\u4e00-\u9fff]")
_CHARACTERS = str.maketrans("著乾祂藉覆彷牴縐阪鵰", "着干他借复仿抵绉坂雕")
_RULES = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"our(?=s?$|ed$|ing|ab|ite|ful|less|hood|ist|ly$|er|y$|al|i)", "or"),  # colour, favourite, neighbourhood
        (r"is(?=(?:e|ed|es|er|ers|ing|ation|ations|ational)$)", "iz"),  # organise, organisation
        (r"ys(?=(?:e|ed|es|er|ers|ing)$)", "yz"),  # analyse
        (r"(?<=[a-z]{2}[tbv])re(?=[ds]?$)", "er"),  # centre, fibre, manoeuvre
        (r"l+(?=.)", "l"),  # travelled, enrollment
        (r"enc(?=es?$)", "ens"),  # defence, licence
        (r"ogue(?=s?$)", "og"),  # catalogue
        (r"(?<=[a-z])[ao]e(?=[a-z]{3})|^[ao]e(?=[a-z]{5})", "e"),  # anaemia, foetus
        (r"mme(?=s?$)", "m"),  # programme
        (r"(?<=rn)t$", "ed"),  # learnt, burnt
        (r"(?<=ward)s$|(?<=mong)st$|(?<=whil)st$", ""),  # towards, amongst, whilst
        (r"(?<=[a-z]{2}dg)e(?=ment)", ""),  # judgement
    )
)
_WORDS = dict(
    pair.split(":")
    for pair in (
        "grey:gray greys:grays greyer:grayer tyre:tire tyres:tires kerb:curb kerbs:curbs plough:plow "
        "ploughs:plows ploughed:plowed cheque:check cheques:checks jewellery:jewelry jeweller:jeweler "
        "sceptic:skeptic sceptics:skeptics sceptical:skeptical scepticism:skepticism mould:mold moulds:molds "
        "mouldy:moldy smoulder:smolder smouldering:smoldering moustache:mustache pyjamas:pajamas storey:story "
        "storeys:stories sulphur:sulfur aluminium:aluminum aeroplane:airplane aeroplanes:airplanes cosy:cozy "
        "ageing:aging draught:draft draughts:drafts axe:ax acknowledgement:acknowledgment practise:practice "
        "practised:practiced practising:practicing while:whil fulfil:fulfill skilful:skillful wilful:willful "
        "enrol:enroll instalment:installment instalments:installments dependant:dependent disc:disk discs:disks "
        "doughnut:donut mum:mom mums:moms maths:math focussed:focused focussing:focusing benefitted:benefited "
        "targetted:targeted co-operate:cooperate gaol:jail kilometre:kilometer connexion:connection "
        "speciality:specialty yoghurt:yogurt whisky:whiskey foetus:fetus"
    ).split()
)


def one_script(text: str) -> str:
    """Chinese text in simplified characters and the words of the mainland; other text as it is."""
    if not _HAN.search(text):
        return text
    pattern, words = _chinese_words()
    return pattern.sub(lambda match: words[match.group()], one_character(text))


def one_character(text: str) -> str:
    """Chinese text in simplified characters, its words as they are; its length stays."""
    return simplified(text).translate(_CHARACTERS) if _HAN.search(text) else text


def told_apart() -> frozenset[str]:
    """The words of which `one_script` makes others, and those others."""
    words = _chinese_words()[1]
    return frozenset(words).union(words.values())


def spelling(word: str) -> str:
    """A word as it is compared."""
    if is_unspaced(word):
        return word
    if not word.isascii():
        word = folded_word(word) or word
    word = _WORDS.get(word, word.replace("'", ""))
    if len(word) > 4 and word.isascii():
        for pattern, plain in _RULES:
            word = pattern.sub(plain, word)
    return word


@cache
def _chinese_words() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern of the words that Chinese writes otherwise outside the mainland, longest first, and what it writes."""
    lines = files(__package__).joinpath("copy_words.txt").read_text("utf-8").splitlines()
    words = dict(pair.split("=") for line in lines if not line.startswith("#") for pair in line.split())
    # 厄瓜多=厄瓜多尔: the word of the mainland must not be taken for the beginning of itself.
    words |= {plain: plain for plain in words.values() if any(word in plain for word in words)}
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True)))), words
