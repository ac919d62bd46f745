"""What is imported is declared, what is declared is imported, all is pinned with hashes, and no licence binds ours."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PINS = sorted((ROOT / "requirements").glob("*.txt"))
UNSEEN = {"lxml-html-clean"}  # trafilatura's own need, which it does not declare on all releases
_PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)==(\S+)", re.M | re.I)
_BINDING = re.compile(r"\bA?GPL|GNU (?:Affero )?General Public", re.I)


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _declared(requirements: list[str]) -> set[str]:
    return {_normal(re.split(r"[<>=!~\[; ]", requirement)[0]) for requirement in requirements}


def _imported() -> set[str]:
    """Packages that a line of ours imports, as their distributions are called."""
    modules: set[str] = set()
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                modules.add(node.module.partition(".")[0])
    owners = metadata.packages_distributions()
    return {_normal(owners[one][0]) for one in modules - set(sys.stdlib_module_names) - {"dateline"}}


def test_imports_and_declared_packages_are_the_same() -> None:
    extras = PROJECT["optional-dependencies"]
    declared = _declared(PROJECT["dependencies"] + extras["exact"] + extras["parquet"])
    assert _imported() == declared - UNSEEN


@pytest.mark.parametrize("file", PINS, ids=lambda file: file.name)
def test_pins_have_hashes_and_name_no_host(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-z0-9])", text.partition("\n\n")[0] if "\n\n" in text else text)
    pinned = [entry for entry in entries if _PIN.match(entry)]
    assert pinned
    assert all("--hash=sha256:" in entry for entry in pinned)
    assert not re.search(r"://|^-", text, re.M)


def test_pins_cover_what_is_declared() -> None:
    run, exact, dev = ({_normal(name) for name, _ in _PIN.findall(_text(name))} for name in ("run", "exact", "dev"))
    extras = PROJECT["optional-dependencies"]
    assert _declared(PROJECT["dependencies"]) <= run <= exact <= dev
    assert _declared(extras["exact"]) <= exact
    assert _declared(extras["dev"]) <= dev


def _text(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")


def _licence(name: str) -> str | None:
    """What a package says of its licence; None: it is not installed here (another platform's)."""
    try:
        about = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return None
    classifiers = [line for line in about.get_all("Classifier", []) if line.startswith("License ::")]
    return about.get("License-Expression") or "; ".join(classifiers) or about.get("License", "").partition("\n")[0]


@pytest.mark.parametrize("name", sorted({name for name, _ in _PIN.findall(_text("exact"))}))
def test_licence_of_a_package_leaves_ours_free(name: str) -> None:
    licence = _licence(name)
    if licence is None:
        pytest.skip(f"{name} is for another platform or Python")
    assert licence, f"{name} does not say what its licence is"
    choices = re.split(r" OR ", licence)
    assert any(not _BINDING.search(choice) for choice in choices), f"{name}: {licence}"
