"""The models come in wheels: they load and work in a process that may open no connection and has an empty home."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

_NO_NETWORK = """
import sys

def refuse(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "urllib.Request"):
        raise SystemExit(f"asked the network: {event} {arguments!r}")

sys.addaudithook(refuse)
"""
_PAGE = (
    "<html><head><title>Lock gate to be mended</title><script type='application/ld+json'>"
    '{"@type": "NewsArticle", "datePublished": "2016-12-05T08:30:00+01:00"}</script></head><body><article>'
    "<h1>Lock gate to be mended</h1><p>The harbour of Port Ellery will be closed to freighters from Monday while "
    "divers look at the gate of the old lock, the port authority said in a statement.</p><p>Two ferries will sail "
    "from the northern pier until the work is done, and anglers are asked to keep away.</p></article></body></html>"
)
_VECTORS = (
    "from dateline.stories.embedders import {name}; import numpy as np; "
    "rows = {name}().embed(['The harbour is closed', '港口关闭']); "
    "assert rows.shape == (2, {width}) and np.allclose((rows * rows).sum(axis=1), 1, atol=1e-3), rows"
)
CASES = {
    "embedder fast": _VECTORS.format(name="Fast", width=512),
    "embedder exact": _VECTORS.format(name="Exact", width=384),
    "language": (
        "from dateline.text.language import detect_language as tell; "
        "texts = ['Der Hafen bleibt bis Montag für Frachter gesperrt.', '港口将从星期一起关闭，直到修理完成。']; "
        "assert [tell(text) for text in texts] == ['de', 'zh']"
    ),
    "page": (
        "from dateline.text.page import read_html; "
        f"page = read_html({_PAGE!r}.encode(), url='https://post.example/lock', charset='utf-8'); "
        "assert page.title == 'Lock gate to be mended' and len(page.paragraphs) == 2, page; "
        "assert page.published == '2016-12-05T08:30:00+01:00', page"
    ),
    "trafilatura": (
        "import trafilatura, htmldate; "
        f"assert 'divers' in trafilatura.extract({_PAGE!r}); "
        f"assert htmldate.find_date({_PAGE!r}) == '2016-12-05'"
    ),
    "fonts": (
        "import pylopdf_fonts_zh_cn as fonts; from pathlib import Path; "
        "assert len(list(Path(fonts.__file__).parent.glob('*.otf'))) == 2"
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_model_needs_no_network(name: str, tmp_path: Path) -> None:
    environment = {**os.environ, "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path), "OMP_NUM_THREADS": "1"}
    result = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", f"{_NO_NETWORK}\n{CASES[name]}"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert result.returncode == 0, result.stderr


def test_model_that_asks_the_network_is_caught() -> None:
    asking = "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/model.bin')"
    result = subprocess.run([sys.executable, "-c", f"{_NO_NETWORK}\n{asking}"], capture_output=True, text=True)
    assert result.returncode != 0
    assert "asked the network" in result.stderr
