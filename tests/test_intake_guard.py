"""Private addresses in every disguise are refused; what the settings permit is let through."""

from __future__ import annotations

import asyncio
import socket
from ipaddress import ip_address

import pytest

from dateline.errors import BadSettings, DatelineError, Refused
from dateline.intake.fetch import FetchSettings, GuardedFetcher
from dateline.intake.guard import Guard, PrivateAddress, is_public
from local_site import Route, Site

PRIVATE = [
    *("127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1"),
    *("169.254.169.254", "100.64.0.1", "192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1"),
    *("224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "::", "::1", "::ffff:127.0.0.2"),
    *("::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1"),
    *("64:ff9b:1::1", "2002:7f00:1::", "2002:a00:1::1", "2002:c0a8:101::", "2001::1", "2001:db8::1", "fc00::1"),
    *("fd12:3456::1", "fe80::1", "fe80::1%lo", "fec0::1", "ff02::1", "100::1"),
]
PUBLIC = [
    *("93.184.215.14", "1.1.1.1", "172.32.0.1", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"),
    "2002:101:101::1",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_not_public(address: str) -> None:
    assert not is_public(ip_address(address))
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with pytest.raises(PrivateAddress):
        Guard().open_socket((family, socket.SOCK_STREAM, 0, "", (address, 80)))


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(ip_address(address))
    assert Guard().may_visit(address, 443)


PERMITS = [
    ("127.0.0.1:8000", "127.0.0.1", 8000, True),
    ("127.0.0.1:8000", "127.0.0.1", 8001, False),
    ("127.0.0.1:8000", "127.0.0.2", 8000, False),
    ("127.0.0.1:8000", "::ffff:127.0.0.1", 8000, True),
    ("127.0.0.1", "127.0.0.1", 1, True),
    ("10.1.0.0/16", "10.1.200.3", 80, True),
    ("10.1.0.0/16", "10.2.0.1", 80, False),
    ("10.1.2.3/16", "10.1.9.9", 80, True),
    ("[::1]:8000", "::1", 8000, True),
    ("[::1]:8000", "::1", 80, False),
    ("::1", "::1", 80, True),
    ("fd00::/8", "fd00::5", 80, True),
    ("localhost:9", "127.0.0.1", 9, True),
    ("localhost:9", "::1", 9, True),
    ("localhost:9", "127.0.0.1", 10, False),
    ("10.0.0.0/8", "not an address", 80, False),
]


@pytest.mark.parametrize(("entry", "address", "port", "permitted"), PERMITS)
def test_permission_holds_for_the_address_and_port_that_were_named(
    entry: str, address: str, port: int, permitted: bool
) -> None:
    assert Guard((entry,)).may_visit(address, port) is permitted


@pytest.mark.parametrize(
    "entry", ["intranet:80", "127.0.0.1:port", "", "10.0.0.0/99", "127.0.0.1:99999", "http://10.0.0.1"]
)
def test_a_permission_that_is_no_address_is_a_bad_setting(entry: str) -> None:
    with pytest.raises(BadSettings, match="allow"):
        Guard((entry,))


def test_hosts_must_lead_to_an_address_that_is_permitted() -> None:
    with pytest.raises(BadSettings, match=r'allow = \["127.0.0.1:8000"\]'):
        Guard((), {"post.example": "127.0.0.1:8000"})
    with pytest.raises(BadSettings, match="an address and a port"):
        Guard((), {"post.example": "elsewhere.example:80"})
    guard = Guard(("127.0.0.1:8000",), {"Post.Example": "127.0.0.1:8000"})
    assert guard.is_permitted("post.example", 80)
    assert not guard.is_permitted("other.example", 80)
    assert guard.is_permitted("127.0.0.1", 8000)
    assert not guard.is_permitted("127.0.0.1", 80)


def fetch(url: str, **limits: object) -> bytes:
    async def run() -> bytes:
        settings = FetchSettings(**{"retry_wait": 0.0, "total_timeout": 5.0, **limits})  # type: ignore[arg-type]
        async with GuardedFetcher(settings) as fetcher:
            payload = await fetcher.fetch(url, "test", None, role="feed")
            assert payload
            return payload.body

    return asyncio.run(run())


DISGUISES = [
    "http://127.0.0.1:{port}/",
    "http://localhost:{port}/",
    "http://127.1:{port}/",
    "http://0x7f000001:{port}/",
    "http://0x7f000002:{port}/",
    "http://2130706433:{port}/",
    "http://0177.0.0.1:{port}/",
    "http://0:{port}/",
    "http://[::ffff:127.0.0.1]:{port}/",
    "http://[::ffff:127.0.0.2]:{port}/",
    "http://[::1]:{port}/",
    "http://[64:ff9b::7f00:1]:{port}/",
    "http://[2002:7f00:1::]:{port}/",
    "http://127.0.0.1.:{port}/",
    "http://①②⑦.⓪.⓪.①:{port}/",
    "https://127.0.0.1:{port}/",
]


@pytest.mark.parametrize("disguise", DISGUISES)
def test_no_disguise_of_this_machine_is_visited(disguise: str) -> None:
    with Site({"/": b"secret"}) as site, pytest.raises(DatelineError, match=r"private|not an address|no address"):
        fetch(disguise.format(port=site.port))
    assert site.asked == []


def test_the_refusal_of_a_private_address_says_how_to_permit_it() -> None:
    with Site({"/": b"x"}) as site, pytest.raises(Refused) as caught:
        fetch(f"{site.url}/")
    assert f'add allow = ["{site.host}"] under [fetch] in dateline.toml' in str(caught.value)


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.2:{port}/secret",
        "//127.0.0.2:{port}/secret",
        "http://0x7f000002:{port}/secret",
        "http://[::ffff:127.0.0.2]:{port}/secret",
        "http://169.254.169.254/latest/meta-data/",
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "javascript:alert(1)",
        "http://user:secret@127.0.0.1:{port}/",
        "http://",
        "http://[",
    ],
)
def test_a_redirect_out_of_what_is_permitted_is_refused(target: str) -> None:
    with Site() as inner, Site() as outer:
        outer.set("/", Route(redirect=target.format(port=inner.port)))
        with pytest.raises(Refused):
            fetch(f"{outer.url}/", allow=(outer.host,))
        assert inner.asked == []


def test_a_permitted_address_is_visited() -> None:
    with Site({"/": b"hello"}) as site:
        assert fetch(f"{site.url}/", allow=(site.host,)) == b"hello"


def test_a_name_of_the_settings_is_served_from_its_address_under_its_own_name() -> None:
    with Site({"post.example/": b"the Post", "wire.example/": b"the Wire"}) as site:
        hosts = {"post.example": site.host, "wire.example": site.host}
        assert fetch("http://post.example/", allow=(site.host,), hosts=hosts) == b"the Post"
        assert fetch("http://WIRE.example/", allow=(site.host,), hosts=hosts) == b"the Wire"
        assert [one.host for one in site.asked] == ["post.example", "wire.example"]
        with pytest.raises(Refused, match="http only"):
            fetch("https://post.example/", allow=(site.host,), hosts=hosts)


def test_proxies_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with Site({"/": b"hello"}) as site, Site() as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        assert fetch(f"{site.url}/", allow=(site.host,)) == b"hello"
        assert proxy.asked == []
