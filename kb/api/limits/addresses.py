"""Who asks, as far as limits go: the address that a request came from, behind the proxies that are trusted to say so."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from starlette.datastructures import Headers
from starlette.types import Scope

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
_HOUSEHOLD = 64  # bits of an IPv6 address; whoever has one has all that begin with these


def networks(listed: str) -> tuple[Network, ...]:
    """Read networks and addresses separated by commas. Raises ValueError for what is neither."""
    return tuple(ip_network(each.strip()) for each in listed.split(",") if each.strip())


class Addresses:
    """Tells callers apart by where they ask from.

    Args:
        proxies: the networks of the proxies whose `X-Forwarded-For` is believed.
    """

    def __init__(self, proxies: Sequence[Network] = ()) -> None:
        self._proxies = proxies

    def of(self, scope: Scope) -> str:
        """Return what one caller has in common in all its requests, and with no other caller."""
        address = _address(scope["client"][0]) if scope.get("client") else None
        passed = Headers(scope=scope).getlist("x-forwarded-for") if self._trusted(address) else []
        for hop in reversed(",".join(passed).split(",")):
            further = _address(hop)
            if not self._trusted(address) or further is None:
                break
            address = further
        return _named(address)

    def _trusted(self, address: Address | None) -> bool:
        return address is not None and any(address in network for network in self._proxies)


def _address(text: str) -> Address | None:
    try:
        found = ip_address(text.strip())
    except ValueError:
        return None
    return found.ipv4_mapped or found if isinstance(found, IPv6Address) else found


def _named(address: Address | None) -> str:
    if isinstance(address, IPv6Address):
        return str(IPv6Network((address.packed[: _HOUSEHOLD // 8].ljust(16, b"\0"), _HOUSEHOLD)))
    return "" if address is None else str(address)
