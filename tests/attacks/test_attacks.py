"""Every attack is refused as it is to be, and leaves the application as it was."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from kb.api.app import Application, create_app
from tests.attacks.sending import Attack, query, send
from tests.attacks.served import made, opened
from tests.attacks.table import ATTACKS


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    return made(tmp_path_factory.mktemp("attacked"))


@pytest.fixture
async def app(url: str) -> AsyncIterator[Application]:
    kb = opened(url)
    yield create_app(kb)
    await kb.close()


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
async def test_an_attack_is_refused(app: Application, attack: Attack) -> None:
    answer = await send(app, attack)
    assert answer.status == attack.status
    assert set(answer.codes) == {attack.code}
    assert len(answer.body) < 12_000


async def test_what_is_refused_is_not_kept(app: Application) -> None:
    for attack in ATTACKS:
        await send(app, attack)
    documents = app._graphql._documents
    assert documents._characters < 1000  # of questions that could be read, but whose values were wrong
    answer = await send(app, query("no attack", "{ statistics { cities } }", ""))
    assert answer.body.startswith(b'{"data":{"statistics":{"cities":6}}')


def test_no_two_attacks_are_the_same() -> None:
    assert len({attack.name for attack in ATTACKS}) == len(ATTACKS)
