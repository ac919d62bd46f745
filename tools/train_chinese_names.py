"""Trains the Chinese name tagger on bench/corpus/zh-*.txt and writes src/dateline/record/data/zh/tagger.npz.

    python tools/train_chinese_names.py [--epochs 4] [--variants 14] [--held-out 0.1]

Names in the marked sentences are replaced by others of their kind: from the gazetteer, from the dictionary of
jieba (MIT), and made
up from surnames, given names, syllables of transcription and the parts of which organisations' names are made.
The same input gives the same model, byte for byte. Needs jieba, which the product does not.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import jieba
import numpy as np
import rjieba
from numpy.typing import NDArray

from dateline.record import gazetteer
from dateline.record.chinese_features import BUCKETS, Grid, read_grid
from dateline.record.chinese_tagger import LABELS, Model, Tagged, allowed, decode, spans_of

ROOT = Path(__file__).resolve().parents[1]
MARK = re.compile(r"\[\[([^|\]]+)\|(\w+)\]\]")
HAN = re.compile(r"[\u4e00-\u9fff]+")
COMMON = ("n", "v", "vn", "a", "ad", "d", "i", "l", "t", "b", "m", "q", "p", "c", "r", "s", "f", "z")
SALAD = ("n", "v", "n", "v", "d", "a", "vn", "n", "p", "r", "c", "i", "l", "t", "b", "m", "s", "f", "u", "v")
SEED = 20161226
SWAPPED = 0.5  # of the common words between names
SALADS = 6.0  # sentences without names, by the number of the others
PLACE_ENDS = "省 市 县 区 镇 乡 村 州 路 街 山 河 江 湖 岛 桥 机场 站 港 寺 湾".split()
ORG_ENDS = (
    "公司 集团 集团公司 有限公司 股份有限公司 大学 学院 研究所 研究院 研究中心 委员会 局 部 厅 银行 "
    "医院 法院 检察院 协会 学会 "
    "基金会 联合会 报 报社 电视台 出版社 厂 队 足球队 俱乐部 中学 小学 博物馆 图书馆 交易所 实验室 党 联盟 组织 "
    "科技 证券 保险 航空 汽车 乐团 剧院 商会 总局 署"
).split()
TRADES = (
    "科技 电子 汽车 钢铁 石油 化工 生物 医药 信息 网络 软件 通信 航空 航天 电力 能源 环保 建设 建筑 房地产 "
    "投资 证券 保险 贸易 纺织 食品 "
    "机械 重工 造船 铁路 交通 旅游 文化 传媒 教育 体育 农业 林业 水利 地质 气象 海洋 财政 税务 工商 统计 公安 "
    "司法 民政 卫生 外交 国防 工业 商业 "
    "师范 理工 医科 财经 政法 外国语 民族 音乐 美术 戏剧 物理 化学 数学 "
    "计算机 半导体 人工智能 机器人 社会科学 历史 经济 金融 国际 发展 改革"
).split()
COUNTRIES_SHORT = (
    "中 美 日 俄 韩 英 法 德 印 朝 越 欧 澳 加 意 台 港 沪 京 粤 津 渝 川 苏 浙 鲁 豫 皖 闽 赣 湘 鄂 以 巴 华".split()
)
PERSON_FRAMES = "小{} 老{} 阿{} {}总 {}哥 {}姐 {}先生 {}女士 {}老师 {}某 {}经理 {}医生".split()


@dataclass(frozen=True)
class Lists:
    """What names are made of."""

    surnames: str
    given: str
    syllables: str
    places: tuple[str, ...]
    organisations: tuple[str, ...]
    short: tuple[str, ...]
    products: tuple[str, ...]
    foreign: tuple[str, ...]
    chinese: tuple[str, ...]  # whole names of people
    friends: tuple[str, ...]  # words that look like names
    words: dict[str, tuple[tuple[str, ...], tuple[float, ...]]]  # common words by tag, with cumulated weights


def read_lists() -> Lists:
    """The lists from the shipped classes of characters, the gazetteer and jieba's dictionary."""
    rows = [
        line
        for line in (ROOT / "src/dateline/record/data/zh/characters.txt").read_text("utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    friends = (ROOT / "bench/corpus/common-zh.txt").read_text("utf-8").splitlines()[1:]
    known: dict[str, list[str]] = {kind: [] for kind in ("person", "organisation", "place", "product", "other")}
    for entry in gazetteer.load().entries.values():
        known.get(entry.kind, []).extend(alias for alias in entry.aliases if HAN.fullmatch(alias) and len(alias) > 1)
    tagged: dict[str, list[str]] = {"ns": [], "nt": [], "nrt": [], "nr": []}
    common: dict[str, list[tuple[str, float]]] = {}
    with jieba.get_dict_file() as file:
        for line in file:
            word, count, tag = line.decode("utf-8").split()
            if (
                tag in tagged
                and len(word) > 1
                and (tag != "ns" or int(count) > 2 or word[-1] in "省市县区镇乡村山河江湖岛")
            ):
                tagged[tag].append(word)
            elif tag in COMMON and int(count) > 3 and (len(word) > 1 or tag not in "nv"):
                common.setdefault(tag, []).append((word, int(count) ** 0.6))
    organisations = [name for name in known["organisation"] if any(map(name.endswith, ORG_ENDS))]
    return Lists(
        surnames=rows[0][:150] * 3 + rows[0][:60] * 8 + rows[0], given=rows[1], syllables=rows[2],
        places=tuple(known["place"] * 3 + tagged["ns"]),
        organisations=tuple(organisations * 2 + tagged["nt"]),
        short=tuple(name for name in known["organisation"] if len(name) < 6 and name not in set(organisations)),
        products=tuple(known["product"]), foreign=tuple(name for name in tagged["nrt"] if len(name) > 2),
        friends=tuple(" ".join(friends).split()),
        chinese=tuple(name for name in tagged["nr"]
                      if len(name) == 3 and name[0] in rows[0][:120] and name[1] in rows[1] and name[2] in rows[1]),
        words={tag: (tuple(word for word, _ in rows), tuple(accumulate(weight for _, weight in rows)))
               for tag, rows in common.items()},
    )  # fmt: skip


class Inventor:
    """Makes another name of the same shape."""

    def __init__(self, lists: Lists, rng: random.Random) -> None:
        self._lists = lists
        self._rng = rng

    def instead(self, name: str, kind: str) -> str:
        """A name for the place of one in a sentence."""
        if not HAN.search(name) or self._rng.random() < 0.12:
            return name
        return str(getattr(self, f"_{kind}")(name))

    def around(self, text: str) -> str:
        """The words between names, some of them replaced by others of their class."""
        out = []
        for word, tag in rjieba.tag(text):
            swap = tag in ("n", "v", "vn", "a", "ad", "d", "i", "l", "t", "b") and len(word) > 1
            if swap and self._rng.random() < 0.06:
                word = self._rng.choice(self._lists.friends)
            out.append(self.word(tag) if swap and self._rng.random() < SWAPPED else word)
        return "".join(out)

    def word(self, tag: str) -> str:
        """A word of a class, common ones more often."""
        if tag == "u":
            return self._rng.choice("的了着过得地")
        words, weights = self._lists.words[tag]
        return self._rng.choices(words, cum_weights=weights)[0]

    def salad(self) -> str:
        """Words in a row, none of them a name."""
        words = [self.word(self._rng.choice(SALAD)) for _ in range(self._rng.randint(4, 14))]
        words[self._rng.randrange(len(words))] = self._rng.choice(self._lists.friends)
        return "".join(word + ("，" if self._rng.random() < 0.15 else "") for word in words)

    def _person(self, name: str) -> str:
        rng, lists = self._rng, self._lists
        if "·" in name:
            return "·".join(self._syllables(rng.randint(2, 4)) for _ in name.split("·"))
        if len(name) == 1:
            return rng.choice(lists.surnames)
        return self._framed(name) or self._whole(name)

    def _framed(self, name: str) -> str | None:
        """A name of the family or of friends: 小王, 王先生, 乐乐; None for other names."""
        rng, lists = self._rng, self._lists
        if name[0] in "小老阿" and len(name) < 4:
            return rng.choice("小老阿") + rng.choice(lists.surnames if rng.random() < 0.6 else lists.given)
        if name[1:] in ("总", "先生", "女士", "老师", "经理", "医生", "某", "阿姨", "叔叔", "师傅", "哥", "姐"):
            return rng.choice(lists.surnames) + name[1:]
        if len(name) == 2 and name[0] == name[1]:
            return rng.choice(lists.given) * 2
        return None

    def _whole(self, name: str) -> str:
        rng, lists = self._rng, self._lists
        if name[0] in set(lists.surnames[:450]) and len(name) < 4:
            return self._chinese()
        return rng.choice((self._chinese, self._foreign, self._foreign))() if len(name) < 4 else self._foreign()

    def _chinese(self) -> str:
        rng, lists = self._rng, self._lists
        if rng.random() < 0.4:
            return rng.choice(lists.chinese)
        surname = rng.choice(("欧阳", "司马", "诸葛", "上官")) if rng.random() < 0.01 else rng.choice(lists.surnames)
        return surname + "".join(rng.choice(lists.given) for _ in range(2 if rng.random() < 0.72 else 1))

    def _foreign(self) -> str:
        return (
            self._rng.choice(self._lists.foreign)
            if self._rng.random() < 0.4
            else self._syllables(self._rng.randint(2, 5))
        )

    def _syllables(self, count: int) -> str:
        return "".join(self._rng.choice(self._lists.syllables) for _ in range(count))

    def _place(self, name: str) -> str:
        rng, lists = self._rng, self._lists
        if len(name) == 1:
            return rng.choice(COUNTRIES_SHORT)
        end = next((end for end in PLACE_ENDS if name.endswith(end) and len(name) > 2), None)
        if end and rng.random() < 0.6:
            return "".join(rng.choice(lists.given + lists.syllables) for _ in range(rng.choice((1, 2, 2, 2, 3)))) + end
        for _ in range(8):
            place = rng.choice(lists.places)
            if end is None or place.endswith(end):
                return place
        return rng.choice(lists.places)

    def _organisation(self, name: str) -> str:
        rng, lists = self._rng, self._lists
        end = max((end for end in ORG_ENDS if name.endswith(end) and len(name) > 2), key=len, default=None)
        if end is None:
            if len(name) < 5 and rng.random() < 0.55:
                return rng.choice(lists.short) if rng.random() < 0.9 else self._brand()
            return name if rng.random() < 0.5 else rng.choice(lists.short)
        if rng.random() < 0.45:
            for _ in range(12):
                other = rng.choice(lists.organisations)
                if other.endswith(end):
                    return other
        head = rng.choice(("place", "place", "brand", "both", "中国", "国家", "全国", "foreign"))
        front = {
            "place": rng.choice(lists.places),
            "brand": self._brand(),
            "foreign": self._syllables(rng.randint(2, 3)),
            "both": rng.choice(lists.places) + self._brand(),
        }.get(head, head)
        trade = rng.choice(TRADES) if rng.random() < 0.7 else ""
        return front + trade + (rng.choice(TRADES) if rng.random() < 0.15 else "") + end

    def _brand(self) -> str:
        rng = self._rng
        return "".join(rng.choice(self._lists.given) for _ in range(rng.choice((2, 2, 2, 3))))

    def _product(self, name: str) -> str:
        return self._rng.choice(self._lists.products) if self._lists.products and len(name) < 5 else name

    def _other(self, name: str) -> str:
        return name


def read_corpus() -> list[str]:
    """The marked sentences."""
    return [
        line.strip()
        for path in sorted((ROOT / "bench/corpus").glob("zh-*.txt"))
        for line in path.read_text("utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    ]


def unmark(line: str, inventor: Inventor | None) -> tuple[str, list[Tagged]]:
    """The text of a marked sentence, its names replaced if there is an inventor, and where they stand."""
    text, names, at = "", [], 0
    seen: dict[str, str] = {}
    for mark in MARK.finditer(line):
        text += inventor.around(line[at : mark.start()]) if inventor else line[at : mark.start()]
        name = mark[1]
        if inventor is not None:
            name = seen.setdefault(name, inventor.instead(name, mark[2]))
        names.append(Tagged(len(text), len(text) + len(name), mark[2]))
        text, at = text + name, mark.end()
    return text + (inventor.around(line[at:]) if inventor else line[at:]), names


def labels_of(length: int, names: Sequence[Tagged], at: int, out: NDArray[np.int64]) -> None:
    """Writes the labels of a sentence's names into a long column."""
    for name in names:
        first, last = at + name.start, at + name.end - 1
        if first == last:
            out[first] = LABELS.index(f"S-{name.kind}")
            continue
        out[first : last + 1] = LABELS.index(f"I-{name.kind}")
        out[first], out[last] = LABELS.index(f"B-{name.kind}"), LABELS.index(f"E-{name.kind}")


def batches(
    lines: Sequence[str], variants: int, rng: random.Random, inventor: Inventor
) -> Iterator[tuple[Grid, NDArray[np.int64]]]:
    """Featured batches of sentences with the right labels."""
    pool = [unmark(line, inventor) for line in lines for _ in range(variants)]
    pool += [unmark(line, None) for line in lines for _ in range(2)]
    pool += [(inventor.salad(), []) for _ in range(int(len(pool) * SALADS))]
    rng.shuffle(pool)
    for first in range(0, len(pool), 64):
        part = pool[first : first + 64]
        text = "\n".join(sentence for sentence, _ in part)
        gold = np.zeros(len(text), dtype=np.int64)
        at = 0
        for sentence, names in part:
            labels_of(len(sentence), names, at, gold)
            at += len(sentence) + 1
        yield read_grid(text), gold


def train(data: Sequence[tuple[Grid, NDArray[np.int64]]], epochs: int, rng: random.Random) -> Model:
    """Averaged structured perceptron over batches."""
    weights = np.zeros((BUCKETS, len(LABELS)), dtype=np.float32)
    moves = np.zeros((len(LABELS), len(LABELS)), dtype=np.float32)
    total, total_moves, step = np.zeros_like(weights), np.zeros_like(moves), 0
    order = list(range(len(data)))
    for epoch in range(epochs):
        rng.shuffle(order)
        wrong = 0
        for number in order:
            grid, gold = data[number]
            guess = decode(grid, Model(weights, moves + allowed()))
            inside = np.zeros(len(gold), dtype=bool)
            for start, end in grid.clauses:
                inside[start:end] = True
            bad = np.flatnonzero((guess != gold) & inside)
            wrong += len(bad)
            step += 1
            for rows, mine, right in zip(grid.rows[bad], guess[bad], gold[bad], strict=True):
                weights[rows, right] += 1
                weights[rows, mine] -= 1
                total[rows, right] += step
                total[rows, mine] -= step
            inner = np.flatnonzero(inside[1:] & inside[:-1])
            for column, sign in ((gold, 1), (guess, -1)):
                np.add.at(moves, (column[inner], column[inner + 1]), sign * 0.1)
            total_moves += moves
        print(f"epoch {epoch + 1}: {wrong} wrong labels")
    return Model(weights - total / (step + 1), total_moves / step + allowed())


def score(lines: Sequence[str], model: Model) -> tuple[float, float]:
    """(typed F1, type-blind F1) on sentences left as they are."""
    counts = np.zeros((2, 3))
    for line in lines:
        text, names = unmark(line, None)
        found = spans_of(decode(read_grid(text), model))
        for row, key in enumerate((lambda n: (n.start, n.end, n.kind), lambda n: (n.start, n.end))):
            a, b = set(map(key, names)), set(map(key, found))
            counts[row] += (len(a & b), len(a), len(b))
    return tuple(2 * hit / max(1, gold + guess) for hit, gold, guess in counts)  # type: ignore[return-value]


def save(model: Model, path: Path) -> None:
    """The weights that are not zero, in 8 bits."""
    scale = float(np.quantile(np.abs(model.weights[model.weights != 0]), 0.9995)) / 127
    small = np.clip(np.round(model.weights / scale), -127, 127).astype(np.int8)
    buckets = np.flatnonzero(np.any(small != 0, axis=1)).astype(np.int32)
    np.savez_compressed(
        path, buckets=buckets, weights=small[buckets], scale=np.float32(scale), moves=np.maximum(model.moves, -100)
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--variants", type=int, default=14)
    parser.add_argument(
        "--held-out", type=float, default=0.0, help="share of the sentences to score on, not trained on"
    )
    options = parser.parse_args()
    rng = random.Random(SEED)
    lines = read_corpus()
    rng.shuffle(lines)
    held = int(len(lines) * options.held_out)
    data = list(batches(lines[held:], options.variants, rng, Inventor(read_lists(), rng)))
    model = train(data, options.epochs, rng)
    if held:
        print("held out: typed {:.3f}, type-blind {:.3f}".format(*score(lines[:held], model)))
        return
    path = ROOT / "src/dateline/record/data/zh/tagger.npz"
    save(model, path)
    print(f"{path.name}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
