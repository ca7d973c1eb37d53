"""A caller is the address that a request came from, as far as it can be believed."""

from __future__ import annotations

import pytest

from kb.api.limits.addresses import Addresses, networks


def caller(client: str | None, *passed: str, proxies: str = "") -> str:
    headers = [(b"x-forwarded-for", each.encode()) for each in passed]
    scope = {"type": "http", "headers": headers, "client": (client, 1) if client is not None else None}
    return Addresses(networks(proxies)).of(scope)


def test_nobody_is_believed_unless_trusted() -> None:
    assert caller("203.0.113.7", "198.51.100.1") == "203.0.113.7"
    assert caller("203.0.113.7", "198.51.100.1", proxies="10.0.0.0/8") == "203.0.113.7"


def test_a_trusted_proxy_says_who_came_to_it() -> None:
    assert caller("10.0.0.1", "198.51.100.1", proxies="10.0.0.0/8") == "198.51.100.1"


def test_what_a_client_says_before_the_first_trusted_proxy_is_not_believed() -> None:
    assert caller("10.0.0.1", "1.1.1.1, 198.51.100.1, 10.2.0.9", proxies="10.0.0.0/8") == "198.51.100.1"
    assert caller("10.0.0.1", "1.1.1.1, 198.51.100.1", "10.2.0.9", proxies="10.0.0.0/8") == "198.51.100.1"


@pytest.mark.parametrize("passed", [(), ("",), ("nonsense",), ("198.51.100.1, nonsense",), (" , ",)])
def test_a_proxy_that_says_nothing_of_use_is_the_caller(passed: tuple[str, ...]) -> None:
    assert caller("10.0.0.1", *passed, proxies="10.0.0.0/8") == "10.0.0.1"


def test_a_chain_of_trusted_proxies_alone_ends_at_the_farthest() -> None:
    assert caller("10.0.0.1", "10.0.0.3, 10.0.0.2", proxies="10.0.0.0/8") == "10.0.0.3"


def test_who_has_one_ipv6_address_has_all_of_its_network() -> None:
    assert caller("2001:db8:1:2:3:4:5:6") == caller("2001:db8:1:2::1") == "2001:db8:1:2::/64"
    assert caller("2001:db8:1:3::1") == "2001:db8:1:3::/64"


def test_an_ipv4_address_is_the_same_however_it_is_written() -> None:
    assert caller("::ffff:203.0.113.7") == "203.0.113.7"
    assert caller("::ffff:10.0.0.1", "198.51.100.1", proxies="10.0.0.0/8") == "198.51.100.1"


@pytest.mark.parametrize("client", [None, "testclient"])
def test_whoever_comes_from_no_address_is_one_caller(client: str | None) -> None:
    assert caller(client, "198.51.100.1", proxies="0.0.0.0/0") == ""


def test_networks_are_separated_by_commas() -> None:
    assert [str(each) for each in networks(" 10.0.0.0/8,::1 , ")] == ["10.0.0.0/8", "::1/128"]
