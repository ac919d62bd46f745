"""Capitals: small words with one within a heading, names without one, brands in their own spelling."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from dateline.issue.copydesk.rules import Finding, place, rule
from dateline.issue.copydesk.running import Piece, masked, pieces
from dateline.proofs import Proof, Surroundings

_SMALL = re.compile(r"(?<=[a-z0-9,] )(In|Of|On|The|And|For|To|With|At|By|From|As|A|An|Or)(?= [a-z0-9])")
_IN_YEAR = re.compile(r"(?<=[a-z] )In(?= \d{4})")
_LOWER_WORD = re.compile(r"\b[a-z]{4,}\b")
_CAPITAL_WORD = re.compile(r"\b[A-Z][a-z]{3,}\b")
_NAMES = re.compile(
    r"\b(?:chinese|american|european|german|french|british|japanese|korean|indian|russian|"
    r"beijing|shanghai|shenzhen|hong kong|germany|france|japan|"
    r"india|russia|europe|england|scotland|spain|italy|greece|sweden|norway|finland|"
    r"denmark|poland|ukraine|austria|portugal|belgium|brazil|mexico|canada|australia|"
    r"indonesia|malaysia|thailand|vietnam|singapore|pakistan|bangladesh|israel|iran|"
    r"iraq|syria|egypt|nigeria|kenya|taiwan|tibet|africa|asia|spanish|italian|dutch|"
    r"swedish|norwegian|danish|canadian|australian|african|asian|arab|israeli|iranian|"
    r"ukrainian|brazilian|mexican|taiwanese|vietnamese|malaysian|london|paris|berlin|"
    r"tokyo|seoul|moscow|washington|brussels|guangzhou|hangzhou|chengdu|wuhan|nanjing|"
    r"tianjin|chongqing|april|june|july|october|monday|tuesday|wednesday|thursday|friday|"
    r"saturday|sunday|january|february|november|december|september|october|"
    r"united states|silicon valley|tencent|huawei|xiaomi|microsoft|facebook)\b(?![-.]\w|"
    r"_)|(?<=\b(?:in|of|to) )china\b"
)
_PLACES = re.compile(
    r"\b(?:Hong kong|New (?:york|delhi|zealand|jersey|mexico|orleans)|South (?:korea|"
    r"africa|sudan|carolina|dakota)|North (?:korea|carolina|dakota|sea)|Saudi arabia|"
    r"United (?:states|kingdom|nations|arab)|European (?:union|commission|parliament|"
    r"central bank)|Silicon valley|Los angeles|San (?:francisco|diego|jose)|Sri lanka|"
    r"Middle east|White house|Wall street|Kuala lumpur|Tel aviv|Buenos aires|Rio de "
    r"janeiro|Inner mongolia|Great britain|Northern ireland|Costa rica|Puerto rico|"
    r"African union|World (?:bank|health|trade)|Las vegas|Cape town|Abu dhabi|Ho chi|"
    r"Red (?:cross|sea)|Supreme court|Papua new|Ivory coast|Sierra leone|Burkina faso|"
    r"hong [Kk]ong|new [Yy]ork|saudi [Aa]rabia|south [Kk]orea|north [Kk]orea|los [Aa]ngeles|"
    r"san [Ff]rancisco)\b"
)
_ALONE = re.compile(r"(?<=[a-z,] )i (?=am|was|have|had|think|will|would|can|could|know|want|don)\b")
_TWO = re.compile(r"\b([A-Z][a-z]+) ([A-Za-z][a-z]{2,})\b")
_BRANDS = {
    "Wechat": "WeChat",
    "Tiktok": "TikTok",
    "Youtube": "YouTube",
    "Linkedin": "LinkedIn",
    "Bytedance": "ByteDance",
    "Paypal": "PayPal",
    "Github": "GitHub",
    "Openai": "OpenAI",
    "Chatgpt": "ChatGPT",
    "Iphone": "iPhone",
    "Ipad": "iPad",
    "Techcrunch": "TechCrunch",
    "Deepseek": "DeepSeek",
    "Whatsapp": "WhatsApp",
    "Deepmind": "DeepMind",
    "Ebay": "eBay",
    "Nvidia corp": "Nvidia Corp",
    "wechat": "WeChat",
    "iphone": "iPhone",
}
_BRAND = re.compile(rf"\b(?:{'|'.join(_BRANDS)})\b(?![.@/]\w)")


@rule("capitalisation", "warning")
def capitalisation(proof: Proof, around: Surroundings) -> Iterator[Finding]:
    """Finds small words with a capital inside a sentence or heading, names without one, and brands misspelt in case."""
    for item in proof.items:
        text = masked(item.headline)
        if proof.language.startswith("en") and len(_LOWER_WORD.findall(text)) > len(_CAPITAL_WORD.findall(text)):
            for match in _SMALL.finditer(text):
                quote, mended = item.headline[match.start() :][:24], match.group().lower()
                quote = quote.rsplit(" ", 1)[0] if len(item.headline) > match.start() + 24 else quote
                where = place(item, part="headline")
                yield Finding(quote, f"“{match.group()}” with a capital within the heading", where, f"“{mended}”")
    for piece in pieces(proof):
        if piece.language == "en":
            yield from _within(piece)
    yield from _half(proof)


def _half(proof: Proof) -> Iterator[Finding]:
    """Names of two words of which the second lost the capital that it has elsewhere in the issue."""
    read = [piece for piece in pieces(proof) if piece.language == "en"]
    whole = " ".join(piece.own for piece in read)
    pairs = Counter(match.groups() for match in _TWO.finditer(whole))
    for (first, second), times in pairs.items():
        if second.islower() and pairs.get((first, second.capitalize()), 0) >= 2 > times:
            bare = re.findall(rf"\b(?:{first.lower()}|{second})\b", whole)
            if len(bare) == 1 and not _PLACES.match(f"{first} {second}"):
                piece = next(one for one in read if f"{first} {second}" in one.own)
                at = piece.own.index(f"{first} {second}")
                yield piece.finding(at, at + len(first) + 1 + len(second), "a name that lost a capital")


def _within(piece: Piece) -> Iterator[Finding]:
    """The running text of a paragraph."""
    for match in _NAMES.finditer(piece.own):
        yield piece.finding(*match.span(), "a name without its capital")
    for pattern in (_PLACES, _ALONE):
        for match in pattern.finditer(piece.own):
            yield piece.finding(*match.span(), "a name without its capital")
    for match in _BRAND.finditer(piece.text):
        mended = _BRANDS[match.group()]
        yield piece.finding(*match.span(), f"it is written {mended}", mend=f"“{mended}”", replacement=mended)
    for match in _IN_YEAR.finditer(piece.own):
        start = piece.raw.rfind(" ", 0, match.start() - 1) + 1
        yield piece.finding(start, match.end() + 5, "a capital within the sentence")
    for match in _SMALL.finditer(piece.own):
        if re.search(r"[a-z]{2},? $", piece.own[: match.start()]) and match.group() in (
            "Of",
            "And",
            "With",
            "From",
            "Or",
            "For",
        ):
            yield piece.finding(match.start(), min(len(piece.raw), match.end() + 12), "a capital within the sentence")
