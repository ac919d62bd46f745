"""Figures of texts: tables of sentences in five languages, what is no figure, offsets, hostile input."""

from __future__ import annotations

import json
import time
from datetime import date

import pytest
from click.testing import CliRunner

from dateline.cli.figures import command
from dateline.record.dates import find_times
from dateline.record.figures import find_figures
from dateline.records import Figure

DAY = date(2021, 11, 20)

# language, sentence, the words of the figure, kind, value (or bounds), unit, hedge
READ = [
    ("en", "It has more than 3 billion weekly listeners.",
     "more than 3 billion weekly listeners", "count", 3e9, "listeners", "more than"),
    ("en", "They hired some 240 welders, cooks and drivers.", "some 240 welders", "count", 240, "welders", "about"),
    ("en", "The ferry was built almost 30 years ago.", "almost 30 years", "measure", 30, "years", "nearly"),
    ("en", "A dozen clerks run the million-user app.", "A dozen clerks", "count", 12, "clerks", None),
    ("en", "A dozen clerks run the million-user app.", "million-user", "count", 1e6, "users", None),
    ("en", "It won tens of thousands of readers.",
     "tens of thousands of readers", "count", (1e4, None), "readers", None),
    ("en", "Only 7% of it is water.", "7%", "percent", 7, "percent", None),
    ("en", "Prices rose by almost a third.", "almost a third", "percent", 100 / 3, "percent", "nearly"),
    ("en", "Over half of the villages have a well.", "Over half", "percent", 50, "percent", "more than"),
    ("en", "One in four trains ran late.", "One in four", "percent", 25, "percent", None),
    ("en", "Turnout fell 3.5 percentage points.", "3.5 percentage points", "percent", 3.5, "percentage point", None),
    ("en", "Tickets cost A$80 and no less than HK$460.", "A$80", "money", 80, "AUD", None),
    ("en", "Tickets cost A$80 and no less than HK$460.", "no less than HK$460", "money", 460, "HKD", "at least"),
    ("en", "The bridge cost between 3 and 5 million euros.", "3 and 5 million euros", "money", (3e6, 5e6), "EUR", None),
    ("en", "The port will cost US$2bn-US$3bn.", "US$2bn-US$3bn", "money", (2e9, 3e9), "USD", None),
    ("en", "He paid fourteen dollars and thirty cents.",
     "fourteen dollars and thirty cents", "money", 14.3, "USD", None),
    ("en", "A stamp costs 60 cents here.", "60 cents", "money", 0.6, "USD", None),
    ("en", "The path is 10 to 15 km long.", "10 to 15 km", "measure", (10, 15), "km", None),
    ("en", "The plant gives up to 40 MW.", "up to 40 MW", "measure", 40, "MW", "up to"),
    ("en", "It was -12 °C in the valley.", "-12 °C", "measure", -12, "°C", None),
    ("en", "The star is 4.2 light-years away.", "4.2 light-years", "measure", 4.2, "light-years", None),
    ("en", "Guests 65 years old and older ride free.", "65 years old and older", "measure", 65, "years", "at least"),
    ("en", "It is a five-minute-long film.", "five-minute-long", "measure", 5, "minutes", None),
    ("en", "Ana Ruiz, 42, will lead it.", "42", "measure", 42, "years", None),
    ("en", "Sales more than doubled.", "more than doubled", "number", 2, "times", "more than"),
    ("en", "It is the third-largest lake.", "third-largest", "rank", 3, "rank", None),
    ("en", "Eleven of the 30 boats sank.", "Eleven", "count", 11, "boats", None),
    ("en", "Exports reached 15,000 units, up from an estimated 9,000.", "9,000", "count", 9000, "units", None),
    ("en", "It sold two and a half million lamps.", "two and a half million lamps", "count", 2.5e6, "lamps", None),
    ("de", "Der Umsatz stieg auf 3,2 Mrd. Euro.", "3,2 Mrd. Euro", "money", 3.2e9, "EUR", None),
    ("de", "Rund 1.800 Schlosser streikten.", "Rund 1.800 Schlosser", "count", 1800, "schlosser", "about"),
    ("de", "Knapp die Hälfte der Orte hat Strom.", "Knapp die Hälfte", "percent", 50, "percent", "nearly"),
    ("de", "Das sind zweihundertzwölf Tonnen.", "zweihundertzwölf Tonnen", "measure", 212, "t", None),
    ("de", "Es kamen mindestens 2,5 Millionen Gäste.",
     "mindestens 2,5 Millionen Gäste", "count", 2.5e6, "gäste", "at least"),
    ("es", "Cuesta más de 4.500 millones de euros.",
     "más de 4.500 millones de euros", "money", 4.5e9, "EUR", "more than"),
    ("es", "Llegaron al menos cuarenta y siete barcos.",
     "al menos cuarenta y siete barcos", "count", 47, "barcos", "at least"),
    ("es", "Creció un 12,5 % en un año.", "12,5 %", "percent", 12.5, "percent", None),
    ("es", "Dos tercios de los pueblos tienen agua.", "Dos tercios", "percent", 200 / 3, "percent", None),
    ("fr", "Elle vaut près de 3 milliards d'euros.", "près de 3 milliards d'euros", "money", 3e9, "EUR", "nearly"),
    ("fr", "Quatre-vingt-dix-sept navires sont partis.", "Quatre-vingt-dix-sept navires", "count", 97, "navires", None),
    ("fr", "Au moins 40 000 emplois ont disparu.", "Au moins 40 000 emplois", "count", 40000, "emplois", "at least"),
    ("fr", "La route fait 12,5 km.", "12,5 km", "measure", 12.5, "km", None),
    ("en", "They sold 310 red and white kites.", "310 red and white kites", "count", 310, "kites", None),
    ("en", "Harbin hired 70 nurses, Dalian 45 and Xiamen 38.", "45", "count", 45, "nurses", None),
    ("en", "Harbin hired 70 nurses, Dalian 45 and Xiamen 38.", "38", "count", 38, "nurses", None),
    ("en", "It grew from 6 trillion to 9 trillion yuan.", "6 trillion", "money", 6e12, "CNY", None),
    ("en", "The choir has 80 singers.\n\nOf these, 30 are new.", "30", "count", 30, "singers", None),
    ("en", "The choir has 80 singers, of whom 30 are new.", "30", "count", 30, "singers", None),
    ("en", "The wool cost him, at 66, a fortune.", "66", "measure", 66, "years", None),
    ("en", "Pia van der Velde, 29, swims.", "29", "measure", 29, "years", None),
    ("en", "In Oslo a ticket costs 420 kroner.", "420 kroner", "money", 420, "NOK", None),
    ("en", "A litre costs €1.80, and a bag 15 cents.", "15 cents", "money", 0.15, "EUR", None),
    ("en", "It fell to 12 euro cents from 19.", "19", "money", 0.19, "EUR", None),
    ("en", "Rates rose by half a percentage point.",
     "half a percentage point", "percent", 0.5, "percentage point", None),
    ("en", "The climb takes a day and a half.", "a day and a half", "measure", 1.5, "days", None),
    ("en", "Up to six trees in ten are dead.", "Up to six trees in ten", "percent", 60, "percent", "up to"),
    ("en", "Every fifth lamp is broken here.", "Every fifth", "percent", 20, "percent", None),
    ("en", "Output fell by more than a third to 14 million tonnes.",
     "more than a third", "percent", 100 / 3, "percent", "more than"),
    ("en", "Output fell by more than a third to 14 million tonnes.", "14 million tonnes", "measure", 1.4e7, "t", None),
    ("en", "The herd has shrunk by a quarter since May.", "a quarter", "percent", 25, "percent", None),
    ("en", "Sixty pupils sat the test. Nearly half failed it at once.",
     "Nearly half", "percent", 50, "percent", "nearly"),
    ("en", "A dose costs less than a dollar.", "less than a dollar", "money", 1, "USD", "less than"),
    ("en", "She owns a couple of thousand stamps.", "a couple of thousand stamps", "count", 2000, "stamps", None),
    ("en", "A quarter of a million bees died.", "A quarter of a million bees", "count", 2.5e5, "bees", None),
    ("de", "Es wuchs um drei bis fünf Prozent.", "drei bis fünf Prozent", "percent", (3, 5), "percent", None),
    ("de", "Jeder vierte Baum ist krank.", "Jeder vierte", "percent", 25, "percent", None),
    ("de", "Fast die Hälfte kam zu spät.", "Fast die Hälfte", "percent", 50, "percent", "nearly"),
    ("de", "Es gab 900 Anträge, davon 40 aus Ulm.", "40", "count", 40, "anträge", None),
    ("es", "Duró año y medio.", "año y medio", "measure", 1.5, "years", None),
    ("es", "Hay 90 médicos en Soria y 35 en Teruel.", "35", "count", 35, "médicos", None),
    ("fr", "Un élève sur trois apprend le chinois.", "Un élève sur trois", "percent", 100 / 3, "percent", None),
    ("fr", "Elle compte 90 postes à Metz et 35 à Nancy.", "35", "count", 35, "postes", None),
    ("zh", "这家公司去年收入3.5亿元。", "3.5亿元", "money", 3.5e8, "CNY", None),
]  # fmt: skip

# language, sentence that holds no figure
NONE = [
    ("en", "No one came, and one of the boats left."),
    ("en", "The 1990s, the 19th century and 12 May 2004."),
    ("en", "They met at 2:30 pm, on 14/5/2019 and again on 2019-05-20."),
    ("en", "COVID-19, flight MH17, an F-16 and the G7 of 3Doodlers."),
    ("en", "A Boeing 747 took Highway 66; see Chapter 4 and version 2.1.7."),
    ("en", "Level 4 cars and the iPhone 12 sell well."),
    ("en", "Call +44 20 7946 0958 or see https://example.org/2016/11/3."),
    ("en", "The 11.11 shopping festival and the “9.9” day."),
    ("en", "2. The harbour opens"),
    ("en", "The two sides met in the next five years of the 14th Five-Year Plan."),
    ("en", "The Long March 9B flew."),
    ("en", "Opening hours are 10–18, and they won 3-2."),
    ("de", "Am 14. Dezember 2016 um 20 Uhr in der Hauptstraße 12."),
    ("es", "El 14 de diciembre de 2016 a las 20:30 horas."),
    ("fr", "Le 1er juin 2015 à 20h30, au XIXe siècle."),
]

# sentence, the figure's words, period, modality
TIMES = [
    ("In 2016 it sold 40 boats.", "40 boats", "2016", "stated"),
    ("It sold 40 boats in the third quarter of 2016.", "40 boats", "2016-07/2016-09", "stated"),
    ("It sold 40 boats in the first 11 months of 2016.", "40 boats", "2016-01/2016-11", "stated"),
    ("It sold 40 boats during the 12 months to March 31.", "40 boats", "2020-04/2021-03", "stated"),
    ("It sold 40 boats last year.", "40 boats", "2020", "stated"),
    ("Sales in 2019 rose 21 per cent over the same period last year.", "21 per cent", "2019", "change"),
    ("It is expected to sell 70,000 boats by 2030.", "70,000 boats", "2030", "forecast"),
    ("It aims to raise the share to 95 percent by 2030 from 93 percent in 2015.", "95 percent", "2030", "target"),
    ("It aims to raise the share to 95 percent by 2030 from 93 percent in 2015.", "93 percent", "2015", "stated"),
    ("It sold an estimated 5,000 boats.", "5,000 boats", None, "estimate"),
    ("It sold 19 boats, the union said on 14 December.", "19 boats", None, "stated"),
    ("It sold 5 percent more than in 2019.", "5 percent", None, "change"),
    ("Turnover fell in the second quarter of 2020 by 7 percent.", "7 percent", "2020-04/2020-06", "change"),
    ("Some 12 new yards will open.", "Some 12 new yards", None, "forecast"),
    ("The yard builds 30 boats, by one estimate.", "30 boats", None, "estimate"),
    ("It earned $5m from the second to the third quarter of 2019.", "$5m", "2019-04/2019-09", "stated"),
    ("It set aside $5m for 2018 and 2019.", "$5m", "2018/2019", "stated"),
    ("Its shares peaked at $70 on March 3.", "$70", "2022-03-03", "stated"),
    ("It will launch 8 boats in March.", "8 boats", "2022-03", "forecast"),
    ("It launched 8 boats in March.", "8 boats", "2021-03", "stated"),
    ("“They would burn it,” said Lin Fang, 41, who built it.", "41", None, "stated"),
]

HOSTILE = {
    "digits": "1" * 300_000,
    "numbers": "1 " * 3_000,
    "huge": "1e400 dollars, 9e999 km",
    "ranges": "1-2-3-4-5" * 2_000,
    "to": "5 to " * 2_000,
    "hundreds": "hundred " * 5_000,
    "millions": "millions of " * 5_000,
    "halves": "two and a half " * 2_000,
    "signs": "$" * 20_000 + "5",
    "fractions": "1/2" * 5_000,
    "commas": "1," * 50_000,
    "nothing": "",
    "spaces": " \n\n\t ",
    "nul": "5\x00km \ud800 7%",
}


def _one(figures: tuple[Figure, ...], words: str) -> Figure:
    found = [figure for figure in figures if figure.text == words]
    assert found, [figure.text for figure in figures]
    return found[0]


@pytest.mark.parametrize(("language", "sentence", "words", "kind", "value", "unit", "hedge"), READ)
def test_figure_is_read(language, sentence, words, kind, value, unit, hedge):
    figure = _one(find_figures(sentence, language, DAY), words)
    bounds = (figure.low, figure.high) if isinstance(value, tuple) else figure.value
    assert bounds == pytest.approx(value) if not isinstance(value, tuple) else bounds == value
    assert (figure.kind, figure.unit, figure.hedge) == (kind, unit, hedge)
    assert sentence[figure.start : figure.end] == words


@pytest.mark.parametrize(("language", "sentence"), NONE)
def test_dates_names_and_references_are_no_figures(language, sentence):
    assert [figure.text for figure in find_figures(sentence, language, DAY)] == []


@pytest.mark.parametrize(("sentence", "words", "period", "modality"), TIMES)
def test_figure_has_its_period_and_modality(sentence, words, period, modality):
    figure = _one(find_figures(sentence, "en", DAY), words)
    assert (figure.period, figure.modality) == (period, modality)


def test_second_currency_points_at_the_first():
    first, second = find_figures("Guests spend about A$8 (HK$46) a day.", "en")
    assert second.same_as is not None
    assert (second.same_as.start, second.same_as.end) == (first.start, first.end)


def test_counted_keeps_the_words_before_the_noun():
    (figure,) = find_figures("It has 846 million monthly active readers.", "en")
    assert figure.counted == "monthly active readers"


def test_chinese_stretch_in_an_english_text_is_read():
    text = "The firm 拥有8亿用户 and has 300 clerks."
    assert [figure.value for figure in find_figures(text, "en")] == [8e8, 300]
    assert all(text[figure.start : figure.end] == figure.text for figure in find_figures(text, "en"))


@pytest.mark.parametrize(("text", "values"), [("١٢٣ km", [123]), ("４５％", [45]), ("10² km", []), ("5 km²", [5])])
def test_digits_of_other_scripts(text, values):
    assert [figure.value for figure in find_figures(text, "en")] == values


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("language", ["en", "de", "es", "fr", None, "xx"])
def test_hostile_text_ends_soon_with_sound_figures(name, language):
    text, begun = HOSTILE[name], time.process_time()
    last = 0
    for figure in find_figures(text, language, DAY):
        assert text[figure.start : figure.end] == figure.text
        assert figure.start >= last
        assert figure.value is None or abs(figure.value) < float("inf")
        last = figure.end
    assert time.process_time() - begun < 5


def test_times_are_found_in_four_languages():
    cases = {
        "en": ("on 5 May 2016", "2016-05-05"),
        "de": ("am 5. Mai 2016", "2016-05-05"),
        "es": ("el 5 de mayo de 2016", "2016-05-05"),
        "fr": ("le 5 mai 2016", "2016-05-05"),
    }
    for language, (text, period) in cases.items():
        assert [time.period for time in find_times(text, 0, len(text), language, None)] == [period]


def test_impossible_dates_have_no_period():
    text = "on 31 February 2016 and 2016-13-45"
    assert {time.period for time in find_times(text, 0, len(text), "en", DAY)} <= {None, "2016", "2016-02"}


def test_filter_writes_the_contracts_keys():
    rows = [{"id": 1, "text": "Sales rose 21% last year.", "published": "2016-12-01"}, {"id": 2, "text": 5}]
    rows.append({"id": 3, "text": "40 boats", "published": "no day"})
    result = CliRunner().invoke(command, input="\n".join(map(json.dumps, rows)))
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    figure = lines[0]["figures"][0]
    assert (figure["text"], figure["kind"], figure["value"], figure["period"]) == ("21%", "percent", 21, "2015")
    assert {"start", "end", "low", "high", "unit", "hedge", "modality", "counted", "scope", "same_as"} <= set(figure)
    assert "error" in lines[1]
    assert lines[2]["figures"][0]["value"] == 40
    assert result.exit_code == 1
