"""Tokens: issued once, kept as hashes, refused in one way, revoked at once."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from hashlib import sha256

import pytest

from kb.access import issued
from kb.access.callers import Caller, Role
from kb.access.tokens import Tokens
from kb.errors import InvalidInput, NotFound, StoreUnavailable, Unauthenticated
from kb.store.base import Store, Write
from tests.access.conftest import Clock, Reads

CURATOR = Role.CURATOR


def id_of(plain: str) -> str:
    return plain.split("_")[1]


async def refusal(tokens: Tokens, plain: str) -> str:
    with pytest.raises(Unauthenticated) as error:
        await tokens.check(plain)
    return str(error.value)


async def test_a_token_names_its_id_and_has_a_secret_of_256_bits(tokens: Tokens) -> None:
    plain = await tokens.create(CURATOR, expires=None)
    assert re.fullmatch(r"kb_[a-z2-7]{10}_[A-Za-z0-9_-]{43}", plain)
    assert plain != await tokens.create(CURATOR, expires=None)


async def test_the_bearer_of_a_token_has_its_role_and_the_same_handle_each_time(tokens: Tokens, store: Store) -> None:
    plain = await tokens.create(CURATOR, label="Ann", expires=None)
    caller = await tokens.check(plain)
    assert caller.role is CURATOR
    assert re.fullmatch("[a-z2-7]{20}", caller.handle)
    assert await Tokens(store).check(plain) == caller


async def test_two_tokens_of_one_label_have_handles_of_their_own(tokens: Tokens) -> None:
    first, second = [await tokens.check(await tokens.create(CURATOR, label="Ann", expires=None)) for _ in range(2)]
    assert first.handle != second.handle


async def test_only_the_hash_of_the_secret_is_kept(tokens: Tokens, store: Store) -> None:
    plain = await tokens.create(CURATOR, label="Ann", expires=None)
    secret = plain.split("_", 2)[2]
    [(key, body)] = await store.note_page("token", "", 10)
    assert key == id_of(plain)
    assert secret not in body
    assert sha256(secret.encode()).hexdigest() in body


async def test_neither_secret_nor_hash_is_shown(tokens: Tokens) -> None:
    plain = await tokens.create(CURATOR, expires=None)
    secret = plain.split("_", 2)[2]
    shown = repr(await tokens.listing()) + repr(tokens) + await refusal(tokens, plain[:-1] + ("A" if plain[-1] != "A" else "B"))
    assert secret[:-1] not in shown
    assert sha256(secret.encode()).hexdigest() not in shown


@pytest.mark.parametrize("label", ["", "Ann’s\tnotebook \N{SNOWMAN} \"'"])
async def test_a_listing_tells_everything_but_the_secret(tokens: Tokens, clock: Clock, label: str) -> None:
    plain = await tokens.create(CURATOR, label=label, expires=date(2024, 6, 1))
    caller = await tokens.check(plain)
    await tokens.close()
    (found,) = await tokens.listing()
    assert (found.id, found.role, found.label, found.handle) == (id_of(plain), CURATOR, label, caller.handle)
    assert (found.created, found.expires, found.revoked) == (clock.time, date(2024, 6, 1), None)
    assert found.last_used == datetime(2024, 5, 1, 12, 0, tzinfo=UTC)


async def test_a_listing_reads_page_after_page(tokens: Tokens, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kb.access.tokens._PAGE", 2)
    keys = sorted([id_of(await tokens.create(Role.READER, expires=None)) for _ in range(5)])
    assert [token.id for token in await tokens.listing()] == keys


async def test_unknown_malformed_expired_and_revoked_tokens_are_refused_alike(tokens: Tokens, clock: Clock) -> None:
    good, expired, revoked = [await tokens.create(CURATOR, expires=date(2024, 5, day)) for day in (3, 1, 3)]
    await tokens.revoke(id_of(revoked))
    clock.later(days=1)
    other_secret = f"kb_{id_of(good)}_{expired.split('_', 2)[2]}"
    unknown = [other_secret, f"kb_{'a' * 10}_{'A' * 43}", good[:-1], good + "A", good.upper(), good + "\n", "kb__", "", "é", "\ud800"]
    assert len({await refusal(tokens, plain) for plain in [expired, revoked, *unknown]}) == 1
    assert (await tokens.check(good)).role is CURATOR


async def test_a_secret_is_compared_even_where_no_token_has_that_id(tokens: Tokens, monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[tuple[str, str]] = []

    def compare(one: str, other: str) -> bool:
        compared.append((one, other))
        return one == other

    monkeypatch.setattr(issued, "compare_digest", compare)
    await refusal(tokens, f"kb_{'a' * 10}_{'A' * 43}")
    await refusal(tokens, "kb_no")
    assert [len(one) for one, _ in compared] == [64, 64]
    assert {other for _, other in compared} == {"0" * 64}


async def test_a_token_is_good_until_the_end_of_its_last_day(tokens: Tokens, clock: Clock) -> None:
    plain = await tokens.create(CURATOR, expires=date(2024, 5, 1))
    clock.time = datetime(2024, 5, 1, 23, 59, 59, tzinfo=UTC)
    await tokens.check(plain)
    clock.later(seconds=1)
    await refusal(tokens, plain)


async def test_a_token_that_would_have_expired_is_not_issued(tokens: Tokens) -> None:
    with pytest.raises(InvalidInput, match="expires on 2024-04-30"):
        await tokens.create(CURATOR, expires=date(2024, 4, 30))
    with pytest.raises(InvalidInput, match="201 characters"):
        await tokens.create(CURATOR, label="x" * 201, expires=None)
    assert await tokens.listing() == []


async def test_a_revoked_token_is_refused_at_once(tokens: Tokens) -> None:
    plain = await tokens.create(CURATOR, expires=None)
    await tokens.check(plain)
    await tokens.revoke(id_of(plain))
    await refusal(tokens, plain)


async def test_a_token_revoked_elsewhere_is_refused_within_three_seconds(tokens: Tokens, store: Store, clock: Clock) -> None:
    plain = await tokens.create(CURATOR, expires=None)
    await tokens.check(plain)
    await Tokens(store, clock).revoke(id_of(plain))
    clock.later(seconds=3)
    await refusal(tokens, plain)


async def test_what_a_good_token_is_known_again_by_tells_nothing_of_it(tokens: Tokens, store: Store, clock: Clock) -> None:
    plain, other = await tokens.create(CURATOR, expires=None), Tokens(store, clock)
    for each in (tokens, other):
        await each.check(plain)
    assert plain not in str(vars(tokens))
    assert plain.split("_", 2)[2] not in str(vars(tokens))
    assert not tokens._checked.keys() & other._checked.keys()  # nobody who knows tokens knows where they stand
    await other.close()


async def test_revoking_twice_keeps_the_first_time(tokens: Tokens, clock: Clock) -> None:
    plain = await tokens.create(CURATOR, expires=None)
    await tokens.revoke(id_of(plain))
    first = clock.time
    clock.later(hours=1)
    await tokens.revoke(id_of(plain))
    (found,) = await tokens.listing()
    assert found.revoked == first


async def test_what_is_no_token_cannot_be_revoked(tokens: Tokens) -> None:
    with pytest.raises(NotFound, match="no token has the id 'nothing'"):
        await tokens.revoke("nothing")


async def test_a_use_written_down_late_does_not_undo_a_revocation(tokens: Tokens, clock: Clock) -> None:
    plain = await tokens.create(CURATOR, expires=None)
    await tokens.check(plain)  # its use is not written yet
    await tokens.revoke(id_of(plain))
    await tokens.close()
    clock.later(seconds=10)
    await refusal(tokens, plain)


async def test_a_token_read_before_its_revocation_is_not_remembered(embedded: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    tokens = Tokens(embedded, clock)
    plain = await tokens.create(CURATOR, expires=None)
    read = embedded.notes

    async def revoked_meanwhile(shelf: str, keys: list[str]) -> dict[str, str]:
        found = await read(shelf, keys)
        monkeypatch.setattr(embedded, "notes", read)
        await tokens.revoke(id_of(plain))
        await refusal(tokens, plain)  # whoever asks now reads it anew
        return found

    monkeypatch.setattr(embedded, "notes", revoked_meanwhile)
    await tokens.check(plain)
    await refusal(tokens, plain)
    await tokens.close()


async def test_a_token_is_not_read_again_for_a_moment(embedded: Store, reads: Reads, clock: Clock) -> None:
    tokens = Tokens(embedded, clock)
    plain = await tokens.create(CURATOR, expires=None)
    for _ in range(5):
        await tokens.check(plain)
    assert reads.count == 1
    clock.later(seconds=3)
    await tokens.check(plain)
    assert reads.count == 2
    clock.later(hours=-1)  # set back, a clock keeps nothing fresh
    await tokens.check(plain)
    assert reads.count == 3
    await tokens.close()


async def test_only_so_many_tokens_are_remembered(embedded: Store, reads: Reads, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kb.access.tokens._MOST", 2)
    tokens = Tokens(embedded, clock)
    plain = [await tokens.create(CURATOR, expires=None) for _ in range(3)]
    for each in [*plain, *plain[1:]]:
        await tokens.check(each)
    assert reads.count == 3
    await tokens.check(plain[0])
    assert reads.count == 4
    await tokens.close()


async def test_a_guess_does_not_drive_out_what_is_remembered(embedded: Store, reads: Reads, clock: Clock) -> None:
    tokens = Tokens(embedded, clock)
    plain = await tokens.create(CURATOR, expires=None)
    await tokens.check(plain)
    await refusal(tokens, f"kb_{id_of(plain)}_{'A' * 43}")
    assert reads.count == 1


async def test_the_last_use_is_written_once_a_minute(embedded: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    tokens = Tokens(embedded, clock)
    plain = await tokens.create(CURATOR, expires=None)
    written: list[Write] = []
    write = embedded.write

    async def counted(what: Write) -> int:
        written.append(what)
        return await write(what)

    monkeypatch.setattr(embedded, "write", counted)
    for seconds in (0, 10, 19, 1):  # 12:00:30, 12:00:40, 12:00:59, 12:01:00
        clock.later(seconds=seconds)
        await tokens.check(plain)
    await tokens.close()
    assert len(written) == 2
    assert (await tokens.listing())[0].last_used == datetime(2024, 5, 1, 12, 1, tzinfo=UTC)


async def test_a_use_that_cannot_be_written_is_no_failure(
    embedded: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    tokens = Tokens(embedded, clock)
    plain = await tokens.create(CURATOR, expires=None)

    async def fails(_: Write) -> int:
        raise StoreUnavailable("it is locked")

    monkeypatch.setattr(embedded, "write", fails)
    caplog.set_level("DEBUG", "kb.access")
    assert isinstance(await tokens.check(plain), Caller)
    await tokens.close()
    assert "it is locked" in caplog.text
    assert plain.split("_", 2)[2] not in caplog.text
