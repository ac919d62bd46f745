"""What may stand in a text, and which of Python's codecs are no encoding of text."""

from __future__ import annotations

import re

_SURROGATE = re.compile("[\ud800-\udfff]")
NO_CHARSETS = frozenset({"idna", "punycode", "raw-unicode-escape", "unicode-escape", "undefined", "mbcs", "oem"})


def sound(text: str) -> str:
    """The text with the replacement character for each lone surrogate: no database, model or file takes those.

    They come from JSON's escapes, from UTF-7 and from mail headers.
    """
    return _SURROGATE.sub("\ufffd", text)
