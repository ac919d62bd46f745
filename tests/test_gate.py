"""What of a model's text may be printed: a report's own words, or nothing."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from dateline.issue.admitting import Admission
from dateline.issue.allowance import Allowance
from dateline.issue.gate import in_own_characters
from dateline.issue.gate_cuts import form_of
from dateline.issue.gate_frames import framed
from dateline.protocols import WriterTools
from dateline.record.gazetteer import load
from dateline.record.support import judge
from dateline.records import (
    Article,
    Evidence,
    Paragraph,
    Problem,
    Rights,
    Sentence,
    Sourced,
    Verdict,
    WritingTask,
    Written,
)
from desk_samples import article, sourced
from lies import CUTS, HONEST, LIES, MORE_LIES, OUT_OF_PLACE, Ground

LEAD = article(
    "Salt is to keep the wind’s power overnight",
    "Lakeshore Energy, which is based in Xining, may build a storage plant of up to 200 megawatt-hours in Haidong, the "
    "company said on Tuesday. It would be the first in the country.\n\n"
    "Northway Motors bought the map maker Compass for $41 million (HK$318 million) in May, and moved with it to Leeds. "
    "The minister, Guo Meilin, did not rule out a review if prices rise.\n\n"
    "“We throw away in one night what a county uses in a week,” said Guo Meilin, who runs the grid of Qinghai. "
    "The plant costs about a third less.",
)
OTHER = article("Plant", "Villagers in Haidong were promised 120 jobs.", outlet="Meridian Wire")
CHINESE = article(
    "湖岸能源将建储能厂",
    "湖岸能源公司12月7日宣布，将在海东建设一座200兆瓦时的储能示范工厂，耗资7亿元（约合1亿美元）。专家表示，若价格上涨，项目可能推迟。",
    outlet="南江日报",
    language="zh",
)
BOUGHT = (
    "Northway Motors bought the map maker Compass for $41 million (HK$318 million) in May, and moved with it to Leeds"
)
JOBS = "villagers in Haidong were promised 120 jobs."
QUOTED = LEAD.text[LEAD.sentences[4].start : LEAD.sentences[4].end]
GAZETTEER = load()


def nothing_wrong(text: str, language: str) -> Sequence[Problem]:
    """A copy desk that finds nothing, so that the gate stands alone."""
    return ()


def carried(claim: str, sources: Sequence[str]) -> Verdict:
    """The support check."""
    return judge(claim, sources, GAZETTEER)


def believes(claim: str, sources: Sequence[str]) -> Verdict:
    """A support check that believes everything, so that the gate stands alone."""
    return Verdict(True, 1.0)


TOOLS, ALONE = WriterTools(carried, nothing_wrong), WriterTools(believes, nothing_wrong)


def said(text: str, *places: tuple[Article, int], origin: str = "model") -> Sentence:
    """A sentence that cites sentences of reports by their place."""
    proofs = []
    for one, at in places or ((LEAD, 0),):
        span = one.sentences[at]
        proofs.append(Evidence(one.id, span.start, span.end, one.digest))
    return Sentence(text, origin, tuple(proofs))


def admitted(sentence: Sentence, tools: WriterTools | None = TOOLS, before: Sequence[Sentence] = ()) -> str | None:
    reports = {one.id: sourced(one) for one in (LEAD, OTHER, CHINESE)}
    return Allowance(tools).admit(in_own_characters(sentence, reports), reports, before=before)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (LEAD.text[LEAD.sentences[0].start : LEAD.sentences[0].end], (LEAD, 0)),
        (f"{BOUGHT}.", (LEAD, 2)),
        (f"{BOUGHT}.".replace(" (HK$318 million)", ""), (LEAD, 2)),
        (QUOTED, (LEAD, 4)),
        (QUOTED.replace("“", '"').replace("”", '"'), (LEAD, 4)),
        ("Meridian Wire reports that Villagers in Haidong were promised 120 jobs.", (OTHER, 0)),
        (CHINESE.text[: CHINESE.sentences[0].end], (CHINESE, 0)),
        (CHINESE.text[: CHINESE.sentences[0].end].replace("（约合1亿美元）", ""), (CHINESE, 0)),
        (f"据南江日报报道，{CHINESE.text[: CHINESE.sentences[0].end]}", (CHINESE, 0)),
    ],
)
def test_reports_own_sentence_is_admitted(text: str, place: tuple[Article, int]) -> None:
    assert admitted(said(text, place)) is None


def test_join_that_names_its_outlets_is_admitted() -> None:
    text = f"Harbour Daily reports that {BOUGHT}; Meridian Wire adds that {JOBS}"
    assert admitted(said(text, (LEAD, 2), (OTHER, 0))) is None


PLANT = "Lakeshore Energy may build a storage plant of up to 200"
REFUSED = {
    "fact for a plan": (f"{PLANT.replace('may', 'will')} megawatt-hours in Haidong, the company said.", 0),
    "no longer possible only": (f"{PLANT.replace('may ', '')} megawatt-hours in Haidong, the company said.", 0),
    "no attribution": (f"{PLANT} megawatt-hours in Haidong.", 0),
    "no hedge": ("Lakeshore Energy may build a storage plant of 200 megawatt-hours in Haidong, the company said.", 0),
    "no place": (f"{PLANT} megawatt-hours, the company said.", 0),
    "other unit": (f"{PLANT} gigawatt-hours in Haidong, the company said.", 0),
    "no time": ("Northway Motors bought the map maker Compass for $41 million.", 2),
    "other amount": ("Northway Motors bought the map maker Compass for $14 million in May.", 2),
    "amount of the aside": ("Northway Motors bought the map maker Compass for HK$41 million in May.", 2),
    "roles": ("The map maker Compass bought Northway Motors for $41 million in May.", 2),
    "negation": ("The minister, Guo Meilin, did rule out a review if prices rise.", 3),
    "condition": ("The minister, Guo Meilin, did not rule out a review.", 3),
    "part of what is denied": ("The minister, Guo Meilin, rule out a review if prices rise.", 3),
    "quotation": ("“We throw away in one night what a city uses in a week,” said Guo Meilin.", 4),
    "shorter quotation": ("“We throw away what a county uses in a week,” said Guo Meilin.", 4),
    "speaker": ("“We throw away in one night what a county uses in a week,” said Priya Nair.", 4),
    "no marks": ("We throw away in one night what a county uses in a week, said Guo Meilin.", 4),
    "nobody’s": ("“We throw away in one night what a county uses in a week.”", 4),
    "hedge at the end": ("The plant costs a third less.", 5),
    "another sentence": ("The plant costs about a third less.", 4),
    "hangs": ("It would be the first in the country.", 1),
    "bare": ("The plant costs about a third less.", 5),
    "no end": ("Northway Motors bought the map maker Compass for $41 million in May", 2),
    "empty": (" . ", 2),
    "outlet of another": ("Meridian Wire reports that Northway Motors bought Compass for $41 million in May.", 2),
    "in another script": ("Ｎorthway Ｍotors bought Compass.", 2),
    "hidden marks": ("Northway Motors bought the map maker Compass for \u202e$41 million in May.", 2),
    "endless": ("Northway " * 5_000 + ".", 2),
}  # fmt: skip


@pytest.mark.parametrize("tools", [TOOLS, ALONE], ids=["checked", "gate alone"])
@pytest.mark.parametrize("name", REFUSED)
def test_what_the_cited_sentence_does_not_say_is_refused(name: str, tools: WriterTools) -> None:
    text, at = REFUSED[name]
    reason = admitted(said(text, (LEAD, at)), tools)
    assert reason and len(reason) < 400


@pytest.mark.parametrize(
    "text",
    [
        "湖岸能源公司12月7日宣布，已在海东建设一座200兆瓦时的储能示范工厂。",
        "湖岸能源公司12月7日宣布，将在海东建设一座200吉瓦时的储能示范工厂。",
        "将在海东建设一座200兆瓦时的储能示范工厂。",
        "湖岸能源公司12月7日宣布，项目获得省级基金投资。",
        "湖岸能源公司12月7日宣布。",
    ],
)
def test_chinese_that_says_something_else_is_refused(text: str) -> None:
    assert admitted(said(text, (CHINESE, 0)), ALONE)
    assert admitted(said("专家表示，项目可能推迟。", (CHINESE, 1)), ALONE)
    assert admitted(said("项目可能推迟。", (CHINESE, 1)), ALONE)


JOINS = {
    "no outlet": f"{BOUGHT}, and {JOBS}",
    "one outlet": f"Harbour Daily reports that {BOUGHT}; {JOBS}",
    "exchanged": f"Meridian Wire reports that {BOUGHT}; Harbour Daily adds that {JOBS}",
    "because": f"Harbour Daily reports that {BOUGHT}, because {JOBS}",
    "half": f"Harbour Daily reports that {BOUGHT}.",
    "half of the other": f"Harbour Daily reports that {BOUGHT}; Meridian Wire adds that villagers were promised jobs.",
    "disputes": f"Harbour Daily reports that {BOUGHT}; Meridian Wire denies that {JOBS}",
}  # fmt: skip


@pytest.mark.parametrize("name", JOINS)
def test_join_that_ties_what_no_report_ties_is_refused(name: str) -> None:
    assert admitted(said(JOINS[name], (LEAD, 2), (OTHER, 0)), ALONE)


def test_that_which_only_a_sentence_before_names_is_refused() -> None:
    pointing = article("Rule", "The rule begins in May. Projects approved before that date have a year to comply.")
    span = pointing.sentences[1]
    sentence = Sentence(
        pointing.text[span.start :], "model", (Evidence(pointing.id, span.start, span.end, pointing.digest),)
    )
    assert "hangs" in (Allowance(ALONE).admit(sentence, {pointing.id: sourced(pointing)}) or "")


def test_join_that_says_the_same_twice_is_refused() -> None:
    reprint = article("Plant", OTHER.text, outlet="Trade Post")
    text = f"Meridian Wire reports that {JOBS[:-1]}; Trade Post adds that {JOBS}"
    proofs = [Evidence(one.id, 0, len(one.text), one.digest) for one in (OTHER, reprint)]
    reports = {one.id: sourced(one) for one in (OTHER, reprint)}
    assert "twice" in (Allowance(ALONE).admit(Sentence(text, "model", tuple(proofs)), reports) or "")


def test_sentence_that_hangs_is_admitted_behind_the_one_it_hangs_on() -> None:
    before = said(LEAD.text[LEAD.sentences[0].start : LEAD.sentences[0].end])
    after = said("It would be the first in the country.", (LEAD, 1))
    assert admitted(after, before=(before,)) is None
    assert admitted(after, before=(said("x", (LEAD, 2)),))


def test_model_is_not_believed_where_nothing_checks_it() -> None:
    assert (
        admitted(said(LEAD.text[: LEAD.sentences[0].end]), None) == "there is nothing to check a model's sentence with"
    )


def test_support_check_and_copy_desk_can_each_refuse() -> None:
    text = LEAD.text[: LEAD.sentences[0].end]

    def disbelieves(claim: str, sources: Sequence[str]) -> Verdict:
        return Verdict(False, 0.0)

    def finds(severity: str) -> WriterTools:
        found = Problem("word-doubled", severity, "a", "“a a” is doubled", "")
        return WriterTools(believes, lambda text, language: [found])

    assert admitted(said(text), WriterTools(disbelieves, nothing_wrong))
    assert "word-doubled" in (admitted(said(text), finds("warning")) or "")
    assert admitted(said(text), finds("error"))
    assert admitted(said(text), finds("note")) is None


def whole(start: int, end: int, **more: str) -> Evidence:
    return Evidence(more.get("article", LEAD.id), start, end, more.get("digest", LEAD.digest))


@pytest.mark.parametrize("origin", ["extract", "model", "editor", "standing"])
@pytest.mark.parametrize(
    ("text", "proofs"),
    [
        ("Lakeshore Energy is bankrupt.", (whole(0, LEAD.sentences[0].end),)),
        ("Lakeshore Energy is bankrupt.", ()),
        ("rule out a review", (whole(LEAD.text.index("rule out"), LEAD.text.index(" if prices")),)),
        ("prices rise.", (whole(LEAD.text.index("prices rise"), LEAD.sentences[3].end),)),
        (
            "Northway Motors bought the map maker Compass",
            (whole(LEAD.sentences[2].start, LEAD.sentences[2].start + 44),),
        ),
        (LEAD.text, (whole(0, 10**9),)),
        (LEAD.text, (whole(-len(LEAD.text), len(LEAD.text)),)),
        (LEAD.text[: LEAD.sentences[0].end], (whole(0, LEAD.sentences[0].end, digest="sha256:0"),)),
        (LEAD.text[: LEAD.sentences[0].end], (whole(0, LEAD.sentences[0].end, article="nowhere"),)),
        ("", (whole(0, 0),)),
    ],
)
def test_third_party_writer_that_makes_up_text_or_spans_is_refused(
    origin: str, text: str, proofs: tuple[Evidence, ...]
) -> None:
    assert admitted(Sentence(text, origin, proofs), ALONE)


class Scripted:
    """A writer that writes what it was told to."""

    def __init__(self, *sentences: Sentence, headline: Sentence | None = None):
        self.written = Written(tuple(Paragraph((one,)) for one in sentences), headline)

    def write(self, task: WritingTask) -> Written:
        return self.written


def task_of(lead: Sourced, *others: Sourced) -> WritingTask:
    return WritingTask(lead, others, (), 2, 0)


def test_what_it_cites_stands_in_place_of_a_refused_sentence() -> None:
    good = said(f"{BOUGHT}.", (LEAD, 2))
    lie = said("Lakeshore Energy is bankrupt.", (LEAD, 0))
    admission = Admission(TOOLS)
    written = admission.written(Scripted(lie, good), task_of(sourced(LEAD)))
    assert [(one.text, one.origin) for part in written.paragraphs for one in part.sentences] == [
        (" ".join(LEAD.text[: LEAD.sentences[0].end].split()), "extract"),
        (good.text, "model"),
    ]
    assert [(one.text, one.item) for one in admission.refused] == [(lie.text, LEAD.title)]
    assert admission.notes() == ()


def test_extract_stands_where_no_sentence_holds() -> None:
    lie = Sentence("Lakeshore Energy is bankrupt.", "model")
    admission = Admission(TOOLS)
    written = admission.written(Scripted(lie), task_of(sourced(LEAD)))
    said_so = [one for part in written.paragraphs for one in part.sentences]
    assert len(said_so) == len(LEAD.sentences) and {one.origin for one in said_so} == {"extract"}


def test_model_says_a_thing_once() -> None:
    good = said(f"{BOUGHT}.", (LEAD, 2))
    admission = Admission(TOOLS)
    written = admission.written(Scripted(good, good, good), task_of(sourced(LEAD)))
    assert len(written.paragraphs) == 1
    assert [one.reason for one in admission.refused] == ["it says again what the item says already"] * 2


def test_models_sentence_counts_against_the_rights_of_what_it_cites() -> None:
    good = said(f"{BOUGHT}.", (LEAD, 2))
    reports = {LEAD.id: sourced(LEAD, Rights.EXCERPT, 30)}
    allowance = Allowance(ALONE)
    assert allowance.admit(good, reports) is None
    assert allowance.left(reports[LEAD.id]).source.words == 30 - 21
    assert "no more than 30 words" in (allowance.admit(said(LEAD.text[: LEAD.sentences[0].end]), reports) or "")
    closed = {LEAD.id: sourced(LEAD, Rights.HEADLINE)}
    assert "only headlines" in (Allowance(ALONE).admit(good, closed) or "")


def test_headline_falls_back_to_the_leads() -> None:
    told = Scripted(headline=said("Lakeshore is bankrupt", (LEAD, 0)))
    assert Admission(TOOLS).written(told, task_of(sourced(LEAD))).headline is None
    lead = article("Northway Motors buys Compass", LEAD.text)
    span = lead.sentences[2]
    true = Sentence(BOUGHT, "model", (Evidence(lead.id, span.start, span.end, lead.digest),))
    assert Admission(TOOLS).written(Scripted(headline=true), task_of(sourced(lead))).headline == true


def test_other_languages_are_verbatim_only() -> None:
    source = "Das Werk in Xining kostet 7 Mio. Euro (8 Mio. Dollar)."
    assert form_of(source, source, "de") == source
    assert form_of("Das Werk in Xining kostet 7 Mio. Euro.", source, "de") is None


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Lee paid $3 million in May.", "Lee paid $3 million (about €2 million) in May."),
        ("The World Health Organization won.", "The World Health Organization (WHO) won."),
        ("The bank said on Friday that the yuan fell.", "The yuan fell, the bank said on Friday."),
        ("According to Alpha Bank, the yuan fell.", "The yuan fell, according to Alpha Bank."),
        ("项目耗资5亿元，将于5月完工。", "项目耗资5亿元（约合7300万美元），将于5月完工。"),
    ],
)
def test_form_that_says_all_is_known(claim: str, source: str) -> None:
    assert form_of(claim, source, "zh" if "，" in source else "en") == claim


def test_form_is_printed_in_the_reports_own_characters() -> None:
    source = "US troops left “Leeds” at 2 p.m."
    assert form_of('us TROOPS left "Leeds" at ２ p.m.', source, "en") == source
    assert form_of("海岳售出103块手表。", "海岳售出10³块手表。", "zh") == "海岳售出10³块手表。"


@pytest.mark.parametrize(("claim", "source"), CUTS)
def test_cut_that_changes_what_is_said_is_none(claim: str, source: str) -> None:
    assert form_of(claim, source, "zh" if "，" in source or "（" in source else "en") is None


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Wire reports that A; Post adds that B.", [("Wire", "A"), ("Post", "B.")]),
        ("According to Post, A.", [("Post", "A.")]),
        ("The Wire says that A, while the Post reports that B.", [("Wire", "A"), ("Post", "B.")]),
        ("据Wire报道，A；Post补充说，B。", [("Wire", "A"), ("Post", "B。")]),
    ],
)
def test_turns_that_name_outlets_are_known(text: str, parts: list[tuple[str, str]]) -> None:
    found = framed(text, ("Wire", "Post")) or []
    assert [(one.outlet, one.text) for one in found] == parts
    assert "".join(one.turn + one.text for one in found) == text


def test_other_turns_are_not() -> None:
    for text in ("Wire denies that A.", "A.", "", "Mirror reports that A.", "Wire that A.", "If Wire reports that A."):
        assert framed(text, ("Wire", "Post")) is None


def judged(
    texts: list[str], at: int, *, headline: bool = False, title: str = "News", before: bool = False
) -> str | None:
    """What the gate says of one of the sentences of a report made of them, alone or after the one before it."""
    chinese = any("\u4e00" <= one <= "\u9fff" for one in texts[0])
    report = article(title, ("" if chinese else " ").join(texts), language="zh" if chinese else "en")
    ends = [report.text.index(one) + len(one) for one in texts]
    proofs = [Evidence(report.id, end - len(one), end, report.digest) for one, end in zip(texts, ends, strict=True)]
    made = [Sentence(report.text[one.start : one.end], "model", (one,)) for one in proofs]
    claim = Sentence(made[at].text.rstrip(".。") if headline else made[at].text, "model", made[at].evidence)
    reports = {report.id: sourced(report)}
    return Allowance(ALONE).admit(claim, reports, before=made[at - 1 : at] if before else (), headline=headline)


@pytest.mark.parametrize("headline", [False, True])
@pytest.mark.parametrize(("texts", "at"), OUT_OF_PLACE)
def test_sentence_that_says_something_else_out_of_its_place_is_refused(
    texts: list[str], at: int, headline: bool
) -> None:
    assert judged(texts, at, headline=headline)
    if at > 1:
        assert judged(texts, at, before=True)  # the one before it does not say whom it means either


def test_headline_is_of_the_leads_own_story() -> None:
    texts = [
        "Alpha Motors opened a plant in Leeds.",
        "It rained.",
        "Beta Bank lost a case in Lyon.",
        "Alpha Motors paid.",
    ]
    assert judged(texts, 2) is None
    assert "not about" in (judged(texts, 2, headline=True) or "")
    assert judged(texts, 0, headline=True) is None
    assert judged(texts, 2, headline=True, title="Beta Bank loses") is None
    chinese = ["海岳集团在利兹建厂。", "天下雨了。", "百灵集团在里昂败诉。"]
    assert judged(chinese, 0, headline=True) is None
    assert judged(chinese, 2, headline=True)


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Alpha Motors bribed a judge in Leeds.", "Alpha Motors bribed a judge in Leeds?"),
        ("Alpha Motors bribed a judge in Leeds.", "Alpha Motors bribed a judge in Leeds!"),
        ("海岳集团已向法官行贿。", "海岳集团已向法官行贿？"),
    ],
)
def test_question_does_not_become_a_statement(claim: str, source: str) -> None:
    report = article("Alpha Motors", source, language="zh" if "。" in claim else "en")
    reports = {report.id: sourced(report)}
    proof = Evidence(report.id, 0, len(source), report.digest)
    lines = ((claim, False), (claim[:-1], True), (source, False), (f"Harbour Daily reports that {claim}", False))
    for text, headline in lines:
        made = in_own_characters(Sentence(text, "model", (proof,)), reports, headline=headline)
        assert Allowance(ALONE).admit(made, reports, headline=headline)


def test_outlet_is_not_joined_to_itself() -> None:
    text = f"Harbour Daily reports that {BOUGHT}; Harbour Daily adds that {QUOTED}"
    assert "itself" in (admitted(said(text, (LEAD, 2), (LEAD, 4)), ALONE) or "")


def test_refused_sentence_comes_not_in_as_an_extract_that_says_something_else_there() -> None:
    text = "Alpha Motors opened a plant in Leeds. Beta Bank lost a case. Regulators fined the company in May."
    report = article("Alpha Motors opens a plant", text)
    proofs = [Evidence(report.id, one.start, one.end, report.digest) for one in report.sentences]
    lines = [Sentence(text[proofs[at].start : proofs[at].end], "model", (proofs[at],)) for at in (0, 2)]
    written = Admission(ALONE).written(Scripted(*lines), task_of(sourced(report)))
    assert [one.text for part in written.paragraphs for one in part.sentences] == [lines[0].text]


def grounds() -> list[Ground]:
    texts = [LEAD.text[one.start : one.end] for one in LEAD.sentences]
    beside = [*texts[1:], texts[0]]
    chinese = [CHINESE.text[one.start : one.end] for one in CHINESE.sentences]
    found = [
        Ground(one, two, OTHER.text, "Harbour Daily", "Meridian Wire") for one, two in zip(texts, beside, strict=True)
    ]
    return [*found, Ground(chinese[0], chinese[1], "公司周一公布年报，利润增长5%。", "南江日报", "海港晚报")]


@pytest.mark.parametrize("kind", LIES)
def test_no_lie_passes_the_gate_alone(kind: str) -> None:
    for seed in range(30):
        for at in grounds():
            made = LIES[kind](at, random.Random(seed))
            if made is not None and made.split() != at.text.split():
                assert form_of(made, at.text, "zh" if "，" in at.text else "en") is None, made


@pytest.mark.parametrize(("claim", "source"), MORE_LIES)
def test_no_cut_that_lies_passes(claim: str, source: str) -> None:
    assert form_of(claim, source, "zh" if any("\u4e00" <= one <= "\u9fff" for one in source) else "en") is None
    assert admitted(said(claim, (LEAD, 0)), ALONE)


def test_honest_copies_are_forms() -> None:
    for kind in ("copied", "straightened"):
        for at in grounds():
            made = HONEST[kind](at, random.Random(1))
            if made is not None:
                assert form_of(made, at.text, "zh" if "，" in at.text else "en") == at.text
