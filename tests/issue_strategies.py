"""Issues of every kind that a draft can be, for tests by properties: hypothesis strategies."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from dateline.memory import Timeline, TimelinePoint
from dateline.records import (
    Correction,
    Evidence,
    Form,
    Issue,
    Item,
    ItemLink,
    Paragraph,
    Period,
    Section,
    Sentence,
)

PERIOD = Period("2016-12", date(2016, 12, 1), date(2016, 12, 31))
AWKWARD = (
    "1. It begins with a number.",
    "1.",
    "2016) was the year.",
    "# It looks like a heading.",
    "### 4. So does this",
    "ranked # 1 in sales",
    "- It looks like a list.",
    "* And this.",
    "+ 5 more",
    "---",
    "a --- b",
    "===",
    "> quoted",
    "| a | b |",
    "``` code ```",
    "~~~",
    "<!-- item new -->",
    "<!-- closing -->",
    "-->",
    "<!--",
    "A <b>bold</b> claim & more &amp; less.",
    "C:\\new\\table \\* and \\\\",
    "It ends in a backslash \\",
    "Look [here](https://a.example/x_(y)).",
    "([Meridian Wire](<https://a.example/>))",
    "(Harbour Daily, 06-12-2016)",
    "(<https://a.example/b>)",
    "(https://a.example/b)",
    "（南江日报，06-12-2016）",
    "(undated)",
    "(Harbour Daily, 6 December 2016)",
    "（南江日报，2016年12月6日）",
    "(Harbour Daily)",
    "(2016-12)",
    "Also reported by:",
    "Links:",
    "链接：",
    "*Timeline: 06-12-2016 It rained*",
    "> **Correction, 06-12-2016:** put right",
    "#### a sub-heading",
    "a | b",
    "| a | | b |",
    ":-:",
    "a \\| b \\ | c",
    "- [a](<https://a.example>)",
    "其他报道：",
    "Introduction",
    "snake_case_words and *stars* and `ticks`",
    "It rained.",
    "It rained. It poured.",
    "It rained",
    "It rained.”",
    "“It rained.” “It poured.”",
    "No.",
    "他说。",
    "“他说。”",
    "「今日は雨。」",
    "机器人产量增长。",
    "AI大模型落地。",
    "مرحبا بالعالم.",
    "שלום עולם.",
    "😀 👩‍👩‍👧 says hello!",
    "two  spaces\tand a tab",
    "a no-break\u00a0space",
    "a line\u2028separator",
    "C#",
    "trailing #",
    "\ufeffmarked",
    "title: value",
    '"quoted"',
)
URLS = (
    "https://a.example/",
    "https://en.example/wiki/Salt_(chemistry)_and_more",
    "https://a.example/x?a=1&b=[2]&c=<d>",
    "https://a.example/with space",
    "https://a.example/" + "long/" * 60,
    "https://例子.example/新闻",
    "file:///home/desk/a%20b.txt",
    "urn:isbn:123",
)
_line = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
texts = (
    st.sampled_from(AWKWARD) | _line | st.lists(st.sampled_from(AWKWARD), min_size=2, max_size=3).map(" ".join)
).filter(lambda text: bool(text.strip()))
urls = st.sampled_from(URLS)
languages = st.sampled_from(["en", "zh", "de", "und", "zh-tw"])
days = st.none() | st.dates().map(date.isoformat) | st.just("2016-12")
CODE = (
    "let x = 1;\n\n    if x > 0 {\n\tprint(x)\n    }",
    "```\nfenced\n~~~~",
    "<!-- item new -->\n### 1. A heading\n<!-- open",
    "- [a](<https://a.example>)\n| a |",
    "---",
    "(Harbour Daily, 06-12-2016)",
    "    indented",
    "Links:",
)
FORMS = (
    Form(),
    Form(date="D Month YYYY"),
    Form(date="Mon D, YYYY", link="title"),
    Form(date="YYYY年M月D日", numbering="（{number}）"),
    Form(date="MM/DD/YYYY", attribution="{outlet} · {date}", woven=True),
    Form(date="Mon", contents=True),
    Form(date="DD|MM|YYYY", masthead="*Desk*"),
)
forms = st.sampled_from(FORMS)
evidence = st.builds(
    Evidence,
    article=st.sampled_from(["a1", "b2", "c3"]),
    start=st.integers(0, 10**6),
    end=st.integers(0, 10**6),
    digest=st.just("sha256:" + "0" * 64),
)


@st.composite
def sentences(draw: st.DrawFn) -> Sentence:
    """A sentence of any origin, credited or not."""
    credit = draw(st.none() | texts)
    return Sentence(
        text=draw(texts),
        origin=draw(st.sampled_from(["extract", "standing", "editor", "imported"])),
        evidence=tuple(draw(st.lists(evidence, max_size=2))),
        credit=credit,
        credit_url=draw(st.none() | urls) if credit else None,
        language=draw(st.none() | languages),
    )


texts_of_code = (st.sampled_from(CODE) | st.lists(texts, min_size=1, max_size=4).map("\n".join)).filter(
    lambda text: any(line.strip() for line in text.split("\n"))
)
codes = texts_of_code.map(lambda text: Paragraph((Sentence(text, "imported"),), "code"))
paragraphs = codes | st.builds(
    lambda found, kind: Paragraph(tuple(found), kind),
    st.lists(sentences(), min_size=1, max_size=4),
    st.sampled_from(["text", "text", "entry", "subheading", "table"]),
)
links = st.builds(
    ItemLink, url=urls, outlet=texts | st.just(""), title=texts | st.just(""), published=days, language=languages
)
timelines = st.builds(
    Timeline,
    id=st.just("l-1"),
    title=texts | st.just(""),
    points=st.lists(
        st.builds(
            TimelinePoint,
            day=st.dates(),
            headline=texts | st.just(""),
            outlet=texts | st.just(""),
            url=urls | st.just(""),
            reports=st.integers(0, 10**6),
            is_this=st.booleans(),
            language=languages | st.just(""),
        ),
        max_size=4,
    ).map(tuple),
)


@st.composite
def items(draw: st.DrawFn, key: str) -> Item:
    """An item with an address and its lead report's link, or one that an editor added with neither."""
    url = draw(urls | st.just(""))
    lead = replace(draw(links), url=url) if draw(st.booleans()) else draw(links)
    return Item(
        id=key,
        story=draw(st.sampled_from(["", "s-1", "s-2"])),
        number=None,
        headline=draw(texts | st.just("")),
        outlet=draw(texts | st.just("")),
        published=draw(days),
        language=draw(languages),
        url=url,
        paragraphs=tuple(draw(st.lists(paragraphs, max_size=3))),
        links=tuple(draw(st.lists(links, min_size=0, max_size=3)))
        if not url
        else (lead, *draw(st.lists(links, max_size=3)))[draw(st.integers(0, 1)) :],
        reasons=tuple(draw(st.lists(texts, max_size=2))),
        storyline=draw(st.none() | timelines),
    )


@st.composite
def issues(draw: st.DrawFn) -> Issue:
    """An issue as a draft may be: items numbered in order, through the sections or anew, or as an old one has them."""
    manner, number, sections = draw(st.sampled_from(["through", "anew", "any"])), 0, list[Section]()
    for at in range(draw(st.integers(0, 3))):
        numbered, own = draw(st.booleans()), list[Item]()
        number = 0 if manner == "anew" else number
        for place in range(draw(st.integers(0, 3))):
            item = draw(items(f"i-{at}-{place}"))
            if numbered:
                number += 1
                item = with_number(item, draw(st.integers(0, 10**6)) if manner == "any" else number)
            own.append(item)
        sections.append(draw(sections_of(f"part-{at}", tuple(own))))
    return Issue(
        id="2016-12-monthly-letter",
        edition="monthly-letter",
        title=draw(texts | st.just("")),
        number=draw(st.none() | st.integers(0, 10**6)),
        period=PERIOD,
        language=draw(st.sampled_from(["en", "zh", "de", "zh-tw", "und"])),
        introduction=tuple(draw(st.lists(paragraphs, max_size=2))),
        sections=tuple(sections),
        closing=tuple(draw(st.lists(paragraphs, max_size=2))),
        notes=tuple(draw(st.lists(texts, max_size=3))),
        form=draw(forms),
        corrections=tuple(draw(st.lists(corrections, max_size=2))),
    )


corrections = st.builds(
    Correction, date=st.dates().map(date.isoformat), text=texts, item=st.none() | st.just("i-0-0"), by=texts
)


@st.composite
def sections_of(draw: st.DrawFn, key: str, items: tuple[Item, ...]) -> Section:
    """A section of any kind around these items."""
    return Section(
        key,
        draw(texts | st.just("")),
        items,
        draw(st.sampled_from(["stories", "spotlight", "calendar", "quote", "figure", "text"])),
        draw(st.sampled_from(["item", "brief", "headline"])),
        tuple(draw(st.lists(paragraphs, max_size=1))),
    )


def with_number(item: Item, number: int) -> Item:
    """The item with this number."""
    return replace(item, number=number)
