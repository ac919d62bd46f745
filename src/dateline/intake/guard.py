"""Keeps the fetcher away from private addresses.

The check sits in the socket factory, which sees every connection after names are resolved: a redirect to a literal, a
name that resolves to a private address, 0x7f000002 and [::ffff:127.0.0.2] all end there.
"""

from __future__ import annotations

import errno
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

from aiohttp import ThreadedResolver
from aiohttp.abc import AbstractResolver, ResolveResult

from dateline.errors import BadSettings

Address = IPv4Address | IPv6Address
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052
_LOCALHOST = ("127.0.0.1", "::1")


class PrivateAddress(OSError):
    """A connection to a private address was about to be made; an OSError, so that the client cleans up after it."""

    def __init__(self, address: str, port: int):
        super().__init__(errno.EACCES, "the address is private")
        self.address = address
        self.port = port


@dataclass(frozen=True, slots=True)
class Permit:
    """One entry of `allow`: a network, at one port or at all."""

    first: int
    last: int
    version: int
    port: int | None  # None: every port

    def covers(self, address: Address, port: int) -> bool:
        """Whether this entry permits the address and port."""
        inside = self.version == address.version and self.first <= int(address) <= self.last
        return inside and self.port in (None, port)


def unwrap(address: Address) -> Address:
    """The IPv4 address inside a mapped, 6to4 or NAT64 address; any other as it is."""
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


def is_public(address: Address) -> bool:
    """Whether an address lies on the public Internet, by IANA's registries; multicast does not count."""
    inner = unwrap(address)
    odd = inner.is_multicast or inner.is_reserved or getattr(inner, "is_site_local", False)
    return inner.is_global and not odd


class Guard:
    """Knows which addresses may be visited: public ones, and private ones that the settings permit by number."""

    def __init__(self, allow: tuple[str, ...] = (), hosts: Mapping[str, str] | None = None):
        self.permits = tuple(permit for entry in allow for permit in _read_permits(entry))
        self.hosts = {name.lower().rstrip("."): _read_target(name, target) for name, target in (hosts or {}).items()}
        for name, (address, port) in self.hosts.items():
            if not self.may_visit(address, port):
                target = f"[{address}]:{port}" if ":" in address else f"{address}:{port}"
                raise BadSettings(
                    f"[fetch] hosts sends {name} to the private address {target}; "
                    f'to permit it add allow = ["{target}"] under [fetch] in dateline.toml'
                )

    def may_visit(self, address: str, port: int) -> bool:
        """Whether a connection to this address (a number) and port may be made."""
        try:
            number = ip_address(address)
        except ValueError:
            return False
        return is_public(number) or self._permitted(number, port)

    def is_permitted(self, host: str, port: int) -> bool:
        """Whether the host of a URL stands in the settings itself, and so needs no politeness."""
        if host in self.hosts:
            return True
        try:
            return self._permitted(ip_address(host), port)
        except ValueError:
            return host == "localhost" and any(self._permitted(ip_address(one), port) for one in _LOCALHOST)

    def open_socket(self, info: tuple[Any, ...]) -> socket.socket:
        """The client's socket factory: a socket for an address that may be visited; raises PrivateAddress."""
        family, kind, protocol, _, where = info
        if not self.may_visit(where[0], where[1]):
            raise PrivateAddress(where[0], where[1])
        return socket.socket(family=family, type=kind, proto=protocol)

    def _permitted(self, address: Address, port: int) -> bool:
        return any(permit.covers(unwrap(address), port) for permit in self.permits)


class HostsResolver(AbstractResolver):
    """Resolves names by the settings' hosts first, then as the machine does."""

    def __init__(self, hosts: Mapping[str, tuple[str, int]]):
        self.hosts = hosts
        self.machine = ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Addresses of a name, with the port to go to."""
        known = self.hosts.get(host.rstrip("."))
        if known is None:
            return await self.machine.resolve(host, port, family)
        address, target = known
        found = socket.AF_INET6 if ":" in address else socket.AF_INET
        return [
            ResolveResult(hostname=host, host=address, port=target, family=found, proto=0, flags=socket.AI_NUMERICHOST)
        ]

    async def close(self) -> None:
        """Nothing is held."""
        await self.machine.close()


def _read_permits(entry: str) -> list[Permit]:
    host, port = _split_port(entry.strip())
    names = _LOCALHOST if host.lower() == "localhost" else (host,)
    try:
        networks = [ip_network(name, strict=False) for name in names]
    except ValueError as error:
        raise BadSettings(
            f"[fetch] allow has {entry!r}: write an IP address, a network or an address with its port, "
            'such as "127.0.0.1:8000", "10.1.0.0/16" or "[::1]:8000"; a name goes under [fetch.hosts]'
        ) from error
    return [
        Permit(int(network.network_address), int(network.broadcast_address), network.version, port)
        for network in networks
    ]


def _read_target(name: str, target: str) -> tuple[str, int]:
    host, port = _split_port(target.strip())
    try:
        return str(ip_address(host)), port or 80
    except ValueError as error:
        raise BadSettings(
            f'[fetch] hosts sends {name} to {target!r}: write an address and a port, such as "127.0.0.1:8000"'
        ) from error


def _split_port(text: str) -> tuple[str, int | None]:
    host, colon, port = text.rpartition(":")
    one_colon = colon and ":" not in host
    if (one_colon or host.endswith("]")) and port.isdigit() and int(port) < 65536:
        return host.strip("[]"), int(port)
    return text.strip("[]"), None
