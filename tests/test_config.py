"""dateline.toml, the environment and --set: what is read, and what a slip of the pen is told."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from importlib import resources
from pathlib import Path

import pytest

from dateline import config
from dateline.config import Config, add_source, load
from dateline.errors import BadSettings, NotFound
from dateline.records import Rights, Source
from dateline.settings import SETTINGS

SOURCES = """\
[newsroom]
title = "Test"

# the first one
[[sources]]
name = "One"
kind = "feed"
url = "https://one.example/feed"

[[sources]]
name = "Two"
kind = "folder"
path = "in"
"""


def parse(text: str, *overrides: str, environment: Mapping[str, str] | None = None) -> Config:
    return config.parse(text, Path("desk"), overrides, environment or {})


def write(folder: Path, text: str | bytes) -> Path:
    path = folder / "dateline.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


MISTAKES = {
    "a table that is not known": ("[newsrom]\n", r"line 1: \[newsrom\] is not known: did you mean 'newsroom'"),
    "a key that is not known": (
        '\n[newsroom]\ntitle = "x"\nlangage = "en"\n',
        r"line 4: 'langage' is not a key of \[newsroom\]: did you mean 'language'",
    ),
    "a key far from any": ("[desk]\nzzzz = 1\n", r"line 2: 'zzzz' .*known are beat, depth"),
    "a bare key at the top": ('title = "x"\n', r"line 1: .*title.* is not known"),
    "a key in the second source": (SOURCES + 'langauge = "en"\n', r"line 14: 'langauge' .*did you mean 'language'"),
    "a key in the first source": (
        SOURCES.replace('url = "https', 'ulr = "https'),
        r"line 8: 'ulr' is not a key of \[\[sources\]\]: did you mean 'url'",
    ),
    "a key in the second topic": (
        '[[beat.topics]]\nname = "a"\nterms = ["x"]\n[[beat.topics]]\nname = "b"\ntermes = ["y"]\n',
        r"line 6: 'termes' is not a key of \[\[beat.topics\]\]: did you mean 'terms'",
    ),
    "a key in the third outlet": (
        '[[outlets]]\nname = "a"\n[[outlets]]\nname = "b"\n[[outlets]]\nname = "c"\nfamly = "d"\n',
        r"line 7: 'famly' .*did you mean 'family'",
    ),
    "a text for a number": ('[fetch]\nconnections = "many"\n', r"line 2: fetch.connections must be a whole number"),
    "a number for a text": ("[newsroom]\ntitle = 5\n", r"line 2: newsroom.title must be a text in quotes, not 5"),
    "yes for a number": ("[fetch]\nconnections = true\n", r"line 2: fetch.connections must be a whole number"),
    "a fraction for a whole number": ("[text]\njobs = 1.5\n", r"line 2: text.jobs must be a whole number, not 1.5"),
    "a text for a list": ('[fetch]\nallow = "127.0.0.1"\n', r"line 2: fetch.allow must be a list of texts"),
    "a number below zero": ("[fetch]\nper_host_delay = -1\n", r"line 2: .* must be a number of at least 0"),
    "a day for a text": ("[newsroom]\ntitle = 2016-12-01\n", r"line 2: newsroom.title must be a text"),
    "no such choice": ('[stories]\nprofile = "best"\n', r"line 2: stories.profile must be one of fast, exact"),
    "a value for a table": ("newsroom = 1\n", r"newsroom must be a table"),
    "a table for blocks": ("[sources]\nname = 'x'\n", r"line 1: sources must be blocks: write \[\[sources\]\]"),
    "a table for topics": ("[beat.topics]\nname = 'x'\n", r"line 1: beat.topics must be blocks"),
    "a source without a name": ('[[sources]]\nkind = "feed"\n', r"line 1: \[\[sources\]\] number 1 has no name"),
    "a topic without terms": ('[[beat.topics]]\nname = "a"\n', r"line 2: .*number 1 has no terms"),
    "a source without an address": (
        SOURCES.replace('path = "in"\n', ""),
        r"line 11: source 'Two' needs either url .* or path",
    ),
    "a source with two addresses": (SOURCES + 'url = "https://two.example"\n', r"line 11: source 'Two' needs either"),
    "two sources of one name": (SOURCES.replace("Two", "One"), r"line 11: two \[\[sources\]\] are named 'One'"),
    "two outlets of one name": (
        '[[outlets]]\nname = "a"\n[[outlets]]\nname = "a"\n',
        r"line 4: two \[\[outlets\]\] are named 'a'",
    ),
    "rights that are none": (SOURCES + 'rights = "all"\n', r"line 14: rights must be one of full, excerpt, headline"),
    "words that are none": (SOURCES + "words = -1\n", r"line 14: words must be a whole number"),
    "a weight that is none": ('[[outlets]]\nname = "a"\nweight = "big"\n', r"line 3: weight must be a number"),
    "an ownership that is none": ('[[outlets]]\nname = "a"\nownership = "mine"\n', r"line 3: ownership must be one of"),
    "aliases that are no list": ('[[beat.watch]]\nname = "a"\naliases = "b"\n', r"line 3: aliases must be a list"),
    "hosts that are no table": ("[fetch]\nhosts = 3\n", r"line 2: hosts maps names"),
    "hosts with numbers": ('[fetch.hosts]\n"a.example" = 8000\n', r"line 1: hosts maps names"),
    "a zone that is none": ('[newsroom]\ntimezone = "Peking"\n', r"newsroom.timezone 'Peking' is not a zone"),
    "a zone that climbs": ('[newsroom]\ntimezone = "../../etc/passwd"\n', r"is not a zone"),
    "no TOML": ("[newsroom\n", r"dateline.toml is not TOML: .*line 1"),
    "excluded terms that are none": ("[beat]\nexclude = [1, 2]\n", r"line 2: exclude must be a list of texts"),
    "a list in place of a beat": ("beat = []\n", r"beat must be a table"),
    "a name that is a number": ("[[outlets]]\nname = 7\n", r"line 2: name must be a text"),
    "sources as a text": ('sources = "x"\n', r"line 1: sources must be blocks"),
}


@pytest.mark.parametrize(("text", "told"), MISTAKES.values(), ids=list(MISTAKES))
def test_mistake_is_told_with_its_line(text: str, told: str) -> None:
    with pytest.raises(BadSettings, match=told):
        parse(text)


def test_empty_file_gives_the_defaults() -> None:
    read = parse("")
    assert read.settings == {setting.name: setting.default for setting in SETTINGS}
    assert (read.sources, read.outlets, read.beat.topics, dict(read.hosts)) == ((), (), (), {})


def test_file_is_read_into_records() -> None:
    read = parse(
        SOURCES + 'rights = "headline"\nwords = 0\noutlet = "The Paper"\nlanguage = "zh"\n'
        '[beat]\nexclude = ["lottery"]\n[[beat.topics]]\nname = "space"\nterms = ["rocket", "火箭"]\nweight = 2\n'
        '[fetch]\nallow = ["127.0.0.1:80"]\nper_host_delay = 2\n[fetch.hosts]\n"a.example" = "127.0.0.1:80"\n'
    )
    one, two = read.sources
    assert one == Source("One", "feed", "https://one.example/feed")
    assert two == Source("Two", "folder", str(Path("desk/in").resolve()), "The Paper", "zh", Rights.HEADLINE, 0)
    assert (read.beat.topics[0].terms, read.beat.topics[0].weight) == (("rocket", "火箭"), 2.0)
    assert read.beat.exclude == ("lottery",)
    assert read.texts("fetch.allow") == ("127.0.0.1:80",)
    assert read.number("fetch.per_host_delay") == 2.0
    assert dict(read.hosts) == {"a.example": "127.0.0.1:80"}


def test_environment_beats_the_file_and_set_beats_both() -> None:
    text = '[stories]\nprofile = "fast"\nwindow_days = 3\n'
    environment = {"DATELINE_STORIES_WINDOW_DAYS": "5", "DATELINE_FETCH_ALLOW": "10.0.0.1, 10.0.0.2:80"}
    assert parse(text).number("stories.window_days") == 3
    read = parse(text, environment=environment)
    assert read.number("stories.window_days") == 5
    assert read.texts("fetch.allow") == ("10.0.0.1", "10.0.0.2:80")
    assert parse(text, "stories.window_days=7", environment=environment).number("stories.window_days") == 7


@pytest.mark.parametrize(
    ("override", "told"),
    [
        ("stories.profle=exact", "did you mean 'stories.profile'"),
        ("stories.profile", "write NAME=VALUE"),
        ("stories.profile=best", "must be one of fast, exact"),
        ("fetch.connections=many", "must be a whole number, not 'many'"),
        ("fetch.per_host_delay=soon", "must be a number, not 'soon'"),
        ("fetch.per_host_delay=-1", "of at least 0, not"),
        ("fetch.total_timeout=nan", "must be a number"),
        ("newsroom.timezone=Nowhere", "is not a zone"),
    ],
)
def test_mistake_in_an_override_is_told(override: str, told: str) -> None:
    with pytest.raises(BadSettings, match=told):
        parse("", override)


def test_mistake_in_the_environment_names_the_variable() -> None:
    with pytest.raises(BadSettings, match=r"\$DATELINE_TEXT_JOBS: text.jobs must be a whole number, not 'two'"):
        parse("", environment={"DATELINE_TEXT_JOBS": "two"})


def test_file_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    write(tmp_path, b"\xef\xbb\xbf" + SOURCES.encode())
    assert [source.name for source in load(tmp_path).sources] == ["One", "Two"]


def test_file_with_windows_line_ends_is_read_and_lines_are_counted_right(tmp_path: Path) -> None:
    write(tmp_path, (SOURCES + 'langauge = "en"\n').replace("\n", "\r\n"))
    with pytest.raises(BadSettings, match="line 14"):
        load(tmp_path)


def test_file_that_is_not_utf8_is_told_with_the_byte(tmp_path: Path) -> None:
    write(tmp_path, '[newsroom]\ntitle = "科技"\n'.encode("gb18030"))
    with pytest.raises(BadSettings, match="is not UTF-8 \\(byte 20\\): save it as UTF-8"):
        load(tmp_path)


def test_folder_without_the_file_is_no_newsroom(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="dateline init"):
        load(tmp_path)


@pytest.mark.parametrize("beat", ["china-tech", "empty"])
def test_beats_that_come_with_dateline_are_read(beat: str) -> None:
    text = (resources.files("dateline.beats") / f"{beat}.toml").read_text("utf-8")
    read = parse(text)
    assert len(read.sources) >= 40 if beat == "china-tech" else not read.sources


def test_added_source_stands_at_the_end_and_comments_are_kept(tmp_path: Path) -> None:
    path = write(tmp_path, SOURCES.rstrip("\n"))
    source = Source('Three "quoted"', "feed", "https://three.example/ü", "Das Blatt", "de", Rights.HEADLINE, 60)
    assert add_source(tmp_path, source, named=True) == source
    assert path.read_text("utf-8").startswith(SOURCES)
    assert load(tmp_path).sources[2] == source


def test_added_source_keeps_line_ends_and_the_mark_of_the_file(tmp_path: Path) -> None:
    before = b"\xef\xbb\xbf" + SOURCES.replace("\n", "\r\n").encode()
    path = write(tmp_path, before)
    add_source(tmp_path, Source("Three", "feed", "https://three.example/"), named=True)
    assert path.read_bytes().startswith(before)
    assert len(load(tmp_path).sources) == 3


def test_added_source_gets_a_free_name_unless_it_was_chosen(tmp_path: Path) -> None:
    write(tmp_path, SOURCES)
    names = [
        add_source(tmp_path, Source("One", "feed", f"https://one.example/{at}"), named=False).name for at in range(2)
    ]
    assert names == ["One 2", "One 3"]
    with pytest.raises(BadSettings, match="are named 'One'"):
        add_source(tmp_path, Source("One", "feed", "https://one.example/third"), named=True)
    assert len(load(tmp_path).sources) == 4


def test_address_that_is_a_source_already_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, SOURCES)
    with pytest.raises(BadSettings, match=r"https://one\.example/feed is a source already"):
        add_source(tmp_path, Source("Other", "feed", "https://one.example/feed"), named=True)
    assert path.read_text("utf-8") == SOURCES


def test_source_added_while_the_process_is_killed_leaves_the_old_file_or_the_new(tmp_path: Path) -> None:
    path = write(tmp_path, SOURCES)
    code = (
        "import sys; from pathlib import Path; from dateline.config import add_source; from dateline.records import *\n"
        "print('ready', flush=True)\n"
        "for at in range(10_000):\n"
        "    add_source(Path(sys.argv[1]), Source(f's{at}', 'feed', f'https://s.example/{at}'), named=True)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE) as killed:
        assert killed.stdout and killed.stdout.readline() == b"ready\n"
        while path.read_text("utf-8") == SOURCES:
            pass
        killed.kill()
    added = [source.name for source in load(tmp_path).sources[2:]]
    assert added == [f"s{at}" for at in range(len(added))]
    assert add_source(tmp_path, Source("last", "feed", "https://last.example/"), named=True).name == "last"
