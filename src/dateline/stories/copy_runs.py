"""The runs of five tokens that a text is compared by, and the sample of them that finds it again."""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rensa import RMinHash

from dateline.agencies import stripped
from dateline.stories.copy_index import Keys
from dateline.stories.copy_spelling import spelled, unspelled
from dateline.tokens import tokens

Shingles = npt.NDArray[np.uint64]

WIDTH = 5  # tokens in a run: independent reports share names and short quotations, seldom five tokens in a row
_READ = 400_000  # characters; nobody reprints more, and a file of megabytes is no article
_PRIME = np.uint64(0x9E3779B97F4A7C15)
_QUOTED = np.uint64(1)  # the lowest bit of a run: it stands in quotation marks
_ONE = np.uint64(1)
_LEAST_SAMPLE, _MOST_SAMPLE, _SHARE = 64, 4096, 16
_LEAD = 16  # runs of the beginning, which a short extract has
_ALL = (1 << 63) - 1
_HEAD = struct.Struct("<IIQ")
_QUOTATION = re.compile(
    r"“[^“”\n]{20,}[”\n]|„[^„“”\n]{20,}[“”\n]|«[^«»\n]{20,}[»\n]|「[^「」\n]{10,}[」\n]|(?<!\w)\"[^\"\n]{20,}(?:\"|\n)"
    r"|``[^`\n]{20,}(?:''|``|\n)"
)
