"""Dateline's own PDF holds the issue as data; it is believed only as far as the pages say the same."""

from __future__ import annotations

import typst

from dateline.issue import codec
from dateline.publish.pdf import LetterRenderer
from dateline.text.past.read import read_past
from issue_samples import SAMPLES

BODY = "The ferry came back on Monday after four months of repairs, and the whole town came to look at it."


def page_with(data: bytes) -> bytes:
    """A PDF of another program with an attachment that calls itself issue.json."""
    text = f'#pdf.attach("issue.json", bytes(sys.inputs.data))\n= Harbour Letter\n== Ferry back\n{BODY}\n'
    return bytes(typst.compile(text.encode(), sys_inputs={"data": data.decode()}))


def test_our_pdf_comes_back_as_its_issue_json_does() -> None:
    for name in ("letter", "roundup", "chinese", "full", "imported"):
        issue = SAMPLES[name]
        again = read_past(LetterRenderer().render(issue), "issue.pdf")
        assert again == read_past(codec.to_json(issue), "issue.json"), name


def test_data_that_the_pages_do_not_show_are_not_believed() -> None:
    hidden = codec.to_json(next(iter(SAMPLES.values())))
    read = read_past(page_with(hidden), "letter.pdf")
    told = [part.text for section in read.sections for item in section.items for part in item.paragraphs]
    assert BODY in told or BODY in [part.text for part in read.introduction]


def test_an_attachment_that_is_no_issue_is_passed_over() -> None:
    assert "Harbour" in str(read_past(page_with(b'{"format": 1'), "letter.pdf"))
