"""The sample newsroom's settings: every source is served, every host mapped, nothing else permitted."""

from __future__ import annotations

import tomllib
from typing import Any

from dateline.sample.answers import BROKEN_HOST, SILENT_HOST
from dateline.sample.outlets import read_habits
from dateline.sample.site import settings_for

ADDRESS = "127.0.0.1:8123"
TEXT = settings_for(ADDRESS)
SETTINGS: dict[str, Any] = tomllib.loads(TEXT)
HOSTS = {habits.host for habits in read_habits()} | {BROKEN_HOST, SILENT_HOST}


def test_settings_say_at_their_head_that_all_is_invented() -> None:
    assert "Everything in it is invented" in TEXT[:200]
    assert "{address}" not in TEXT


def test_settings_permit_the_sample_site_only_and_map_every_host_to_it() -> None:
    assert SETTINGS["fetch"]["allow"] == [ADDRESS]
    assert SETTINGS["fetch"]["hosts"] == dict.fromkeys(HOSTS, ADDRESS)


def test_settings_have_a_source_for_every_feed_and_an_outlet_for_every_source() -> None:
    feeds = {habits.home + habits.feed for habits in read_habits()}
    feeds |= {f"http://{BROKEN_HOST}/feed.xml", f"http://{SILENT_HOST}/feed.xml"}
    assert {source["url"] for source in SETTINGS["sources"]} == feeds
    assert len({source["name"] for source in SETTINGS["sources"]}) == len(SETTINGS["sources"]) == 14
    outlets = {outlet["name"]: outlet for outlet in SETTINGS["outlets"]}
    assert {source["outlet"] for source in SETTINGS["sources"]} == set(outlets)
    assert {host for outlet in outlets.values() for host in outlet["hosts"]} == HOSTS


def test_settings_keep_the_rights_that_the_outlets_give() -> None:
    rights = {source["outlet"]: (source["rights"], source.get("words")) for source in SETTINGS["sources"]}
    assert rights.pop("Lab Notes") == ("full", None)
    assert rights.pop("Lakeside Courier") == ("headline", None)
    assert rights.pop("Strait Ledger") == ("excerpt", 60)
    assert set(rights.values()) == {("excerpt", 120)}


def test_settings_know_one_family_of_two_outlets() -> None:
    family = [o["name"] for o in SETTINGS["outlets"] if o.get("family") == "Capital Press Group"]
    assert family == ["Capital Daily", "Jingwei Times"]
