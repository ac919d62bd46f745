"""Quotations and their speakers: tables in five languages, and hostile input."""

from __future__ import annotations

import json
import time

import pytest
from click.testing import CliRunner

from dateline.cli.quotes import command
from dateline.record.quotes import find_quotes
from dateline.records import Name

MARKS = [
    ("“We’ll go,” she said, “when we can.”", ["We’ll go, … when we can."]),
    ('"A first one," he said. "A second one."', ["A first one,", "A second one."]),
    ('He is 6\'2" and owns a 27" screen, "a big one," he said.', ["a big one,"]),
    (
        "‘The companies’ plans are fine,’ he said. In the ’90s and ‘90s it wasn’t so.",
        ["The companies’ plans are fine,"],
    ),
    ("'Yes,' said O'Brien. 'It's the dogs' home,' she said.", ["Yes,", "It's the dogs' home,"]),
    ("„Das ist ‚gut‘ so“, sagte er. »Ja«, sagte sie.", ["Das ist ‚gut‘ so", "Ja"]),
    ("« Oui, “c’est bon” », dit-elle.", ["Oui, “c’est bon”"]),
    ("“Para one.\n\n“Para two.\n\n“Para three,” he said.", ["Para one. … Para two. … Para three,"]),
    ("“No end here.\n\nNext “fine” one.", ["No end here.", "fine"]),
    ("“a broken\n\nline here,” he said", ["a broken\n\nline here,"]),
    ("「我们『很好』」他说。他说：“好。”", ["我们『很好』", "好。"]),
    ('x = "abc"; print("def")', []),
    ("It is O'Brien's, the '80s rock 'n' roll fan's.", []),
    ("", []),
    ("“”", []),
]

SPEAKERS = [
    (
        "en",
        "“It works,” said Anna Berg, head of research at Nordlicht Labs.",
        "Anna Berg",
        "head of research at Nordlicht Labs",
    ),
    (
        "en",
        "According to Omar Haddad, a lecturer at Leeds, “nobody had checked.”",
        "Omar Haddad",
        "a lecturer at Leeds",
    ),
    ("en", "“Nobody had checked,” according to Omar Haddad.", "Omar Haddad", None),
    ("en", "“Stay calm.” – Lena Weiss", "Lena Weiss", None),
    ("en", "A spokesman for Solaria said “we will appeal”.", "spokesman for Solaria", None),
    ("en", "Acme Robotics shut its plant. The company said it was a “painful but needed” step.", "Acme Robotics", None),
    ("en", "In a statement on Monday, Vera Corp called the ruling “absurd”.", "Vera Corp", None),
    ("en", "John Smith, who calls the plan “a farce,” left.", "John Smith", None),
    (
        "en",
        "“Costs fell,” Lena Weiss, a director of the Alpen Institute, told us.",
        "Lena Weiss",
        "a director of the Alpen Institute",
    ),
    ("en", "The plan was described as “absurd” by Lena Weiss.", "Lena Weiss", None),
    ("en", "Nia Obi runs the lab. Obi was glad, saying “it went well at last”.", "Nia Obi", None),
    ("en", "Then I thought: “Why should I do this for free?”", None, None),
    ("en", "Reviewers loved the song “Hello”.", None, None),
    (
        "de",
        "„Wir wachsen weiter“, sagte die Vorstandschefin Petra Kurz am Montag.",
        "Petra Kurz",
        "die Vorstandschefin",
    ),
    ("de", "„Das geht nicht“, so der Sprecher des Ministeriums.", "Sprecher des Ministeriums", None),
    ("es", "«Vamos a crecer», dijo la ministra Ana Ruiz el lunes.", "Ana Ruiz", "la ministra"),
    ("es", "Juan Pérez, director de Solaria, afirmó: “No hay plan B”.", "Juan Pérez", "director de Solaria"),
    ("fr", "« Nous gagnons », a déclaré Jean Dupont, président de Alto.", "Jean Dupont", "président de Alto"),
    ("fr", "« Nous, explique le ministre Paul Roux, ne ferons rien. »", "Paul Roux", "le ministre"),
    ("zh", "华星科技创始人李明表示，“我们明年会扩大生产。”", "李明", "华星科技创始人"),
    ("zh", "“市场很大，”王芳说，“但竞争激烈。”", "王芳", None),
    ("zh", "“价格会下降。”分析师陈静告诉记者。", "陈静", "分析师"),
]

NAMED_BEFORE = [
    ("en", "Mara Lindt runs the port of Varna. The director says that trade is “a river”.", "Mara Lindt"),
    ("en", "Mara Lindt met Owen Pryce in Varna. “We will all be fine,” the latter said.", "Owen Pryce"),
    ("en", "Pryce's adviser, Olga van Dam, recalls her reply: “Never.” And a year on? “Never again.”", "Olga van Dam"),
    ("en", "Owen Pryce left in May. His letter to staff spoke of a market that had “lost its mind”.", "Owen Pryce"),
    ("en", "Unite Europa, the union, spoke only of a “cold shower”.", "Unite Europa"),
    ("en", "Analysts at Nordbank were wary. The forecast, they wrote, was “brave”.", "Analysts at Nordbank"),
    ("en", "What is missing, says Owen Pryce, a historian at Leeds, is “courage”.", "Owen Pryce"),
    (
        "en",
        "More than 40 engineers, in an open letter, used the word “reckless”:\n\n“We cannot sign for this machine.”",
        "More than 40 engineers",
    ),
    ("en", "Pryce added that deals with mills in Kenya and the United States were “almost done”.", "Pryce"),
    ("en", "Owen Pryce did not use the word “boycott” at all.", None),
    ("en", "The firm has a plan, called “Why it works and for whom”.", None),
    ("en", "According to its release, Solaria Group was “on course”.", "Solaria Group"),
    ("de", "Petra Kurz leitet das Werk. Die 51-Jährige winkt ab: „Das war immer so.“", "Petra Kurz"),
    ("de", "Petra Kurz leitet das Werk. „Wir bleiben hier“, verspricht die Managerin.", "Petra Kurz"),
    ("de", "Es kostet 3 Milliarden Euro. Der Betriebsrat sprach von einem „kalten Tag“.", "Betriebsrat"),
    ("es", "Según la ministra de Pesca, Ana Ruiz, va bien. «Abriremos», añadió, «antes del verano».", "Ana Ruiz"),
    ("es", "Ana Ruiz dirige el puerto. Sobre los retrasos, la directiva pidió «paciencia y café».", "Ana Ruiz"),
    ("es", "Ana Ruiz dirige el puerto. Añadió que el plan era «una locura».", "Ana Ruiz"),
    ("fr", "« Le port va rouvrir », a plaisanté la directrice, Anne Morel.", "Anne Morel"),
    ("fr", "Les pêcheurs dénoncent « un cadeau aux banques ».", "pêcheurs"),
    ("zh", "“鱼很多，”海洋研究所副所长肖明远在会上引用了一位渔民的话，“可是船没有了。”", "肖明远"),
    ("zh", "海洋研究所副所长肖明远介绍，今年产量下降。他指出，“这不是偶然。”", "肖明远"),
    ("zh", "市政府印发规划，提出“两步走”目标。", "市政府"),
    ("zh", "肖明远警告说，今年“零排放”的目标难以实现。", None),
    ("zh", "厂长刘大海说，“海鸥号”货轮已经下水。", None),
    ("zh", "厂长刘大海对计划“十分担心”。", "刘大海"),
    ("zh", "“船票卖完了，还有人在等，”在码头开小店的周小红说。", "周小红"),
]

HOSTILE = ["“", "“a ", '"a', "'a ", "« a", "」", "“a\n\n", "“a‘b", '\0"a" ', "「『", "said “", "“a” – ", "(“"]


@pytest.mark.parametrize(("text", "expected"), MARKS)
def test_quotations_are_found_between_any_marks(text: str, expected: list[str]) -> None:
    """Nested ones belong to the outer, interrupted ones are joined, apostrophes and inches are none."""
    assert [quote.text for quote in find_quotes(text, None)] == expected


@pytest.mark.parametrize(("language", "text", "speaker", "role"), SPEAKERS)
def test_speaker_is_told_with_role(language: str, text: str, speaker: str | None, role: str | None) -> None:
    """The subject of the verb of saying, before or behind the quotation."""
    quote = find_quotes(text, language)[0]
    assert (quote.speaker, quote.role) == (speaker, role)


@pytest.mark.parametrize(("language", "text", "speaker"), NAMED_BEFORE)
def test_speaker_is_made_out(language: str, text: str, speaker: str | None) -> None:
    """Role nouns, pronouns and dropped subjects stand for somebody named before; a term in prose is nobody's."""
    assert {quote.speaker for quote in find_quotes(text, language)} == {speaker}


def test_speaker_has_the_form_of_the_text() -> None:
    """A canonical name in another script or spelling gives way to the text's own, fullest form."""
    names = [
        Name("乔安娜·李斯", 0, 6, "person", "Joanna Rees"),
        Name("李斯", 11, 13, "person", "Joanna Rees"),
    ]
    text = "乔安娜·李斯昨日到访。李斯说：“天气很好，我们很高兴。”"
    assert find_quotes(text, "zh", names)[0].speaker == "乔安娜·李斯"
    text = "Rhys Jo spoke. “It is done,” Rhys said."
    names = [Name("Rhys Jo", 0, 7, "person", "Joanna Rhys"), Name("Rhys", 29, 33, "person", "Joanna Rhys")]
    assert find_quotes(text, "en", names)[0].speaker == "Rhys Jo"


def test_firm_is_no_person() -> None:
    """An apposition tells a firm from a person, so that "she" is somebody else."""
    text = "Mara Lindt has a field. Red Lantern, a firm based in Cork, rents it. “I like them,” she says."
    names = [Name("Mara Lindt", 0, 10, "person", "Mara Lindt"), Name("Red Lantern", 24, 35, "person", "Red Lantern")]
    assert find_quotes(text, "en", names)[0].speaker == "Mara Lindt"


def test_later_quotations_have_full_name_and_role() -> None:
    """Short names and pronouns stand for the person introduced before; speech alone goes on with its speaker."""
    text = (
        "“One of many things,” said Nia Obi, a partner at Solaria. “Two of the many things,” Obi added. "
        "“Three of the many things,” she said. “Four of all these many things.”"
    )
    quotes = find_quotes(text, "en")
    assert {(quote.speaker, quote.role) for quote in quotes} == {("Nia Obi", "a partner at Solaria")}
    assert len(quotes) == 4


def test_given_names_give_the_full_name() -> None:
    """Name.name wins over what stands in the text."""
    text = "“It is done,” Obi said."
    assert find_quotes(text, "en", [Name("Obi", 14, 17, "person", "Nia Obi")])[0].speaker == "Nia Obi"


def test_offsets_hold_the_words() -> None:
    """Start and end hold the marks, parts the words."""
    text = "Well. “We’ll go,” she said, “when we can.” So."
    (quote,) = find_quotes(text, "en")
    assert text[quote.start] == "“"
    assert text[quote.end - 1] == "”"
    assert " … ".join(text[part.start : part.end] for part in quote.parts) == quote.text


@pytest.mark.parametrize("unit", HOSTILE)
def test_unbalanced_marks_stay_linear(unit: str) -> None:
    """Thousands of marks that nothing closes cost no more than a second or two."""
    begun = time.process_time()
    find_quotes(unit * 1500, "zh" if "」" in unit else "en")
    assert time.process_time() - begun < 5


def test_filter_writes_quotes_and_bad_lines() -> None:
    """One line out for one line in; a row without text is told and costs that row only."""
    rows = [{"id": 1, "text": "“We will hire,” said Ana Ruiz, head of Solaria."}, {"id": 2}]
    result = CliRunner().invoke(command, input="\n".join(map(json.dumps, rows)))
    first, second = map(json.loads, result.stdout.splitlines())
    assert result.exit_code == 1
    assert first["quotes"][0]["speaker"] == "Ana Ruiz"
    assert first["quotes"][0]["parts"] == [[1, 14]]
    assert "error" in second
