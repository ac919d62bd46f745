"""Issues for the tests of renditions: a letter, a roundup, a letter in Chinese, and one that means harm."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import date

from dateline.memory import Timeline, TimelinePoint
from dateline.records import Correction, Evidence, Form, Issue, Item, ItemLink, Paragraph, Period, Section, Sentence

DECEMBER = Period("2016-12", date(2016, 12, 1), date(2016, 12, 31))
WEEK = Period("2016-W49", date(2016, 12, 5), date(2016, 12, 11))
_PROOF = (Evidence("a1b2c3d4e5f60718", 0, 80, "sha256:" + "0" * 64),)
LONG_URL = (
    "https://www.harbour-daily.example/technology/2016/12/19/regulators-publish-draft-rules-for-shared-bicycles-and-ask-"
    "cities-for-comment-by-the-end-of-january/?section=transport&edition=international&ref=newsletter-front-page-second-"
    "column&session=0f9e8d7c6b5a49382716059f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c5b4a392817#what-happens-next"
)


def said(*texts: str) -> Paragraph:
    """A paragraph of the source's own sentences."""
    return Paragraph(tuple(Sentence(text, "extract", _PROOF) for text in texts))


def standing(*texts: str) -> Paragraph:
    """A paragraph of the edition's sentences."""
    return Paragraph(tuple(Sentence(text, "standing") for text in texts))


def item(
    number: int | None, headline: str, outlet: str, day: str | None, *paragraphs: Paragraph, **more: object
) -> Item:
    """An item of one report in English, changed by what is given."""
    slug = "-".join(headline.lower().split()[:6])
    host = outlet.lower().replace(" ", "-").replace("'", "") if outlet.isascii() else "paper"
    url = str(more.get("url", f"https://www.{host}.example/2016/{slug}"))
    language = str(more.get("language", "en"))
    lead = ItemLink(url, outlet, headline, day, language)
    return Item(
        id=f"i-{abs(number or 0):04d}{len(headline):04d}",
        story=f"{abs(number or 0):04d}{len(headline):04d}",
        number=number,
        headline=headline,
        outlet=outlet,
        published=day,
        language=language,
        url=url,
        paragraphs=paragraphs,
        links=(lead, *more.get("links", ())),  # type: ignore[misc]
    )


def point(
    day: str, headline: str, outlet: str = "Harbour Daily", language: str = "en", **more: object
) -> TimelinePoint:
    """A chapter of a timeline: one report, changed by what is given."""
    told = {"url": f"https://line.example/{day}", "reports": 1, **more}
    return TimelinePoint(date.fromisoformat(day), headline, outlet, language=language, **told)  # type: ignore[arg-type]


SALT = Timeline(
    "l-salt",
    "A salt battery in Qinghai",
    (
        point("2015-01-25", "湖岸能源公司计划在青海建设熔盐储能示范工厂", "南江日报", "zh", reports=2),
        point("2016-11-03", "Haidong is chosen for the plant", "Meridian Wire"),
        point("2016-12-06", "Salt from Qinghai’s Lakes Is to Keep the Wind’s Power Overnight", reports=4, is_this=True),
    ),
)
BICYCLES = Timeline(
    "l-bicycles",
    "Shared bicycles",
    (
        point("2014-02-28", "The first shared bicycles stand at a university gate"),
        *(point(f"2016-12-{day:02}", f"Bicycles, day {day}: a city counts them anew") for day in range(9, 19)),
        point("2016-12-19", "Draft rules for shared bicycles leave the count to the cities", reports=3, is_this=True),
    ),
)

_BATTERY_LINKS = (
    ItemLink(
        "https://nanjiang.example/b/2016-12-07/1024.html",
        "南江日报",
        "盐湖电池示范工厂下月动工 年产能两百兆瓦时",
        "2016-12-07",
        "zh",
    ),
    ItemLink(
        "https://www.meridian-wire.example/a/88213",
        "Meridian Wire",
        "Lakeshore picks Haidong for salt battery plant",
        "2016-12-06",
        "en",
    ),
    ItemLink(
        "https://www.rheinische-technik.example/salzbatterie",
        "Rheinische Technik",
        "Strom aus Salz: China baut Speicherfabrik",
        "2016-12-09",
        "de",
    ),
)

LETTER = Issue(
    id="monthly-letter-2016-12",
    edition="monthly-letter",
    title="China Science and Technology Letter",
    number=12,
    period=DECEMBER,
    language="en",
    introduction=(
        standing(
            "The story of the month covers a plant that will store wind power in molten salt from the lakes of "
            "Qinghai.",
            "Draft rules for shared bicycles leave the number of bicycles to the cities.",
            "A deep-sea glider returned after 108 days with the longest record of currents yet taken in the western "
            "Pacific.",
            "Universities may keep the larger part of what their patents earn.",
            "Three hospitals in Jiangsu read scans with software trained on their own archives.",
            "A second payload firm has rented a launch pad on Hainan.",
            "Rice that tolerates brackish water was harvested from 40 hectares near Dongying.",
            "Customs will accept electronic certificates for laboratory instruments.",
            "A survey finds that half of the graduates in robotics stay in the province where they studied.",
        ),
    ),
    sections=(
        Section(
            "lead",
            "Story of the Month",
            (
                item(
                    None,
                    "Salt from Qinghai’s Lakes Is to Keep the Wind’s Power Overnight",
                    "Harbour Daily",
                    "2016-12-06",
                    said(
                        "Lakeshore Energy will build a storage plant of 200 megawatt-hours in Haidong, the company "
                        "said on Tuesday.",
                        "It is the first in the country to keep power in molten salt without a solar tower beside it.",
                    ),
                    said(
                        "Wind farms on the plateau were idle for 17 per cent of the hours in which they could have "
                        "run last year, because the lines to the east were full.",
                        "“We throw away in one night what a county seat uses in a week,” said Guo Meilin, who plans "
                        "the grid for the province.",
                    ),
                    Paragraph(
                        (
                            Sentence(
                                "The salt is a by-product of potash works and costs a third of what refined nitrate "
                                "does.",
                                "extract",
                                _PROOF,
                            ),
                            Sentence(
                                "Ground is to be broken in January, and the first of four tanks is to be heated in "
                                "the autumn of 2018.",
                                "extract",
                                _PROOF,
                                "Meridian Wire",
                                "https://www.meridian-wire.example/a/88213",
                            ),
                            Sentence(
                                "示范工厂的投资约为七亿元，其中三成由省级基金承担。",
                                "extract",
                                _PROOF,
                                "南江日报",
                                "https://nanjiang.example/b/2016-12-07/1024.html",
                                "zh",
                            ),
                        )
                    ),
                    said(
                        "Not everyone is convinced.",
                        "Corrosion ended a pilot of the same kind after eleven months, and the new alloy for the "
                        "pipes has been tested for half that time.",
                    ),
                    links=_BATTERY_LINKS,
                ),
            ),
        ),
        Section(
            "news",
            "News",
            (
                item(
                    1,
                    "Draft rules for shared bicycles leave the count to the cities",
                    "Harbour Daily",
                    "2016-12-19",
                    said(
                        "The transport ministry on Monday published draft rules for shared bicycles that set "
                        "standards for brakes, deposits and data, and leave it to each city how many bicycles it "
                        "will bear.",
                        "Comments are open until 31 January.",
                    ),
                    said(
                        "Firms would have to keep deposits in accounts of their own and return them within seven days."
                    ),
                    url=LONG_URL,
                ),
                item(
                    2,
                    "“海风”号水下滑翔机完成一百零八天巡航",
                    "南江日报",
                    "2016-12-12",
                    Paragraph(
                        (
                            Sentence(
                                "“海风”号水下滑翔机日前在三亚回收，连续工作一百零八天，航程两千三百公里。",
                                "extract",
                                _PROOF,
                                language="zh",
                            ),
                            Sentence(
                                "研究人员说，这是西太平洋迄今最长的一份海流剖面记录。", "extract", _PROOF, language="zh"
                            ),
                        )
                    ),
                    Paragraph(
                        (
                            Sentence(
                                "The glider was lost for nine days in October and found itself again when a float "
                                "surfaced.",
                                "extract",
                                _PROOF,
                                "Science Courier",
                                "https://science-courier.example/gliders/haifeng",
                            ),
                        )
                    ),
                    language="zh",
                    url="https://nanjiang.example/k/2016-12-12/2201.html",
                    links=(
                        ItemLink(
                            "https://science-courier.example/gliders/haifeng",
                            "Science Courier",
                            "A glider comes home",
                            "2016-12-14",
                            "en",
                        ),
                    ),
                ),
                item(
                    3,
                    "Universities to keep the larger part of patent income",
                    "Science Courier",
                    "2016-12-08",
                    said(
                        "Universities may keep up to 70 per cent of what their patents earn, and must pass at least "
                        "half of it to the inventors, under a rule that takes effect in March.",
                        "So far the money went to the treasury of the body that paid for the research.",
                    ),
                ),
                item(
                    4,
                    "Hospitals read scans with software raised on their own archives",
                    "The Meridian",
                    "2016-12-21",
                    said(
                        "Three hospitals in Jiangsu have begun to read chest scans with software that was trained on "
                        "1.2 million images from their own archives.",
                        "A radiologist looks at every scan as before; the software only sets the order.",
                    ),
                    said(
                        "Waiting times for urgent cases fell from 47 minutes to 12 in the first month, according to "
                        "the hospitals."
                    ),
                    links=(
                        ItemLink(
                            "https://www.harbour-daily.example/health/scans",
                            "Harbour Daily",
                            "What a machine sees in a chest",
                            None,
                            "en",
                        ),
                    ),
                ),
                item(
                    5,
                    "Second payload firm rents a pad on Hainan",
                    "Meridian Wire",
                    "2016-12-15",
                    said(
                        "Starlane has rented a launch pad near Wenchang for ten years, the island’s development "
                        "office said."
                    ),
                ),
                item(
                    6,
                    "Rice that drinks brackish water is harvested near Dongying",
                    "Harbour Daily",
                    "2016-12-02",
                    said(
                        "Farmers near the mouth of the Yellow River brought in 4.1 tonnes a hectare from fields that "
                        "were given up to salt in the 1980s."
                    ),
                ),
                item(
                    7,
                    "Customs to accept electronic papers for instruments",
                    "Trade Post",
                    None,
                    said(
                        "From 1 February customs offices in eleven ports will accept electronic certificates for "
                        "laboratory instruments."
                    ),
                ),
                item(8, "Half of robotics graduates stay where they studied", "Science Courier", "2016-12-28"),
            ),
        ),
    ),
    closing=(
        standing(
            "This letter is put together from public reports. Each text is the outlet’s own, shortened; the link "
            "leads to the whole."
        ),
    ),
)

ROUNDUP = Issue(
    id="weekly-roundup-2016-W49",
    edition="weekly-roundup",
    title="China Roundup",
    number=7,
    period=WEEK,
    language="en",
    introduction=(
        standing(
            "Hello, and welcome to this week’s roundup of technology in China and what it means elsewhere.",
            "This week: salt that stores the wind, and why two map makers merged.",
        ),
    ),
    sections=(
        Section(
            "lead",
            "Power from the plateau",
            (
                item(
                    None,
                    "Salt is to keep the wind’s power overnight",
                    "Harbour Daily",
                    "2016-12-06",
                    *LETTER.sections[0].items[0].paragraphs,
                    links=_BATTERY_LINKS,
                ),
            ),
        ),
        Section(
            "lead",
            "Two map makers become one",
            (
                item(
                    None,
                    "Two map makers become one",
                    "The Meridian",
                    "2016-12-08",
                    said(
                        "Northway and Compass, the second and third largest makers of digital maps, will merge by "
                        "summer.",
                        "Together they would hold 41 per cent of the maps in new cars.",
                    ),
                    Paragraph(
                        (
                            Sentence(
                                "Carmakers had asked for a second source since the leader raised its fees in May.",
                                "extract",
                                _PROOF,
                            ),
                            Sentence(
                                "The merger still needs the ministry’s consent.",
                                "extract",
                                _PROOF,
                                "Trade Post",
                                "https://trade-post.example/maps",
                            ),
                        )
                    ),
                    links=(
                        ItemLink(
                            "https://trade-post.example/maps", "Trade Post", "Maps: two into one", "2016-12-09", "en"
                        ),
                    ),
                ),
            ),
        ),
        Section(
            "brief",
            "Also worth your attention",
            (
                item(
                    None,
                    "Second payload firm rents a pad on Hainan",
                    "Meridian Wire",
                    "2016-12-10",
                    said("Starlane has rented a launch pad near Wenchang for ten years."),
                ),
                item(
                    None,
                    "地铁试点刷脸进站",
                    "南江日报",
                    "2016-12-09",
                    Paragraph(
                        (Sentence("两条地铁线路本周起试点刷脸进站，为期三个月。", "extract", _PROOF, language="zh"),)
                    ),
                    language="zh",
                    url="https://nanjiang.example/m/2016-12-09/77.html",
                ),
            ),
        ),
    ),
    closing=(standing("Sources: Harbour Daily, The Meridian, Trade Post, Meridian Wire and 南江日报."),),
    form=Form(woven=True, attribution="", link="none"),
)

CHINESE = Issue(
    id="monthly-letter-zh-2016-12",
    edition="monthly-letter",
    title="科技月报",
    number=12,
    period=DECEMBER,
    language="zh",
    introduction=(
        standing(
            "本月要闻报道青海盐湖储能示范工厂。",
            "“海风”号水下滑翔机完成一百零八天巡航。",
            "交通部门就共享单车管理办法征求意见。",
        ),
    ),
    sections=(
        Section(
            "lead",
            "本月要闻",
            (
                item(
                    None,
                    "盐湖电池示范工厂下月动工 年产能两百兆瓦时",
                    "南江日报",
                    "2016-12-07",
                    Paragraph(
                        (
                            Sentence(
                                "湖岸能源公司七日宣布，将在海东建设一座两百兆瓦时的熔盐储能示范工厂。",
                                "extract",
                                _PROOF,
                            ),
                            Sentence("示范工厂的投资约为七亿元，其中三成由省级基金承担。", "extract", _PROOF),
                            Sentence("“一个晚上弃掉的电，够一座县城用一个星期。”", "extract", _PROOF),
                            Sentence("负责全省电网规划的郭美琳说。", "extract", _PROOF),
                        )
                    ),
                    Paragraph(
                        (
                            Sentence(
                                "Ground is to be broken in January.",
                                "extract",
                                _PROOF,
                                "Harbour Daily",
                                "https://www.harbour-daily.example/salt",
                                "en",
                            ),
                        )
                    ),
                    language="zh",
                    url="https://nanjiang.example/b/2016-12-07/1024.html",
                    links=(
                        ItemLink(
                            "https://www.harbour-daily.example/salt",
                            "Harbour Daily",
                            "Salt from Qinghai’s lakes is to keep the wind’s power",
                            "2016-12-06",
                            "en",
                        ),
                        ItemLink(
                            "https://www.rheinische-technik.example/salzbatterie",
                            "Rheinische Technik",
                            "Strom aus Salz",
                            None,
                            "de",
                        ),
                    ),
                ),
            ),
        ),
        Section(
            "news",
            "新闻",
            (
                item(
                    1,
                    "“海风”号水下滑翔机完成一百零八天巡航",
                    "南江日报",
                    "2016-12-12",
                    said(
                        "“海风”号水下滑翔机日前在三亚回收，连续工作一百零八天，航程两千三百公里。",
                        "研究人员说，这是西太平洋迄今最长的一份海流剖面记录。",
                    ),
                    language="zh",
                    url="https://nanjiang.example/k/2201.html",
                ),
                item(
                    2,
                    "Draft rules for shared bicycles leave the count to the cities",
                    "Harbour Daily",
                    "2016-12-19",
                    Paragraph(
                        (
                            Sentence(
                                "The transport ministry on Monday published draft rules for shared bicycles.",
                                "extract",
                                _PROOF,
                                language="en",
                            ),
                        )
                    ),
                    url=LONG_URL,
                ),
            ),
        ),
    ),
    closing=(standing("本刊内容选自公开报道，文责由原媒体自负。"),),
    form=Form(attribution="（{outlet}，{date}）", date="YYYY年M月D日"),
)

AFFAIRS = replace(
    LETTER,
    id="affairs-2016-12",
    sections=tuple(
        replace(
            one,
            items=tuple(
                replace(entry, storyline={"lead": SALT, 1: BICYCLES}.get(entry.number or one.key))
                for entry in one.items
            ),
        )
        for one in LETTER.sections
    ),
)
CHINESE_AFFAIR = replace(
    CHINESE,
    id="chinese-affair-2016-12",
    sections=tuple(
        replace(one, items=tuple(replace(entry, storyline=SALT) for entry in one.items[:1])) for one in CHINESE.sections
    ),
)

HARM = (
    "<script>alert(1)</script> <img src=x onerror=alert(2)> {{ 7 * 7 }} {% include '/etc/passwd' %}",
    '#import "/etc/passwd" #read("/etc/passwd") #{while true {}} \\u{1F600}',
    "*_$ `raw` = heading == <label> @ref ~ -- --- // /* $x^2$ [#panic()] \\",
    "مرحبا بالعالم وأهلا بكم في النشرة الشهرية 2016",
    "שלום עולם",
    "emoji 😀 👩‍👩‍👧 🇨🇳 and Z̸̢̛̪͓a̴͉l̶g̷o, 中́, 한국어 신문, ไทย, हिन्दी, \U0001f600\ufe0f",
    "nul\x00 bell\x07 escape\x1b[31m del\x7f next\x85line\u2028 lone \ud83d surrogate \ufffe \U0010ffff",
    "\u202etxt.exe\u2066 turned",
    "x" * 5_000,
)

_HARMFUL_LINE = Timeline(
    '"><script>alert(6)</script>',
    "</title><script>alert(7)</script> & \x00 " + "x" * 3_000,
    (
        TimelinePoint(date(1, 1, 1), "", "", "javascript:alert(8)", -1),
        *(TimelinePoint(date(2016, 12, 1), text, text, f"https://a.example/{text}", 10**9) for text in HARM),
        TimelinePoint(date.max, "أخبار اليوم من القاهرة", "الأهرام", "", 0, language="ar"),
    ),
)
HOSTILE = Issue(
    id="hostile",
    edition="no-such-edition",
    title="#panic() <b>Title</b> \x00& Co",
    number=-1,
    period=Period("0001-01", date(1, 1, 1), date(1, 1, 31)),
    language="en",
    introduction=(Paragraph(()), Paragraph((Sentence("\x00"), Sentence("  "))), *(said(text) for text in HARM)),
    sections=(
        Section("empty", "Nothing here", ()),
        Section("lead", "", (replace(item(None, "", "", "not a date"), storyline=_HARMFUL_LINE),)),
        Section(
            '"><script>',
            "</style><script>alert(3)</script>",
            (
                item(0, "javascript link", "Bad \x00Outlet", "2016-13-45", url="javascript:alert(4)"),
                item(1, "data link", "Bad", None, url="data:text/html,<script>alert(5)</script>"),
                item(
                    2,
                    "أخبار اليوم من القاهرة: #let x = 1",
                    "الأهرام",
                    "2016-12-01",
                    said(*HARM),
                    language="ar",
                    url='https://مثال.example/أخبار?a="><script>',
                ),
                item(3, "five thousand words", "Long", "2016-12-01", said(*(["word " * 20] * 250))),
                item(
                    3,
                    "five thousand words",
                    "Same anchor",
                    "2016-12-01",
                    language="not a language!",
                    links=(
                        ItemLink("http://[bad", "", "", None, ""),
                        ItemLink("", "\x00", "\x00", "", "und"),
                        ItemLink("https://example.org/" + "a" * 9_000, "Endless", "Endless", "2016-12-01", "xx"),
                    ),
                ),
                item(
                    -5,
                    "\x00\x01",
                    "\ud800",
                    "",
                    Paragraph((Sentence("Credited.", "extract", (), "<i>Outlet</i>", "vbscript:x"),)),
                    url='https://ok.example/#" onclick="x',
                ),
            ),
        ),
    ),
    closing=(said("\x00"),),
)

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="180" height="60" viewBox="0 0 180 60"><rect width="60" height="60" '
    'rx="8" fill="#0b6e4f"/><path d="M12 44 30 16l18 28z" fill="#fff"/><circle cx="120" cy="30" r="22" fill="#f2b134"/>'
    "</svg>"
)


def in_data_uri(svg: str) -> str:
    """A picture as an edition keeps it."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def kinds() -> tuple[Paragraph, ...]:
    """A paragraph of each kind."""
    return (
        said("The rules come in three steps."),
        replace(said("What changes for laboratories"), kind="subheading"),
        replace(said("Papers may be sent by wire."), kind="entry"),
        replace(said("A second copy stays with the port.", "It is kept for ten years."), kind="entry"),
        replace(said("port | from | papers"), kind="table"),
        replace(said("Qingdao | 1 February | electronic"), kind="table"),
        replace(said("What it looks like"), kind="subheading"),
        replace(said("def paper(port):\n    if port:\n\treturn '证书'  # one a port\n\n    return None"), kind="code"),
    )


def _apart(key: str, headline: str, text: str, **more: object) -> Item:
    """An item of a calendar, a quotation or a figure: of a report, with its sentence."""
    return replace(item(None, headline, "Harbour Daily", "2016-12-19", said(text), **more), id=key)


FULL = Issue(
    id="sectioned-2016-12",
    edition="sectioned",
    title="Science and Policy from the East",
    number=7,
    period=DECEMBER,
    language="en",
    introduction=(
        standing("In this issue:"),
        replace(standing("Customs accept electronic papers"), kind="entry"),
        replace(standing("A glider comes home"), kind="entry"),
    ),
    sections=(
        Section(
            "lead",
            "Story of the Month",
            (item(None, "Customs to accept electronic papers", "Trade Post", "2016-12-20", *kinds()),),
            kind="spotlight",
            note=(standing("Each month we look at one story at length."),),
        ),
        Section(
            "policy",
            "Policy",
            tuple(replace(one, id=f"p-{one.number}") for one in LETTER.sections[1].items[:3]),
        ),
        Section(
            "brief",
            "In Brief",
            tuple(replace(one, id=f"b-{one.number}", number=None) for one in LETTER.sections[1].items[3:5]),
            style="brief",
        ),
        Section(
            "more",
            "Further Headlines",
            tuple(
                replace(one, id=f"h-{one.number}", number=None, paragraphs=()) for one in LETTER.sections[1].items[5:8]
            ),
            style="headline",
        ),
        Section(
            "quote",
            "Said This Month",
            (_apart("q-1", "Guo Meilin, grid planner", "“We throw away in one night what a county uses in a week.”"),),
            kind="quote",
        ),
        Section(
            "figure",
            "Figure of the Month",
            (_apart("f-1", "4.1 tonnes", "Farmers brought in 4.1 tonnes a hectare from fields given up to salt."),),
            kind="figure",
        ),
        Section(
            "events",
            "Upcoming Events",
            (
                _apart("e-1", "17 January 2017", "The second payload firm is to hand over its pad on Hainan."),
                _apart("e-2", "March 2017", "The rule on patents takes effect.", language="zh"),
            ),
            kind="calendar",
        ),
        Section(
            "text",
            "About This Letter",
            (
                Item(
                    "t-1",
                    "",
                    None,
                    "About This Letter",
                    "",
                    None,
                    "en",
                    "",
                    (standing("We read what others report and say where it stands."),),
                ),
            ),
            kind="text",
        ),
    ),
    closing=(standing("Sources: Harbour Daily, Trade Post."),),
    form=Form(
        date="D Month YYYY",
        contents=True,
        logo=in_data_uri(SVG),
        accent="#0b6e4f",
        background="#e6f2ec",
        font="sans",
        masthead="Published by the Haidong Desk",
    ),
    corrections=(
        Correction("2017-01-03", "The plant holds 200 megawatt-hours, not 20.", "p-1"),
        Correction("2017-01-09", "Two names were misspelt throughout."),
    ),
)

IMPORTED = Issue(
    id="import-nordbrief",
    edition="import",
    title="Nordbrief",
    number=None,
    period=Period("2016-12-08", date(2016, 12, 8), date(2016, 12, 8)),
    language="de",
    introduction=(Paragraph((Sentence("Guten Morgen.", "imported"),)),),
    sections=(
        Section(
            "section-1",
            "",
            (
                Item("i-1", "", None, "", "", None, "und", "", (Paragraph((Sentence("Ohne Titel.", "imported"),)),)),
                Item(
                    "i-2",
                    "s-1",
                    4,
                    "Strom aus Salz",
                    "TechBlatt",
                    None,
                    "de",
                    "",
                    (Paragraph((Sentence("China baut.", "imported"),)),),
                    (
                        ItemLink("", "TechBlatt", "Strom aus Salz", None, "de"),
                        ItemLink("https://mehr.example/salz", "", "Mehr dazu", None, "und"),
                    ),
                ),
                Item("i-3", "", 5, "Nur ein Titel", "", "2016-12", "de", "https://nur.example/", ()),
            ),
        ),
    ),
)

EMPTY = Issue("empty", "monthly-letter", "", 0, DECEMBER, "", (), ())

SAMPLES = {
    "letter": LETTER,
    "roundup": ROUNDUP,
    "chinese": CHINESE,
    "affairs": AFFAIRS,
    "chinese affair": CHINESE_AFFAIR,
    "full": FULL,
    "imported": IMPORTED,
    "hostile": HOSTILE,
    "empty": EMPTY,
}
