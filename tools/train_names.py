"""Trains the name tagger on bench/corpus and writes src/dateline/record/data/tagger_model.gz (bench/corpus/README.md).

python tools/train_names.py              train on everything and write the model
python tools/train_names.py --check      train on four fifths and score the rest, five times; writes nothing
"""

from __future__ import annotations

import argparse
import gzip
import random
import re
import tempfile
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

import pycrfsuite

from dateline.record.capitals import Tokens, read_tokens, stretches
from dateline.record.tagger import Tagger, pack, unpack
from dateline.record.tagger_features import Texts, stretch_features
from dateline.record.tagger_words import word_table

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "bench/corpus"
OUT = ROOT / "src/dateline/record/data/tagger_model.gz"
LANGUAGES = ("en-", "de-", "es-", "fr-")  # the Chinese sentences teach another tagger
_MARK = re.compile(r"\[\[([^\[\]]+?)\|(person|organisation|place|product|other)\]\]")
_TITLE = re.compile(
    r"(?:(?:Sir|Dame|Lord|Lady|Dr|Prof|Professor|Captain|Commander|Inspector|Pope|Queen|King|Prince|Princess|President"
    r"|Mr|Mrs|Ms|Miss|Mme|Herr|Frau|General|Colonel|Major|Lieutenant|Sergeant|Judge|Justice|Senator|Father|Sister"
    r"|Bishop|Archbishop|Cardinal|Rev|Reverend|Don|Doña|Monsieur|Madame|Señor|Señora)\.? )+(?=[^\W\d_])"
)
_THE = re.compile(r"(?:the|a|an|der|die|das|den|dem|des|le|la|les|el|los|las) (?=[^\W\d_])")
_KEPT_TITLES = frozenset("Lord Lady Pope Queen King Prince Princess Sir Dame".split())


@dataclass(frozen=True)
class Sentence:
    """A sentence of the corpus and the spans that its marks tell."""

    text: str
    spans: tuple[tuple[int, int, str], ...]
    language: str


def read_corpus() -> list[Sentence]:
    """All sentences, in the order of the files' names."""
    found = []
    for path in sorted(path for path in CORPUS.glob("*.txt") if path.name[:3] in LANGUAGES):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                found.append(read_sentence(line, path.name[:2]))
    return found


def read_sentence(line: str, language: str) -> Sentence:
    """The text of a line and its marks; titles, articles and places behind a comma stand outside a name."""
    text, spans, at = "", [], 0
    for match in _MARK.finditer(line):
        text += line[at : match.start()]
        surface, kind = match.groups()
        start = len(text)
        text += surface
        if (article := _THE.match(surface)) or (kind == "person" and (article := _TITLE.match(surface))):
            start += article.end()
        if kind == "place" and ", " in surface:
            for part in surface.split(", "):
                begin = text.index(part, start)
                spans.append((begin, begin + len(part), kind))
        else:
            spans.append((start, len(text), kind))
        at = match.end()
    return Sentence(text + line[at:], tuple(spans), language)


def labelled(sentence: Sentence) -> list[tuple[list[list[str]], list[str]]]:
    """(features, labels) of each stretch of a sentence."""
    tokens = read_tokens(sentence.text, sentence.language)
    labels = _labels(tokens, sentence)
    return [
        (stretch_features(tokens, first, last, sentence.language, Texts()), labels[first:last])
        for first, last in stretches(tokens)
    ]


def _labels(tokens: Tokens, sentence: Sentence) -> list[str]:
    labels = ["O"] * len(tokens)
    for start, end, kind in sentence.spans:
        inside = [i for i in range(len(tokens)) if tokens.starts[i] < end and tokens.ends[i] > start]
        for position, index in enumerate(inside):
            labels[index] = ("I-" if position else "B-") + kind
    return labels


def headline(sentence: Sentence, chance: random.Random) -> Sentence:
    """The sentence as a headline would be written: in capitals, or each longer word with one."""
    if chance.random() < 0.4:
        text = "".join(c.upper() if len(c.upper()) == 1 else c for c in sentence.text)
    else:
        text = re.sub(r"(?<![\w'’-])[^\W\d_]{4,}", lambda m: m.group()[0].upper() + m.group()[1:], sentence.text)
    return Sentence(text.rstrip("."), sentence.spans, sentence.language)


@dataclass(frozen=True)
class Pools:
    """Names to put in the place of others: so that the tagger learns from the words around a name."""

    given: tuple[str, ...]
    surnames: tuple[str, ...]
    cities: tuple[str, ...]
    seen: dict[tuple[str, str], tuple[str, ...]]  # (language, kind) -> names of the corpus

    @staticmethod
    def of(sentences: list[Sentence]) -> Pools:
        """The pools of the word table and of the names in the sentences."""
        lists: dict[str, list[str]] = defaultdict(list)
        for word, entry in word_table().items():
            flags = set(entry.split("\t")[1])
            if " " not in word and len(word) > 2:
                lists["given"] += [word] if "g" in flags and not flags & set("234") else []
                lists["surname"] += [word] if flags & set("sr") and not flags & set("34") else []
            lists["city"] += [word] if flags & set("cd") else []
        seen: dict[tuple[str, str], list[str]] = defaultdict(list)
        for sentence in sentences:
            for start, end, kind in sentence.spans:
                seen[sentence.language, kind].append(sentence.text[start:end])
        return Pools(
            *(tuple(lists[key]) for key in ("given", "surname", "city")), {k: tuple(v) for k, v in seen.items()}
        )


def renamed(sentence: Sentence, pools: Pools, chance: random.Random) -> Sentence:
    """The sentence with other names of the same kinds."""
    text, at, spans = "", 0, []
    for start, end, kind in sentence.spans:
        text += sentence.text[at:start]
        begin = len(text)
        text += _other_name(sentence.text[start:end], kind, sentence.language, pools, chance)
        spans.append((begin, len(text), kind))
        at = end
    return Sentence(text + sentence.text[at:], tuple(spans), sentence.language)


def _other_name(name: str, kind: str, language: str, pools: Pools, chance: random.Random) -> str:
    count, draw = len(name.split()), chance.random()
    if kind == "person" and count == 1:
        return chance.choice(pools.surnames if draw < 0.7 else pools.given)
    if kind == "person" and count == 2:
        return f"{chance.choice(pools.given)} {chance.choice(pools.surnames)}"
    if kind == "place" and count < 3 and draw < 0.6:
        return chance.choice(pools.cities)
    return chance.choice(pools.seen[language, kind])


def train(sentences: list[Sentence]) -> Tagger:
    """The tagger that the sentences teach (L-BFGS, elastic net)."""
    return unpack(train_image(sentences))


def train_image(sentences: list[Sentence], c1: float = 0.05, c2: float = 0.2, minimum: int = 2) -> bytes:
    """The packed model."""
    chance = random.Random(7)
    every = sentences + [headline(s, chance) for s in sentences if s.language == "en" and chance.random() < 0.12]
    pools = Pools.of(sentences)
    every += [renamed(s, pools, chance) for s in sentences if s.spans]
    data = [pair for sentence in every for pair in labelled(sentence)]
    seen = Counter(feature for rows, _ in data for row in rows for feature in set(row))
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({"c1": c1, "c2": c2, "max_iterations": 150})
    for rows, labels in data:
        trainer.append([[f for f in row if seen[f] >= minimum] for row in rows], labels)
    with tempfile.TemporaryDirectory() as folder:
        file = str(Path(folder) / "model")
        trainer.train(file)
        tagger = pycrfsuite.Tagger()
        tagger.open(file)
        info = tagger.info()
    labels = sorted(info.labels)
    weights: dict[str, list[float]] = defaultdict(lambda: [0.0] * len(labels))
    for (feature, label), weight in info.state_features.items():
        if abs(weight) >= 0.005:
            weights[feature][labels.index(label)] = weight
    steps = [
        [info.transitions.get((a, b), -8.0 if b[0] == "I" and a[2:] != b[2:] else 0.0) for b in labels] for a in labels
    ]
    return pack(labels, dict(sorted(weights.items())), steps)


def found_spans(tagger: Tagger, sentence: Sentence) -> set[tuple[int, int, str]]:
    """What the tagger finds in a sentence."""
    tokens = read_tokens(sentence.text, sentence.language)
    return {(tokens.starts[m.first], tokens.ends[m.last - 1], m.kind) for m in tagger.tag(tokens, sentence.language)}


def check(sentences: list[Sentence], folds: int = 5) -> None:
    """Print exact typed F1 by kind and language over the folds."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for fold in range(folds):
        tagger = train([s for i, s in enumerate(sentences) if i % folds != fold])
        for sentence in sentences[fold::folds]:
            wanted, found = set(sentence.spans), found_spans(tagger, sentence)
            for kind in ("person", "organisation", "place", "product", "other"):
                a, b = ({s for s in side if s[2] == kind} for side in (wanted, found))
                for key in (kind, sentence.language) if kind not in ("product", "other") else (kind,):
                    counts[key].update(tp=len(a & b), fp=len(b - a), fn=len(a - b))
    for key, c in counts.items():
        print(f"{key:14} F1 {2 * c['tp'] / max(1, 2 * c['tp'] + c['fp'] + c['fn']):.3f}  ({c['tp'] + c['fn']} names)")


def main() -> None:
    """Train and write, or check."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    sentences = read_corpus()
    if parser.parse_args().check:
        check(sentences)
        return
    OUT.write_bytes(gzip.compress(train_image(sentences), 9, mtime=0))
    print(f"{len(sentences)} sentences, {OUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
