"""Names, figures and quotations that we wrote and annotated before any of our code had read them.

    python bench/own.py                     the table: both halves, by language
    python bench/own.py --half seen         one half
    python bench/own.py --errors            every fault of the seen half, a line each
    python bench/own.py --json FILE         the figures of the table as JSON, too

The texts and their annotation are in `own/`. Items of an odd number are the half that developers may look at (`seen`),
those of an even number the half that nobody tunes on (`kept`): its faults are not shown. What counts as right:

figures     a figure overlaps a gold one; its value (or both bounds) within 0.1 %, a share for its percentage; the unit
            up to plural and language; the hedge equal; the modality equal or one of `also` (a future clause may be
            forecast or target); the period is the same days, asked where the gold has one and its sentence tells a
            time; `inherited`: the same where the period comes from another sentence. Marginal rows count neither way.
quotations  the words of every part of a gold quotation are in the found ones (a fifth more or less is forgiven); the
            speaker's words hold those of the gold or of one of `also` (the name in English), or are among them.
            Titles of works count neither way.
names       start, end and kind of people, organisations and places; blind: start and end only. Only in items that
            have annotated names; products and other names count neither way.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent / "own"
HALVES = ("seen", "kept")
TASKS = ("figures", "quotes", "names")
KINDS = ("person", "organisation", "place")
Row = dict[str, Any]
Span = tuple[int, int]

# One word for a unit in all languages; what is not here is compared as it is written.
_UNITS = {
    "years": "year years old 岁 年 周岁 jahr jahre ans année années año años yr",
    "months": "month 个月 月 monat monate mois mes meses",
    "weeks": "week 周 woche wochen semaine semana",
    "days": "day 天 日 tag tage jour jours día días d",
    "hours": "hour 小时 个小时 stunde stunden heure heures hora horas h",
    "minutes": "minute 分钟 minuto min",
    "seconds": "second s",
    "people": "person 人 人次 人口 mainlanders personas personne personnes 名",
    "km": "kilometres kilometre kilometer 公里 千米 kilómetro kilomètre kilomètres kilometern",
    "m": "metres meters metre meter 米 metro metros mètre mètres",
    "cm": "centimetres centimetre centimeter 厘米",
    "mm": "millimetres millimetre millimeter 毫米",
    "nm": "nanometres nanometre nanometer 纳米",
    "inches": "inch in",
    "km2": "平方公里 km² square kilometres square kilometre",
    "m2": "m² square metres metros cuadrados metro cuadrado 平方米",
    "m3": "m³ metros cúbicos metro cúbico",
    "kg": "kilogram kilogramme kilogramm kilo 千克 公斤",
    "g": "gram gramme grammes grams",
    "mg": "milligram milligramm",
    "tonnes": "tonne t 吨 ton tonelada toneladas metric tons",
    "pounds": "pound lb lbs",
    "litres": "litre l liter litro litros",
    "mu": "亩",
    "hectares": "hectare ha hectárea hectáreas",
    "°C": "degrees celsius celsius 摄氏度 degrees degree °",
    "kW": "kilowatt 千瓦",
    "MW": "megawatt megawatts",
    "GW": "gigawatt gigawatts",
    "kWh": "kilowatt-hour kilowattstunden 千瓦时 度",
    "GWh": "gigawatt-hour gigawatt-hours",
    "PB": "petabyte petabytes",
    "times": "time x 倍 fois veces fach",
    "percent": "% per cent",
    "percentage points": "percentage point pp 个百分点 百分点 prozentpunkte",
    "km/h": "kph kilometres per hour",
    "m/s": "米每秒",
    "rank": "th",
    "users": "user 用户 网民",
}

_CLASSIFIERS = frozenset("家 个 名 颗 剂 条 套 台 辆 位 组 起 班 步".split())


@dataclass(slots=True)
class Report:
    """Counts of one group of items, and the faults found in it."""

    counts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def rows(name: str) -> list[Row]:
    """The lines of a file of `own/`."""
    return [json.loads(line) for line in (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def half(key: str) -> str:
    """Which half an item is of, by the number in its id."""
    return "seen" if int(re.sub(r"\D", "", key)) % 2 else "kept"


def run(task: str, items: Iterable[Row]) -> dict[str, list[Row]]:
    """What the installed filter finds in each item."""
    dateline = Path(sys.executable).with_name("dateline")
    text = "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in items)
    done = subprocess.run([dateline, task], input=text, stdout=subprocess.PIPE, check=True, encoding="utf-8")
    return {line["id"]: line.get(task, []) for line in map(json.loads, done.stdout.splitlines())}


# Figures


def place(text: str, row: Row) -> Span:
    """Where a gold figure is: in its sentence."""
    around = max(text.find(row["sentence"]), 0)
    start = text.find(row["quote"], around)
    if start < 0:
        raise ValueError(f"{row['id']}: no {row['quote']!r} in its sentence")
    return start, start + len(row["quote"])


def places(text: str, gold: Sequence[Row]) -> list[tuple[Row, Span]]:
    """The gold figures of one text; equal words in a sentence are taken one after the other."""
    taken: set[Span] = set()
    result = []
    for row in gold:
        span = place(text, row)
        while span in taken:
            start = text.index(row["quote"], span[0] + 1)
            span = start, start + len(row["quote"])
        taken.add(span)
        result.append((row, span))
    return result


def shared(a: Span, b: Span) -> int:
    """How many characters two spans have in common."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def close(wanted: float, found: Any) -> bool:
    """Within 0.1 %."""
    return isinstance(found, int | float) and abs(wanted - found) <= 0.001 * max(abs(wanted), 1e-9)


def value_right(gold: Row, found: Row) -> bool:
    """The value, or every bound that the gold has."""
    if gold["value"] is not None:
        scale = 100 if gold["unit"] == "percent" and found["kind"] != "percent" else 1
        value = found["value"]
        return close(gold["value"], value) or (value is not None and close(gold["value"], value * scale))
    bounds = [(gold[key], found[key]) for key in ("low", "high") if gold[key] is not None]
    return bool(bounds) and all(close(*bound) for bound in bounds)


def one_unit(unit: str | None) -> str:
    """A unit's common form."""
    word = (unit or "").strip().casefold()
    for common, others in _UNITS.items():
        if word == common.casefold() or word in others.split() or (" " in word and word in others):
            return common
    return re.sub(r"ies$", "y", word).removesuffix("s")


def unit_right(gold: Row, found: Row) -> bool:
    """The same unit, or, for counted things, a word of the quoted ones."""
    if one_unit(gold["unit"]) == one_unit(found["unit"]):
        return True
    unit = gold["unit"] or ""
    if unit in _CLASSIFIERS and found["unit"]:  # a Chinese measure word, or the noun that it counts
        bare = gold["quote"].endswith(unit)
        return found["unit"] in (gold["sentence"] if bare else gold["quote"])
    if not found["unit"] or unit.isupper() or unit in ("percent", "rank", "times"):
        return False
    return one_unit(found["unit"].split()[-1]) in {one_unit(word) for word in re.findall(r"\w+", gold["quote"])}


def days(period: str | None) -> tuple[date, date | None] | None:
    """First and last day of an ISO date, month, year or interval; an open end is None."""
    if not period:
        return None
    first, _, last = period.partition("/")
    try:
        start = _ends(first)[0]
        return start, None if last in ("..", "") and "/" in period else _ends(last or first)[1]
    except ValueError:
        return None


def _ends(point: str) -> tuple[date, date]:
    if quarter := re.fullmatch(r"(\d{4})-?Q([1-4])", point):
        year, number = int(quarter[1]), int(quarter[2])
        return date(year, 3 * number - 2, 1), _month_end(year, 3 * number)
    numbers = [int(part) for part in point[:10].split("-")]
    if len(numbers) == 3:
        day = date(numbers[0], numbers[1], numbers[2])
        return day, day
    if len(numbers) == 2:
        return date(numbers[0], numbers[1], 1), _month_end(numbers[0], numbers[1])
    return date(numbers[0], 1, 1), date(numbers[0], 12, 31)


def _month_end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def pairs(gold: Sequence[tuple[Row, Span]], found: Sequence[Row]) -> dict[int, int]:
    """Gold figures with the found ones that they overlap, one to one: those of the right value first."""
    options = sorted(
        (
            (value_right(row, other), shared(span, (other["start"], other["end"])), -i, -j)
            for i, (row, span) in enumerate(gold)
            for j, other in enumerate(found)
            if shared(span, (other["start"], other["end"]))
        ),
        reverse=True,
    )
    result: dict[int, int] = {}
    for _, _, i, j in options:
        if -i not in result and -j not in result.values():
            result[-i] = -j
    return result


def score_figures(item: Row, wanted: Sequence[Row], found: Sequence[Row], report: Report) -> None:
    """Counts and faults of the figures of one item."""
    gold = places(item["text"], wanted)
    matched = pairs(gold, found)
    for i, (row, _) in enumerate(gold):
        if row["marginal"]:
            continue
        report.counts["gold"] += 1
        if i in matched:
            _score_pair(row, found[matched[i]], report)
        else:
            report.faults.append(f"{item['id']} figure MISSING {row['quote']!r} in {row['sentence'][:110]!r}")
    for other in found:
        touched = [row for row, span in gold if shared(span, (other["start"], other["end"]))]
        if touched and all(row["marginal"] for row in touched):
            continue
        report.counts.update(predicted=1, true=bool(touched))
        if not touched:
            around = item["text"][max(0, other["start"] - 45) : other["end"] + 30].replace("\n", " ")
            report.faults.append(f"{item['id']} figure EXTRA {other['text']!r} ({_said(other)}) in {around!r}")


def _score_pair(row: Row, other: Row, report: Report) -> None:
    counts, head = report.counts, f"{row['id']} figure"
    counts["found"] += 1
    if not value_right(row, other):
        report.faults.append(f"{head} VALUE {row['quote']!r}: {other['text']!r} {_said(other)}, right {_meant(row)}")
        return
    counts["value"] += 1
    right = {
        "unit": unit_right(row, other),
        "hedge": row["hedge"] == other["hedge"],
        "modality": other["modality"] in (row["kind"], *row["also"]),
    }
    if row["period"] and not row["inherited"]:
        counts["periods"] += 1
        right["period"] = days(row["period"]) == days(other["period"])
    elif row["period"]:
        counts.update(inheritances=1, inherited=days(row["period"]) == days(other["period"]))
    elif other["period"]:
        counts["period_added"] += 1
    counts.update({name: int(good) for name, good in right.items()})
    counts["whole"] += right["unit"] and right["hedge"]
    for name in (name for name, good in right.items() if not good):
        gold = row["kind"] if name == "modality" else row[name]
        where = f" in {row['sentence'][:130]!r}" if name in ("period", "modality") else ""
        report.faults.append(f"{head} {name.upper()} {row['quote']!r}: {other[name]}, right {gold}{where}")


def _said(figure: Row) -> str:
    value = figure["value"] if figure["value"] is not None else f"{figure['low']}–{figure['high']}"
    return f"{value} {figure['unit']} {figure['kind']}"


def _meant(row: Row) -> str:
    return f"{row['value'] if row['value'] is not None else (row['low'], row['high'])} {row['unit']}"


# Quotations


def parts(text: str) -> list[str]:
    """The words of a quotation, those on either side of an ellipsis apart."""
    cut = (" ".join(re.findall(r"\w+", part.lower())) for part in re.split(r"\s…\s", text))
    return [part for part in cut if part]


def holds(found: str, part: str) -> bool:
    """Whether the found words are the part, up to a fifth, or hold the whole of a longer one."""
    short, long = sorted((found, part), key=len)
    near = f" {short} " in f" {long} " and len(short) >= 0.8 * len(long)
    return near or (len(part) > 20 and f" {part} " in f" {found} ")


def speaker_right(gold: str | None, found: str | None) -> bool:
    """The words of one are among those of the other; both unknown is right, too."""
    idle = {"the", "a", "an", "of", "s", "mr", "mrs", "ms", "dr", "unnamed"}
    a, b = (set(re.findall(r"\w+", (name or "").lower())) - idle for name in (gold, found))
    return (not a and not b) or bool(a and b and (a <= b or b <= a))


def _told(row: Row, speakers: Iterable[str | None]) -> bool:
    """Whether a speaker found is the gold's under one of its names."""
    return any(speaker_right(name, found) for found in speakers for name in (row["speaker"], *row["also"]))


def score_quotes(item: Row, wanted: Sequence[Row], found: Sequence[Row], report: Report) -> None:
    """Counts and faults of the quotations of one item."""
    texts = [parts(other["text"]) for other in found]
    matched: set[int] = set()
    titles: set[int] = set()
    for row in wanted:
        pieces = parts(row["quote"])
        hits = [n for n, text in enumerate(texts) if any(holds(one, piece) for one in text for piece in pieces)]
        if row["kind"] == "title":
            titles.update(hits)
            continue
        matched.update(hits)
        whole = all(any(holds(one, piece) for n in hits for one in texts[n]) for piece in pieces)
        speaker = whole and any(
            speaker_right(name, found[n]["speaker"]) for n in hits for name in (row["speaker"], *row["also"])
        )
        report.counts.update(gold=1, found=whole, speaker=speaker)
        if not whole:
            report.faults.append(f"{item['id']} quote MISSING {row['kind']} {row['quote']!r}")
        elif not speaker:
            said = [found[n]["speaker"] for n in hits]
            report.faults.append(f"{item['id']} quote SPEAKER {row['quote'][:90]!r}: {said}, right {row['speaker']}")
    for n, other in enumerate(found):
        if n in titles - matched:
            continue
        report.counts.update(predicted=1, true=n in matched)
        if n not in matched:
            report.faults.append(f"{item['id']} quote EXTRA {other['text']!r} by {other['speaker']}")


# Names


def score_names(item: Row, wanted: Sequence[Row], found: Sequence[Row], report: Report) -> None:
    """Counts and faults of the names of one item."""
    gold = {(row["start"], row["end"]): row["kind"] for row in wanted if row["kind"] in KINDS}
    other = {(row["start"], row["end"]) for row in wanted if row["kind"] not in KINDS}
    got = {(row["start"], row["end"]): row["kind"] for row in found}
    for span, kind in got.items():
        if span in other or (kind not in KINDS and span not in gold):
            continue
        report.counts.update(predicted=1, typed=gold.get(span) == kind, blind=span in gold)
        if span not in gold:
            report.faults.append(f"{item['id']} name EXTRA {_around(item['text'], span)} as {kind}")
        elif gold[span] != kind:
            report.faults.append(f"{item['id']} name KIND {_around(item['text'], span)}: {kind}, right {gold[span]}")
    report.counts["gold"] += len(gold)
    for span in gold.keys() - got.keys():
        report.faults.append(f"{item['id']} name MISSING {_around(item['text'], span)} {gold[span]}")


def _around(text: str, span: Span) -> str:
    before, after = text[max(0, span[0] - 25) : span[0]], text[span[1] : span[1] + 20]
    return repr(f"{before}[{text[slice(*span)]}]{after}")


# The table

_SCORERS = {"figures": score_figures, "quotes": score_quotes, "names": score_names}


def measure(items: Sequence[Row]) -> dict[tuple[str, str, str], Report]:
    """Reports by (task, half, language); the language `all` has everything."""
    reports: dict[tuple[str, str, str], Report] = defaultdict(Report)
    for task in TASKS:
        gold: dict[str, list[Row]] = defaultdict(list)
        for row in rows(task):
            gold[row["id"]].append(row)
        asked = [item for item in items if task != "names" or item["id"] in gold]
        found = run(task, asked)
        for item in asked:
            for language in ("all", item["language"]):
                report = reports[task, half(item["id"]), language]
                _SCORERS[task](item, gold[item["id"]], found[item["id"]], report)
    return reports


def figures(task: str, counts: Mapping[str, int]) -> dict[str, float]:
    """The shares of one report."""

    def share(part: str, whole: str) -> float:
        return counts.get(part, 0) / counts[whole] if counts.get(whole) else 0.0

    def f1(part: str) -> float:
        total = counts.get("predicted", 0) + counts.get("gold", 0)
        return 2 * counts.get(part, 0) / total if total else 0.0

    if task == "names":
        return {"f1": f1("typed"), "precision": share("typed", "predicted"), "recall": share("typed", "gold")} | {
            "blind_f1": f1("blind")
        }
    common = {"recall": share("found", "gold"), "precision": share("true", "predicted")}
    if task == "quotes":
        return common | {"speaker": share("speaker", "found"), "with_speaker": share("speaker", "gold")}
    of_gold = {"value": share("value", "gold"), "whole": share("whole", "gold")}
    of_value = {name: share(name, "value") for name in ("unit", "hedge", "modality")}
    periods = {"period": share("period", "periods"), "inherited": share("inherited", "inheritances")}
    return common | of_gold | of_value | periods | {"period_added": share("period_added", "value")}


def show(reports: Mapping[tuple[str, str, str], Report]) -> Iterator[str]:
    """The lines of the table."""
    for task in TASKS:
        names = list(figures(task, {}))
        yield f"\n{task:8} {'half':5} {'lang':5}{'gold':>6}" + "".join(f"{name:>13}" for name in names)
        for (one, part, language), report in sorted(reports.items(), key=lambda entry: _order(entry[0])):
            if one == task:
                numbers = figures(task, report.counts).values()
                gold = report.counts["gold"]
                yield f"{'':8} {part:5} {language:5}{gold:6}" + "".join(f"{number:13.3f}" for number in numbers)


def _order(key: tuple[str, str, str]) -> tuple[int, int]:
    return HALVES.index(key[1]), ("all", "en", "zh", "de", "es", "fr").index(key[2])


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line; see the head of this file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--half", choices=HALVES, help="only this half")
    parser.add_argument("--errors", action="store_true", help="list the faults of the seen half")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to this file, too")
    options = parser.parse_args(arguments)
    wanted = "seen" if options.errors else options.half
    reports = measure([item for item in rows("items") if wanted in (None, half(item["id"]))])
    if options.errors:
        print("\n".join(fault for key, report in reports.items() if key[2] == "all" for fault in report.faults))
    print("\n".join(show(reports)))
    if options.json:
        table = {"/".join(key): figures(key[0], report.counts) for key, report in reports.items()}
        options.json.write_text(json.dumps(table, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
