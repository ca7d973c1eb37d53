"""Keys of an issuer: read once, again when an unknown one is named, and never more than once a minute."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence

import pytest

from kb.access.fetching import Jwk
from kb.access.keys import Keys
from kb.errors import NoKeys
from tests.access.conftest import Issuer


class Published:
    """What an issuer publishes, and how often it was read."""

    def __init__(self, keys: Sequence[Jwk]) -> None:
        self.keys: Sequence[Jwk] | None = keys
        self.reads = 0
        self.seconds = 1000.0
        self.threads: set[int] = set()
        self.go_on = threading.Event()
        self.go_on.set()

    def __call__(self, place: str) -> Sequence[Jwk]:
        assert place == "there"
        self.reads += 1
        self.threads.add(threading.get_ident())
        assert self.go_on.wait(10)
        if self.keys is None:
            raise NoKeys("away")
        return self.keys


@pytest.fixture
def published(issuer: Issuer) -> Published:
    return Published(issuer.jwks)


@pytest.fixture
def keys(published: Published) -> Keys:
    return Keys("there", published, lambda: published.seconds)


async def test_keys_are_read_once_and_off_the_event_loop(keys: Keys, published: Published) -> None:
    first = await keys.find("rsa", "RS256")
    assert first is not None
    assert await keys.find("rsa", "RS256") is first
    assert await keys.find("ec", "ES256")
    assert published.reads == 1
    assert threading.get_ident() not in published.threads


async def test_many_at_once_read_once(keys: Keys, published: Published) -> None:
    found = await asyncio.gather(*(keys.find("rsa", "RS256") for _ in range(20)))
    assert all(found)
    assert published.reads == 1


async def test_an_unknown_name_has_the_keys_read_again_once_a_minute(keys: Keys, published: Published, issuer: Issuer) -> None:
    published.keys = issuer.jwks[:1]
    assert await keys.find("rsa", "RS256")
    for name in ("ec", "a", "b", "c"):
        assert await keys.find(name, "ES256") is None
    assert published.reads == 1
    published.seconds += 60
    published.keys = issuer.jwks
    assert await keys.find("ec", "ES256")
    assert await keys.find("d", "ES256") is None
    assert published.reads == 2


async def test_a_key_that_is_published_no_more_is_forgotten(keys: Keys, published: Published, issuer: Issuer) -> None:
    assert await keys.find("rsa", "RS256")
    published.keys = issuer.jwks[1:]
    published.seconds += 3601
    assert await keys.find("rsa", "RS256") is None


async def test_what_cannot_be_read_is_tried_again_once_a_minute(
    keys: Keys, published: Published, issuer: Issuer, caplog: pytest.LogCaptureFixture
) -> None:
    published.keys = None
    for _ in range(3):
        with pytest.raises(NoKeys, match="not to be had"):
            await keys.find("rsa", "RS256")
    assert (published.reads, len(caplog.records)) == (1, 1)
    published.seconds += 60
    published.keys = issuer.jwks
    assert await keys.find("rsa", "RS256")


async def test_old_keys_serve_while_the_issuer_is_away_but_not_for_more_than_a_day(keys: Keys, published: Published) -> None:
    assert await keys.find("rsa", "RS256")
    published.keys = None
    published.seconds += 3601
    assert await keys.find("rsa", "RS256")
    assert published.reads == 2
    published.seconds += 86_400
    with pytest.raises(NoKeys):
        await keys.find("rsa", "RS256")


async def test_who_has_an_old_key_does_not_wait_for_the_new_ones(keys: Keys, published: Published) -> None:
    assert await keys.find("rsa", "RS256")
    published.seconds += 3601
    published.go_on.clear()
    first = asyncio.create_task(keys.find("rsa", "RS256"))
    while published.reads == 1:
        await asyncio.sleep(0)
    assert await keys.find("rsa", "RS256")
    assert not first.done()
    published.go_on.set()
    assert await first


@pytest.mark.parametrize(
    "change",
    [{"use": "enc"}, {"alg": "RS512"}, {"kty": "EC"}, {"kty": "oct"}, {"kid": "other"}, {"n": "AQ", "e": ""}, {"n": None}],
    ids=str,
)
async def test_a_key_that_does_not_suit_is_not_found(change: Jwk, published: Published, keys: Keys, issuer: Issuer) -> None:
    published.keys = [{**issuer.jwks[0], **change}]
    assert await keys.find("rsa", "RS256") is None


async def test_two_keys_of_one_name_are_none(published: Published, keys: Keys, issuer: Issuer) -> None:
    published.keys = [issuer.jwks[0], issuer.jwks[0]]
    assert await keys.find("rsa", "RS256") is None
    assert await keys.find(None, "RS256") is None
