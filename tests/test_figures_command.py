"""`dateline figures` over files: every kind of document, every form of output, and what is refused."""

from __future__ import annotations

import csv
import io
import json
import os
import sqlite3
from base64 import encodebytes
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from dateline.cli.told import as_rows, as_table
from dateline.records import Comparison, Difference, Figure, Point, Statement

Command = Callable[..., Result]
SENTENCE = "WeChat has 800 million users, Tencent said on Monday. The ferry stays in port until the storm has gone."


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(f"{SENTENCE}\n\nWeChat has 300 shops.\n")
    return path


def compared(verdicts: dict[tuple[int, int], tuple[str, str]]) -> Comparison:
    """A comparison whose pairs stand to each other as given."""
    points = []
    for place in range(1 + max(max(pair) for pair in verdicts)):
        words = f"{place + 1} boats"
        figure = Figure(words, 0, len(words), "count", place + 1.0, None, None, "boats", subject="Gannet")
        statement = Statement(figure, f"a{place}", "Gazette", "T", None, "2016-03-01", f"Gannet has {words}.")
        points.append(Point(statement=statement, value=place + 1.0, as_of="2016-03-01", measure=None, scope=None))
    pairs = tuple(Difference(*pair, *how) for pair, how in verdicts.items())
    return Comparison("Gannet", "boats", None, tuple(points), pairs)


def test_table_tells_the_unexplained_first_then_the_open_and_sums_up_the_rest() -> None:
    pairs = {
        (first, second): ("explained", "date: 2015, against 2016") for second in range(6) for first in range(second)
    }
    pairs |= {(0, 1): ("explained", "scope: Norway, against no limit told; date: 2015, against 2016")}
    pairs |= {(2, 3): ("open", "one report has both"), (4, 5): ("unexplained", "nothing that says why"),
              (0, 5): ("agrees", "the same figure")}  # fmt: skip
    told = as_table([compared(pairs)]).splitlines()
    assert told[13:] == [
        "  5 and 6: UNEXPLAINED: nothing that says why",
        "  3 and 4: open: one report has both",
        "  differ by date: 1–3, 1–4, 1–5, 2–3, 2–4, 2–5 and 5 more (--full)",
        "  differ by scope and date: 1–2",
    ]
    full = as_table([compared(pairs)], full=True)
    assert full.count("differ by") == 12
    assert "1 and 6: agree: the same figure" in full


def test_few_explained_pairs_are_told_one_by_one_and_comparisons_with_news_come_first() -> None:
    calm = compared({(0, 1): ("explained", "date: 2015, against 2016")})
    news = compared({(0, 1): ("unexplained", "nothing that says why")})
    told = as_table([calm, news])
    assert told.index("UNEXPLAINED") < told.index("1 and 2: differ by date: 2015, against 2016")


def test_notes_of_a_row_put_the_unexplained_first_and_sum_up() -> None:
    pairs = {(0, other): ("explained", "date: 2015, against 2016") for other in range(1, 9)}
    pairs |= {(0, 9): ("unexplained", "nothing that says why"), (0, 10): ("open", "one report has both")}
    notes = str(as_rows([compared(pairs)])[0]["notes"])
    assert notes == (
        "unexplained against 10 boats: nothing that says why; open against 11 boats: one report has both; "
        "explained against 8 others: date"
    )


@pytest.mark.parametrize("suffix", ["csv", "json", "parquet", "svg", "SVG"])
def test_format_is_that_of_the_files_name(text: Path, dateline: Command, suffix: str) -> None:
    if suffix == "parquet":
        pytest.importorskip("pyarrow")
    out = text.with_suffix(f".{suffix}")
    result = dateline("figures", text, "--subject", "WeChat", "--out", out)
    assert (result.exit_code, result.stdout) == (0, "")
    assert out.read_bytes().startswith(
        {"csv": b"subject,", "json": b"[", "parquet": b"PAR1", "svg": b"<svg"}[suffix.lower()]
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--subject", "WeChat", "--out", "x.txt"), "not x.txt"),
        (("--subject", "WeChat", "--out", "x"), "not x"),
        (("--subject", "WeChat", "--out", "x.csv", "--format", "table"), "not x.csv"),
        (("--subject", "WeChat", "--format", "csv", "--full"), "--full is for the table"),
        (("--subject", ""), "--subject names nothing"),
        (("--subject", "WeChat", "--quantity", " "), "--quantity names nothing"),
        (("--format", "csv"), "a filter reads standard input"),
        (("--quantity", "users"), "a filter reads standard input"),
        (("--out", "x.csv"), "a filter reads standard input"),
    ],
)
def test_call_that_means_nothing_is_refused(
    text: Path, dateline: Command, arguments: tuple[str, ...], message: str
) -> None:
    for paths in ((text,), ()):
        result = dateline("figures", *paths, *arguments)
        assert result.exit_code == 2
        assert message in result.stderr


def test_file_that_cannot_be_written_is_an_error_not_a_traceback(text: Path, dateline: Command) -> None:
    for name in ("x.svg", "x.csv"):
        result = dateline("figures", text, "--subject", "WeChat", "--out", text.parent / "none" / name)
        assert (result.exit_code, "cannot be written" in result.stderr) == (2, True)


def test_quantity_is_found_whatever_its_case_and_those_there_are_are_listed(text: Path, dateline: Command) -> None:
    shown = dateline("figures", text, "--subject", "wechat", "--quantity", "Users").stdout
    assert "800 million users" in shown
    assert "300 shops" not in shown
    missing = dateline("figures", text, "--subject", "WeChat", "--quantity", "wings")
    assert missing.exit_code == 3
    assert "wings of WeChat; there are: " in missing.stderr
    assert {"users", "shops"} <= set(missing.stderr.split("there are: ")[1].strip().split(", "))


def test_unknown_subject_gets_the_nearest_known_names(text: Path, dateline: Command) -> None:
    result = dateline("figures", text, "--subject", "WeChatt")
    assert result.exit_code == 3
    assert "is it WeChat that is meant?" in result.stderr
    assert "meant" not in dateline("figures", text, "--subject", "Zzyzx").stderr


HTML = f"""<!doctype html><html lang="en"><head><title>Ferries</title>
<meta property="article:published_time" content="2016-12-05T08:00:00Z"><script>var x = "WeChat has 5 users";</script>
</head><body><nav><a href="/">WeChat has 77 users</a></nav><article><h1>Ferries</h1><p>{SENTENCE}</p><p>{SENTENCE}</p>
<p>The harbour was quiet in the evening, and its pilot went home before the wind had risen.</p>
</article></body></html>"""
MAIL = """From: Gazette <news@gazette.example>\r\nSubject: Ferries\r\nDate: Mon, 05 Dec 2016 08:00:00 +0000\r
Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"""


def test_pages_mails_and_records_are_read_as_such(tmp_path: Path, dateline: Command) -> None:
    files = {
        "page.html": HTML,
        "page": HTML,
        "mail.eml": MAIL + encodebytes(SENTENCE.encode()).decode(),
        "note.md": f"---\ndate: 2016-12-05\n---\n# Ferries\n\n{SENTENCE.replace('800', '**800**', 1)}\n",
        "one.json": json.dumps({"title": "Ferries", "text": SENTENCE, "published": "2016-12-05"}),
    }
    for name, body in files.items():
        (tmp_path / name).write_bytes(body.encode())
        result = dateline("figures", tmp_path / name, "--subject", "WeChat", "--format", "json")
        rows = json.loads(result.stdout)
        assert [(row["value"], row["stated"]) for row in rows] == [(8e8, "2016-12-05")], name


def test_pdf_is_read_as_such(tmp_path: Path, dateline: Command) -> None:
    typst = pytest.importorskip("typst")
    (tmp_path / "a.typ").write_text(f"{SENTENCE}\n\nThe harbour was quiet in the evening.\n")
    (tmp_path / "a.pdf").write_bytes(typst.compile(str(tmp_path / "a.typ")))
    rows = list(csv.DictReader(io.StringIO(
        dateline("figures", tmp_path / "a.pdf", "--subject", "WeChat", "--format", "csv").stdout
    )))  # fmt: skip
    assert [float(row["value"]) for row in rows] == [8e8]


@pytest.mark.parametrize("kind", ["picture", "database", "noise", "empty", "cut PDF", "lines"])
def test_file_that_is_no_text_is_refused(tmp_path: Path, dateline: Command, kind: str) -> None:
    name = {"cut PDF": "a.pdf", "lines": "a.jsonl"}.get(kind, "a.txt" if kind != "database" else "a.db")
    path = tmp_path / name
    if kind == "database":
        with sqlite3.connect(path) as made:
            made.execute("CREATE TABLE wechat (users)")
        made.close()
    else:
        path.write_bytes(
            {
                "picture": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR<" + bytes(range(256)) * 40,
                "noise": os.urandom(5000),
                "empty": b"",
                "cut PDF": b"%PDF-1.7\n1 0 obj\n<<",
                "lines": b'{"id": 1, "text": "WeChat has 5 users."}\n',
            }[kind]
        )
    result = dateline("figures", path, "--subject", "WeChat")
    assert (result.exit_code, result.stdout) == (1, "")
    assert name in result.stderr


def test_pipe_is_refused_and_not_waited_for(tmp_path: Path, dateline: Command) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero")):
        result = dateline("figures", path, "--subject", "WeChat")
        assert result.exit_code == 1
        assert "device or pipe" in result.stderr


@pytest.mark.shared
def test_figures_of_the_seeds_stand_side_by_side_and_none_is_unexplained(shared: Path, dateline: Command) -> None:
    files = sorted((shared / "seeds").glob("*.txt"))
    rows = json.loads(
        dateline("figures", *files, "--subject", "WeChat", "--quantity", "users", "--format", "json").stdout
    )
    assert [row["value"] for row in rows] == [7e8, 8.46e8, 1e9]
    told = dateline("figures", *files, "--subject", "WeChat", "--quantity", "users").stdout
    differences = [line for line in told.splitlines() if "differ by" in line]
    assert len(differences) == 3
    assert all("scope:" in line or "date:" in line for line in differences)
    assert "UNEXPLAINED" not in dateline("figures", *files, "--all").stdout
