"""What stands among an article's paragraphs and is not of it: headline and byline repeated, pointers, credits, pleas.

Every rule is about short paragraphs or about places (top, tail, captions, repetitions); prose is never judged by its words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

_PLAIN = re.compile(r"[\W_]+")
_POINTER = re.compile(
    r"^[\W_]*(?:read (?:more|also|next|on)|see (?:also|more)|more(?: on this| stories| from| like this)?\s*[:：|»]|related(?: (?:stor|article|content|link|topic)\w*)?\s*(?:[:：|»]|$)"
    r"|(?:don['’]t|do not) miss|you (?:may|might) (?:also )?like|recommended|also (?:read|see)\b|watch(?: (?:now|live|more))?\s*[:：|]|listen(?: now)?\s*[:：]"
    r"|top stories|partner news|most (?:read|popular)|trending|click here|share (?:this|on|via)|follow (?:us|@|the\b.{0,60} on )"
    r"|lesen sie (?:auch|hier|mehr)|lies auch|mehr (?:zum thema|dazu|lesen)|auch interessant|zum (?:artikel|thema)\s*:|weiterführende links|das könnte (?:sie|dich)|siehe auch"
    r"|les (?:også|mer)|læs (?:også|mere)|läs (?:också|mer|även)|lue (?:myös|lisää)|lees (?:ook|meer|verder)|bekijk ook"
    r"|(?:à |a )?lire (?:aussi|également|la suite)|voir aussi|sur le même (?:sujet|thème)|lea (?:también|además|más)|leer más|lee también|te puede interesar|ver también"
    r"|leggi anche|vedi anche|leia (?:também|mais)|veja (?:também|mais)|saiba mais|czytaj (?:więcej|też|także|również)|zobacz (?:też|także|również)|přečtěte si|čtěte (?:také|více)"
    r"|читайте (?:также|ещё)|также читайте|читать (?:далее|также)|читайте також|ilgili haber|bunlar[ıi] da|olvasd? el|citește și"
    r"|相关(?:阅读|新闻|链接|报道)|延伸阅读|推荐阅读|更多(?:新闻|阅读)|相關(?:閱讀|新聞)|延伸閱讀|あわせて読みたい|関連(?:記事|ニュース)|【関連|관련 ?기사|اقرأ (?:أيضا|المزيد))",
    re.I,
)
_PLEA = re.compile(
    r"\b(?:(?:our|free|daily|weekly|täglichen|unser\w*|kostenlos\w*|de|of the|à la|a la|alla) newsletters?|sign(?:ing)? up (?:for|to)|subscribe (?:to|now|here)|download (?:the|our) app|abonnieren|abonnez[- ]vous|suscr[íi]b[ae]\w*|iscriviti|assine (?:a|o|já)"
    r"|all rights reserved|alle rechte vorbehalten|tous droits réservés|privatsphäre-einstellungen|externer inhalt|link zum youtube-inhalt|please try again|an error has occurred|personal, non-commercial use"
    r"|(?:twitter|facebook|instagram|whatsapp|telegram|youtube)\b.{0,40}\b(?:twitter|facebook|instagram|whatsapp|telegram|youtube)|get in touch with (?:us|our)|your inbox|(?:reach|contact|e-?mail|write to)\b.{0,60}@\w|free trial|kostenlos testen"
    r"|leave a comment|post a comment|display name)\b|无断转载|版权所有|無断転載|무단 ?전재|扫码|公众号",
    re.I,
)
# Words that are a plea in a short line or at an article's end, and may be news anywhere else.
_WEAK_PLEA = re.compile(
    r"©|\b(?:newsletters?|copyright|subscri\w+|terms of (?:use|service)|privacy (?:policy|notice)|cookies|javascript|ad ?blocker|advertisement|push[- ]notifications?"
    r"|(?:moderat\w+|submitted).{0,30} comments?|comments.{0,30} moderat\w+|follow (?:him|her|us|them)\b|have a tip|more information)\b|责任编辑|来源：",
    re.I,
)
_CREDIT = re.compile(
    r"^[\W_]*(?:photos?|photograph|image|picture|pic|illustration|foto|bild|imagen|imagem|video|graphic|source|quelle|fonte|sources?|crédit\w*|credit\w*|图|圖|图片来源|来源|写真|사진)\s*(?:credit|by|von|par|de|di|:|：|/)"
    r"|(?:getty(?: images)?|reuters|afp|ap photo|/ap|dpa|epa(?:-efe)?|shutterstock|istock(?:photo)?|imago|picture alliance|alamy|unsplash|xinhua|ansa|tt|scanpix|ntb|pexels|视觉中国|新华社)[\s)\]].{0,20}$|(?:getty images|reuters|afp|shutterstock|istock|alamy|dpa|imago|imago images)$",
    re.I,
)
_BYLINE = re.compile(r"^(?:(?:written |reported )?by|von|par|por|di|door|av|af|作者|记者|文／|文/)[\s:：]+[^.!?。]{2,70}$", re.I)
_LABEL = re.compile(
    r"^[\W_]*(?:tags?|etiket\w*|keywords?|schlagw\w+|stichw\w+|topics?|comments?|kommentare?|advertisement|anzeige|werbung|publicité|publicidad|share|teilen|print(?: article)?|order reprints|home|menu|summary|thank you|loading|quellen|sources?|etiquetas|标签|关键词|広告|댓글)[\W_]*$",
    re.I,
)
_DATE_WORDS = re.compile(
    r"\d+|jan\w*|feb\w*|mar\w*|apr\w*|ma[iyj]\w*|jun\w*|jul\w*|aug\w*|sep\w*|o[ck]t\w*|nov\w*|de[cz]\w*|ene\w*|ago\w*|[adf]br\w*|mär\w*|mon\w*|tue\w*|wed\w*|thu\w*|fri\w*|sat\w*|sun\w*"
    r"|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|stand|uhr|am|pm|um|at|on|[a-z]{0,2}(?:gmt|utc|est|edt|pst|pdt|cet|cest|bst|ist|amt)|min|published|updated|posted|last|modified|veröffentlicht|aktualisiert|publié|mis|jour|le|à|de|el|publicado|actualizado|"
    r"[年月日时分時]|发布|更新|于|时间|来源|기사입력|입력|수정|[st]h|nd|rd|h",
    re.I,
)
_SENTENCE_END = re.compile(r"[.!?…。！？»”\"’)\]:：]\W*$")
_LONG = 320  # characters: beyond this it is prose, whatever it says


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph as it was found, with what kind of element held it: p, head, item, row, quote or code."""

    text: str
    kind: str = "p"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the page holds besides the article, as plain texts (letters and digits only, case folded)."""

    titles: frozenset[str] = frozenset()
    captions: frozenset[str] = frozenset()
    linked: frozenset[str] = frozenset()  # paragraphs and list items that are one link


def plain(text: str) -> str:
    """Letters and digits only, case folded: what two forms of one text have in common."""
    return _PLAIN.sub("", text).casefold()


def without_furniture(blocks: Sequence[Block], around: Surroundings) -> tuple[Block, ...]:
    """The blocks that are the article's own."""
    body = _without_tail(blocks[_length_of_top(blocks, around.titles) :])
    length = sum(len(block.text) for block in body)
    # A page that is mostly links or captions is an article made of them: a roundup, a picture series.
    boxed = {
        key
        for keys in (around.linked, around.captions)
        if sum(len(block.text) for block in body if plain(block.text) in keys) * 4 < length
        for key in keys
    }
    repeats = Counter(plain(block.text) for block in body)
    kept: list[Block] = []
    seen: set[str] = set()
    passed = 0
    for block in body:
        key = plain(block.text)
        again = key in seen or (repeats[key] > 2 and _SENTENCE_END.search(block.text) is None)
        seen.add(key)
        passed += len(block.text)
        if again and len(key) > 8 and block.kind not in ("row", "code"):
            continue
        if not _is_furniture(block, key, boxed, at_end=passed > 0.75 * length):
            kept.append(block)
    while kept and kept[-1].kind == "head":
        kept.pop()
    return tuple(kept) or tuple(blocks)


def _without_tail(blocks: Sequence[Block]) -> list[Block]:
    """The blocks up to a bare label such as “Top stories”, if no prose follows it."""
    length, passed = sum(len(block.text) for block in blocks), 0
    for at, block in enumerate(blocks):
        passed += len(block.text)
        label = len(block.text) < 40 and not re.search(r"[:：]\s*\w", block.text) and _POINTER.match(block.text)
        if label and passed > 0.6 * length and not any(len(after.text) > 120 and _SENTENCE_END.search(after.text) for after in blocks[at:]):
            return list(blocks[:at])
    return list(blocks)


def _length_of_top(blocks: Sequence[Block], titles: frozenset[str]) -> int:
    """How many blocks at the top are kicker, headline, byline and date."""
    top = 0
    for at, block in enumerate(blocks[:6]):
        text = block.text
        if len(text) > 250:
            break
        key = plain(text)
        if any(key == title or (len(title) > 20 and key.endswith(title)) or (len(key) > 20 and title.startswith(key)) for title in titles):
            top = at + 1
        elif _BYLINE.match(text) or is_dateline(text):
            top = max(top, at + 1 if top == at else top)
        elif len(text) > 100:
            break
    return top if sum(len(block.text) for block in blocks[top:]) > 100 else 0


def _is_furniture(block: Block, key: str, boxed: Collection[str], *, at_end: bool) -> bool:
    text = block.text
    if not key:
        return True
    if len(text) > _LONG or block.kind in ("row", "code"):
        return False
    open_ended = _SENTENCE_END.search(text) is None
    return (
        (key in boxed and (open_ended or block.kind != "item"))
        or _POINTER.match(text) is not None
        or _PLEA.search(text) is not None
        or ((at_end or len(text) < 100) and _WEAK_PLEA.search(text) is not None)
        or _LABEL.match(text) is not None
        or (open_ended and len(text) < 100 and _CREDIT.search(text) is not None)
        or is_dateline(text)
    )


def is_dateline(text: str) -> bool:
    """Whether a line is a date or time and nothing else: Stand: 22.04.2024, 06:00 Uhr."""
    if len(text) > 80 or not any(character.isdigit() for character in text):
        return False
    if not re.search(r"\d{1,2}[.:/-]\d{1,2}|\b(?:19|20)\d\d\b", text):
        return False
    return len(plain(_DATE_WORDS.sub("", text))) < 3
