"""`dateline why`: the channels, vetoes and thresholds that made two articles one story, or kept them apart."""

from __future__ import annotations

from pathlib import Path

import click

from dateline.cli.common import json_option, newsroom_at, print_json
from dateline.stories.why import Judged, Party, Recorded, Signal, Why, number

_WIDEST = Signal("lexical", 0)  # at least
_MEANT = {
    "lexical": "words and parts of words",
    "dense": "meaning (vectors)",
    "exact": "meaning (exact vectors)",
}


@click.command(epilog="Example:  dateline why my-desk 0c4d1e2f3a4b5c6d https://www.example.org/dam")
@click.argument("names", nargs=-1, required=True, metavar="[NEWSROOM] A B")
@json_option
def command(names: tuple[str, ...], as_json: bool) -> None:
    """Tell why A and B are one story, or two. A and B are articles (id or address) or stories (id).

    Two articles are judged as the later one against a story of the other alone; words are weighed by how common they
    are in the newsroom today.
    """
    if len(names) not in (2, 3):
        raise click.UsageError("name two articles, or an article and a story: dateline why my-desk A B")
    folder = Path(names[0]) if len(names) == 3 else None
    with newsroom_at(folder) as opened:
        found = opened.why(names[-2], names[-1])
    if as_json:
        print_json(found.to_plain())
        return
    for line in _lines(found):
        click.echo(line)
    click.echo()
    click.secho(found.sentence, bold=True)


def _lines(why: Why) -> list[str]:
    lines = [f"A  {_party(why.one)}", f"B  {_party(why.other)}"]
    if why.pair is not None:
        lines += [
            "",
            f"{_compared(why, why.pair)} (profile {why.profile}, words weighed as they are common today):",
            *_sum(why.pair),
        ]
    if why.whole is not None:
        lines += ["", f"{_compared(why, why.whole)}:", *_sum(why.whole)]
    lines.append("")
    if why.copied is not None:
        is_copy = "a copy" if why.copied.is_copy else "no copy"
        shared = f"{number(why.copied.containment)} of the shorter text is in the longer"
        lines.append(f"copies      {shared}, {number(why.copied.needed)} is needed: {is_copy}")
    lines += [f"engine      {_name(why, one.article)} {_recorded(one)}" for one in why.known.recorded]
    for deed in why.known.deeds:
        lines.append(f"by hand     #{deed.id} {deed.what} by {deed.who}, {deed.at[:16].replace('T', ' ')} UTC")
    if why.known.storylines:
        both = "both in" if len(why.known.storylines) == 1 else "two:"
        lines.append(f"storyline   {both} {', '.join(why.known.storylines)}")
    return lines


def _party(one: Party) -> str:
    if one.kind == "story":
        return f"story {one.id}, {one.reports} report{'s' * (one.reports != 1)}: {one.title}"
    return f"article {one.id} in {one.story}: {one.title} ({one.outlet}, {one.day or 'undated'})"


def _compared(why: Why, judged: Judged) -> str:
    """What was held against what."""
    report = _name(why, judged.report)
    other = "B" if report == "A" else "A"
    if judged is why.whole:
        return f"{report} against the whole story of {other} without {report}, {judged.against} reports"
    if "story" in (why.one.kind, why.other.kind):
        story = "A" if why.one.kind == "story" else "B"
        return f"{report} against {story}, {judged.against} report{'s' * (judged.against != 1)}"
    return f"{report} against a story of {other} alone"


def _name(why: Why, article: str) -> str:
    return {why.one.id: "A", why.other.id: "B"}.get(article, f"the nearest report, {article},")


def _sum(judged: Judged) -> list[str]:
    wide = max(len(one.name) for one in (*judged.signals, _WIDEST))
    lines = [f"  {'':{wide}}    says    adds"]
    for one in judged.signals:
        value = f"{one.value:6.2f}" if one.value is not None else "      "
        note = "; ".join(part for part in (_MEANT.get(one.name, ""), one.note) if part)
        lines.append(f"  {one.name:{wide}}  {value}   {one.points:+.2f}   {note}".rstrip())
    kind = "a report in another language" if judged.across else judged.kind
    lines.append(f"  {'sum':{wide}}          {judged.total:6.2f}")
    lines.append(f"  {'needed':{wide}}          {judged.needed:6.2f}   for {kind}")
    if judged.veto:
        lines.append(f"  refused whatever the sum: {judged.veto}")
    return lines


def _recorded(one: Recorded) -> str:
    if one.copy_of:
        told = f"came as a copy of {one.copy_of} ({number(one.similarity)}) into {one.streamed}"
    elif one.channel == "new":
        told = f"opened {one.streamed}"
    else:
        told = f"joined {one.streamed} by {one.channel} at {number(one.similarity)}"
    told += "" if one.engine == one.streamed else f"; a second look put it into {one.engine}"
    return told if one.engine == one.story else f"{told}; by hand it is in {one.story}"
