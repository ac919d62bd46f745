"""Sentence splitting, as a table: each case is a list of the sentences that its joined text must give."""

import pytest

from dateline.sentences import paragraphs, sentences

SPACED = {
    "plain": ["The vote passed.", "It was close!", "Will it hold?", "Nobody knows…", "The count goes on."],
    "title": ["Mr. Okafor met Dr. Lin and Prof. Weiss.", "They spoke for an hour."],
    "initials": ["J. K. Marlow and W. E. B. Stone wrote the report.", "It has 40 pages."],
    "country": ["The U.S. Senate and the U.K. government disagree.", "The U.N. did not comment."],
    "country at the end": ["He moved to the U.S. in May.", "She stayed in the U.S.", "They met again later."],
    "company": ["Harbour Tools Inc. and Kite Co. Ltd. signed on Monday.", "The price was not given."],
    "number sign": ["No. 4 in the list is a bridge.", "See fig. 3 and p. 12 for details."],
    "decimal": ["Prices rose 3.5 per cent to $1.2bn.", "Rents fell."],
    "month": ["The hearing is set for Jan. 14 in Leeds.", "It will be public."],
    "time": ["Doors open at 7 p.m. and close at 1 a.m. on Friday.", "Entry is free."],
    "for example": ["Some fruits, e.g. Apples and pears, keep well, i.e. Months.", "Others rot."],
    "versus": ["Smith v. Jones was heard in 2011.", "Ravens vs. Owls ended 2-2."],
    "quotation": ["“We will not sell.” That was all she said.".split(" That")[0], "That was all she said."],
    "question in a quotation": ["“Will you stay?” asked the mayor.", "No one answered."],
    "exclamation in a quotation": ['"Stop!" he shouted, and the bus stopped.', "It was late."],
    "quotation at the end": ["The minister said: “It is over.”", "Reporters left."],
    "two within a quotation": ["“It rained.", "We waited,” she said.", "Then it cleared."],
    "ellipsis within": ["He paused ... and then agreed.", "The room was quiet."],
    "ellipsis sign": ["It might work… or it might not.", "We shall see."],
    "brackets": ["The firm (founded in 1911) closed.", "(Its owner declined to speak.)", "Staff were told by letter."],
    "address": ["Visit example.org or write to desk@example.org today.", "Both are free."],
    "saint": ["St. Mary's school opens in Sept. as planned.", "Ft. Hale follows."],
    "german ordinal": ["Am 14. Dezember tagt der 3. Ausschuss in Kiel.", "Der Saal ist voll."],
    "german abbreviation": ["Das gilt z.B. für Brot, d.h. fast überall.", "Dr. Kern widersprach."],
    "german number": ["Rund 1.200 Menschen kamen, ca. 300 davon aus Ulm.", "Es blieb ruhig."],
    "german quotation": ["„Wir bleiben“, sagte Kern.", "„Warum auch nicht?“, fragte sie."],
    "spanish": [
        "El Sr. Ruiz llegó a EE.UU. el lunes.",
        "¿Quién lo esperaba?",
        "¡Nadie!",
        "La Dra. Vega habló después.",
    ],
    "french": ["M. Petit a parlé : « C’est fini. »", "Mme Roux n’a rien dit.", "Pourquoi ?", "On l’ignore."],
    "single letter": ["Vitamin C is cheap.", "Plan B was not."],
    "pronoun": ["So did I.", "The rest did not."],
}
UNSPACED = {
    "stops": ["会议在周二举行。", "结果将于月底公布！", "谁会参加？", "目前还不清楚……"],
    "quotation and speaker": ["“我们会继续。”他说。", "会议到此结束。"],
    "speaker first": ["她说：“价格不会再涨。”", "市场随后回落。"],
    "title behind a quotation": ["“这不是终点。”市长李文表示。", "桥将在明年开放。"],
    "several within a quotation": ["“雨停了。", "路通了。”她补充道。", "人们回家了。"],
    "decimal and name": ["增长3.5%，达到1.2万亿元。", "这是五年来最快的。"],
    "japanese": ["会議は火曜日に開かれた。", "「続けます。」と市長は述べた。", "結果は月末に出る。"],
    "mixed": ["公司推出了App 2.0版本。", "用户超过300万。"],
}


@pytest.mark.parametrize("expected", SPACED.values(), ids=SPACED)
def test_sentences_of_spaced_scripts_are_told_apart(expected: list[str]) -> None:
    text = " ".join(expected)
    assert [text[span.start : span.end] for span in sentences(text)] == expected


@pytest.mark.parametrize("expected", UNSPACED.values(), ids=UNSPACED)
def test_sentences_of_unspaced_scripts_are_told_apart(expected: list[str]) -> None:
    text = "".join(expected)
    assert [text[span.start : span.end] for span in sentences(text)] == expected


def test_sentences_never_reach_over_a_blank_line() -> None:
    text = "No full stop here\n\nA second paragraph. With two sentences"
    assert [text[span.start : span.end] for span in sentences(text)] == [
        "No full stop here",
        "A second paragraph.",
        "With two sentences",
    ]
    assert [text[span.start : span.end] for span in paragraphs(text)] == text.split("\n\n")


@pytest.mark.parametrize("text", ["", " \n\n ", "...", "。", "a" * 100_000, "A. " * 20_000, "“" * 5000, "。”" * 5000])
def test_sentences_cover_every_character_that_is_not_space(text: str) -> None:
    covered = "".join(text[span.start : span.end] for span in sentences(text))
    assert "".join(covered.split()) == "".join(text.split())
