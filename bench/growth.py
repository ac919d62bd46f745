"""What grouping costs as a newsroom grows: CPU, memory and disk at 10,000, 100,000, 1,000,000 articles.

    python bench/growth.py 10000 100000                  news with real vectors
    python bench/growth.py 1000000 --vectors pool        vectors from a pool (growth_vectors); the model's time is added
    python bench/growth.py 10000 --folder DIR            keeps the newsrooms there (default: a temporary folder)

A real newsroom (its SQLite file) is filled with made articles (growth_news), untimed, and `Newsroom.group` places them,
timed, in runs of at most `--run` articles. Each size has processes of its own, so that its peak of memory is its own.
At the end of each size's stream `--slice` further articles are placed with stopwatches around the parts.
Times are of the CPU, children included; every 10,000 articles the state is told in DIR/<size>-<vectors>.log.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")

from floors import shared_folder
from growth_news import News
from growth_parts import Parts, measured, table
from growth_room import channels, fill, quality, room, size
from growth_vectors import pool_of

from dateline.stories.embedders import EMBEDDERS, lead

_TOLD = 10_000  # articles after which the log is written
_LAST = 5_000  # articles at the end whose cost is told
_EMBEDDED = 2_000  # texts by which the model's cost is measured
_MIB = 1 << 20


@dataclass(slots=True)
class Plan:
    """One size."""

    articles: int
    vectors: str  # real or pool
    folder: Path
    run: int  # articles grouped at once
    slice: int  # articles placed under stopwatches


@dataclass(slots=True)
class Course:
    """What grouping cost so far: points after so many articles."""

    points: list[tuple[int, float, float]] = field(default_factory=lambda: [(0, 0.0, 0.0)])  # articles, CPU, wall
    starts: list[float] = field(default_factory=list)  # CPU until the first batch of each run was placed

    def cost(self, last: int | None = None) -> float:
        """CPU milliseconds an article, over the last so many; None: over all."""
        end = self.points[-1]
        before = 0 if last is None else max(end[0] - last, 0)
        begin = next(point for point in reversed(self.points) if point[0] <= before)
        return 1000 * (end[1] - begin[1]) / max(end[0] - begin[0], 1)


def main(arguments: list[str] | None = None) -> int:
    """Command line; see the head of this file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("sizes", type=int, nargs="+", help="numbers of articles")
    parser.add_argument("--vectors", choices=("real", "pool"), default="real")
    parser.add_argument("--folder", type=Path, help="where the newsrooms are kept")
    parser.add_argument("--run", type=int, default=100_000, help="articles that are grouped at once (default: 100,000)")
    parser.add_argument("--slice", type=int, default=3_000, help="articles placed under stopwatches (default: 3,000)")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        for number in options.sizes:
            plan = Plan(number, options.vectors, folder, options.run, options.slice)
            print("\n".join(lines(grown(plan))), flush=True)
    return 0


def grown(plan: Plan) -> dict[str, Any]:
    """Fill and group one newsroom; what it cost. The answer is kept beside the log as JSON."""
    context = multiprocessing.get_context("spawn")
    here, there = zip(*(context.Pipe() for _ in range(2)), strict=True)
    jobs = zip((_fills, _groups), there, strict=True)
    workers = [context.Process(target=work, args=(plan, end), daemon=True) for work, end in jobs]
    for worker, end in zip(workers, there, strict=True):
        worker.start()
        end.close()  # so that the end of a worker is seen
    filler, grouper = here
    done = 0
    while done < plan.articles:
        number = min(plan.run, plan.articles - done)
        _ask(filler, number)
        _ask(grouper, number)
        done += number
    _ask(filler, plan.slice)
    answer = {**_ask(grouper, -plan.slice), "embedding_ms": _ask(filler, 0)}
    for worker in workers:
        worker.join()
    _path(plan, "json").write_text(json.dumps(answer, indent=1) + "\n", encoding="utf-8")
    return dict(answer)


def lines(answer: dict[str, Any]) -> Iterator[str]:
    """The figures of one size as text."""
    yield f"{answer['articles']:,} articles, {answer['vectors']} vectors"
    yield f"  CPU {answer['cpu'] / 60:.1f} min, wall {answer['wall'] / 60:.1f} min; a start {answer['start']:.1f} s"
    yield (
        f"  cost an article: {answer['mean_ms']:.2f} ms, of the last {_LAST:,} {answer['last_ms']:.2f} ms; "
        f"model {answer['embedding_ms']:.2f} ms"
    )
    yield f"  memory {answer['peak_mib']:.0f} MiB, database {answer['disk_mib']:.0f} MiB"
    yield f"  {answer['quality']}"
    yield f"  placed by {answer['channels']}"
    yield f"  found {answer['found']}"
    for part, cost, share in answer["parts"]:
        yield f"    {part:<24} {cost:6.3f} ms {share:6.1%}"
    if answer["absent"]:
        yield f"    not there: {', '.join(answer['absent'])}"


def _fills(plan: Plan, end: Connection) -> None:
    """The process that fills the newsroom; asked for no articles, it measures the model and ends."""
    news = News(shared_folder())
    stream = news.stream(plan.articles + plan.slice)
    pool = pool_of(news, EMBEDDERS["fast"](), plan.folder) if plan.vectors == "pool" else None
    if pool:
        _log(plan, f"pool: real {pool.real}, made {pool.fitted}, steps {pool.sizes}")
    ready = [*islice(stream, plan.run)]
    while number := end.recv():
        with room(_room(plan)) as newsroom:
            end.send(fill(newsroom, ready[:number], pool.vector if pool else None))
        ready = [*ready[number:], *islice(stream, plan.run - len(ready[number:]))]  # made while articles are grouped
    texts = [lead(one.title, one.text) for one in News(shared_folder(), seed=3).stream(_EMBEDDED + 100)]
    embedder = EMBEDDERS["fast"]()
    embedder.embed(texts[:100])
    began = _cpu()
    embedder.embed(texts[100:])
    end.send(1000 * (_cpu() - began) / _EMBEDDED)


def _groups(plan: Plan, end: Connection) -> None:
    """The process that groups; asked for a negative number, it uses stopwatches, tells what all cost, and ends."""
    course = Course()
    while (number := end.recv()) > 0:
        end.send(_group(plan, course))
    answer = {
        "articles": course.points[-1][0],
        "vectors": plan.vectors,
        "cpu": course.points[-1][1],
        "wall": course.points[-1][2],
        "mean_ms": course.cost(),
        "last_ms": course.cost(_LAST),
        "start": course.starts[-1],
        "peak_mib": _memory("VmHWM"),
        "disk_mib": size(_room(plan)) / _MIB,
        "curve": course.points[:: max(1, len(course.points) // 200)],
    }
    with room(_room(plan)) as newsroom:
        answer |= {"quality": {**asdict(found := quality(newsroom)), "f1": found.f1}, "channels": channels(newsroom)}
    parts = _slice(plan)
    shares = [[name, round(cost, 4), round(share, 4)] for name, cost, share in table(parts, -number)]
    end.send({**answer, "parts": shares, "found": dict(parts.found), "absent": parts.absent})


def _group(plan: Plan, course: Course) -> float:
    """One run over what waits; its points are added to the course."""
    done, cpu, wall = course.points[-1]
    cpu_then, wall_then = _cpu(), time.monotonic()
    first = True

    def progress(what: str, placed: int, of: int) -> None:
        nonlocal first
        point = (done + placed, cpu + _cpu() - cpu_then, wall + time.monotonic() - wall_then)
        if first:
            course.starts.append(point[1] - cpu)
            first = False
        before = course.points[-1][0]
        course.points.append(point)
        if point[0] // _TOLD > before // _TOLD or placed == of:
            _log(plan, _state(plan, course))

    with room(_room(plan)) as newsroom:
        newsroom.group(progress=progress)
    course.points.append((course.points[-1][0], cpu + _cpu() - cpu_then, wall + time.monotonic() - wall_then))
    return course.points[-1][1]


def _state(plan: Plan, course: Course) -> str:
    articles, cpu, wall = course.points[-1]
    memory = f"RSS {_memory('VmRSS'):.0f} MiB, peak {_memory('VmHWM'):.0f} MiB"
    cost = f"CPU {cpu:.0f} s, wall {wall:.0f} s, last {_TOLD}: {course.cost(_TOLD):.2f} ms"
    return f"{articles} articles, {cost}, {memory}, disk {size(_room(plan)) / _MIB:.0f} MiB"


def _slice(plan: Plan) -> Parts:
    with room(_room(plan)) as newsroom, measured() as parts:
        newsroom.group()
    return parts


def _ask(end: Connection, question: int) -> Any:
    end.send(question)
    return end.recv()


def _cpu() -> float:
    """Seconds of CPU of this process and its children."""
    return sum(os.times()[:4])


def _memory(field_name: str) -> float:
    """MiB of this process, as the kernel tells."""
    with open("/proc/self/status", encoding="ascii") as file:
        return next(int(line.split()[1]) / 1024 for line in file if line.startswith(field_name))


def _room(plan: Plan) -> Path:
    return plan.folder / f"{plan.articles}-{plan.vectors}"


def _path(plan: Plan, ending: str) -> Path:
    return plan.folder / f"{plan.articles}-{plan.vectors}.{ending}"


def _log(plan: Plan, text: str) -> None:
    with _path(plan, "log").open("a", encoding="utf-8") as file:
        file.write(f"{time.strftime('%H:%M:%S', time.gmtime())} {text}\n")


if __name__ == "__main__":
    sys.exit(main())
