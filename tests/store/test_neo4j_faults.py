"""What people get wrong about a shared store, told in one line that says what to do: real servers, old ones, and none."""

from __future__ import annotations

import asyncio
import os
import socket
import threading
from asyncio.base_events import BaseEventLoop
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

import pytest

from kb.errors import StoreCorrupt, StoreError, StoreUnavailable
from kb.store import open_store
from kb.store.neo4j.opening import check_version
from kb.store.neo4j.schema import FORMAT, OLDEST_SERVER
from tests.neo4j.choosing import started
from tests.neo4j.endpoint import Endpoint
from tests.neo4j.old import OldServer
from tests.neo4j.server import Server, free_port

SECONDS = 2.0
LOST = "s3cret"
NEEDS = "and this program needs Neo4j 5.26 or newer: upgrade the server, or give another one"


def url_of(endpoint: Endpoint, user: str | None = None, password: str | None = None, database: str | None = None) -> str:
    host = endpoint.url.partition("://")[2]
    login = f"{quote(user or endpoint.user)}:{quote(password or endpoint.password)}"
    return f"neo4j://{login}@{host}/{database or endpoint.database}"


async def told(url: str, seconds: float = SECONDS) -> StoreError:
    """What the first question gets for an answer, in time and in one line that does not show the password."""
    store = open_store(url, seconds=seconds)
    with pytest.raises(StoreError) as caught:
        async with asyncio.timeout(seconds + 1):
            await store.revision()
    await store.close()
    found = caught.value
    assert found.remedy
    assert "\n" not in str(found)
    assert LOST not in f"{found!r}{found.__cause__!r}"
    return found


def run(endpoint: Endpoint, *statements: str, database: str | None = None) -> None:
    for statement in statements:
        endpoint.driver.execute_query(statement, database_=database or endpoint.database)


@contextmanager
def listening(answer: bytes | None) -> Iterator[int]:
    """A port where something else listens: it answers whatever it is asked in the same way, or not at all."""

    def serve() -> None:
        while True:
            try:
                link, _ = server.accept()
            except OSError:
                return
            links.append(link)
            if answer is not None and link.recv(1024):
                link.sendall(answer)
                link.close()

    links: list[socket.socket] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=serve)
        thread.start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)
        thread.join()
    for link in links:
        link.close()


@pytest.mark.parametrize(("user", "password"), [("nobody", None), ("nobody", LOST), (None, LOST)])
async def test_a_wrong_log_in_is_told_with_where_to_give_the_right_one(
    neo4j_server: Endpoint, user: str | None, password: str | None
) -> None:
    found = await told(url_of(neo4j_server, user, password), seconds=30)
    assert type(found) is StoreError
    assert str(found).endswith("refuses the user or the password: give them in the URL, or as KB_STORE_USER and KB_STORE_PASSWORD")


async def test_no_log_in_at_all_is_told_so_too(neo4j_server: Endpoint) -> None:
    assert "refuses the user or the password" in str(await told(f"{neo4j_server.url}/{neo4j_server.database}", seconds=30))


async def test_a_password_that_must_be_changed_is_told_so(neo4j_to_break: Server) -> None:
    run(neo4j_to_break, f"CREATE OR REPLACE USER ann SET PASSWORD '{LOST}first' CHANGE REQUIRED", database="system")
    found = await told(url_of(neo4j_to_break, "ann", f"{LOST}first"), seconds=30)
    assert "wants this user's password changed: do so in Neo4j Browser or cypher-shell" in str(found)
    run(neo4j_to_break, "DROP USER ann", database="system")


async def test_a_database_that_is_not_there_is_told_so(neo4j_server: Endpoint) -> None:
    found = await told(url_of(neo4j_server, database="facts"), seconds=30)
    assert str(found).endswith("/facts: there is no such database: create it, or name another after the last slash; Community has `neo4j`")


async def test_a_database_that_holds_something_else_is_left_alone(neo4j_to_break: Server) -> None:
    run(neo4j_to_break, "CREATE (:Film {title: 'Stalker'})")
    found = await told(neo4j_to_break.login_url, seconds=30)
    assert type(found) is StoreCorrupt
    assert str(found).endswith("/neo4j holds something else: name an empty database; the store is made in it")
    rows = neo4j_to_break.driver.execute_query("MATCH (n) RETURN labels(n) AS labels").records
    assert [row["labels"] for row in rows] == [["Film"]]
    assert neo4j_to_break.driver.execute_query("SHOW CONSTRAINTS").records == []


@pytest.mark.parametrize(
    ("held", "remedy"),
    [(FORMAT + 1, "update the program"), (FORMAT - 1, "copy it with the program that made it, and load the copy")],
)
async def test_a_store_of_another_format_is_left_alone(neo4j_to_break: Server, held: int, remedy: str) -> None:
    run(neo4j_to_break, f"CREATE (:KnowledgeBase {{id: 'kb', format: {held}, revision: 7}})")
    found = await told(neo4j_to_break.login_url, seconds=30)
    assert type(found) is StoreError
    assert str(found).endswith(f"is a store of format {held}, and this program reads format {FORMAT}: {remedy}")
    assert neo4j_to_break.driver.execute_query("SHOW CONSTRAINTS").records == []


@pytest.mark.parametrize("scheme", ["neo4j", "bolt"])
async def test_a_port_where_nothing_listens_is_told_so(scheme: str) -> None:
    port = free_port()
    found = await told(f"{scheme}://ann:{LOST}@127.0.0.1:{port}")
    assert type(found) is StoreUnavailable
    nothing = "nothing listens there: start the server, or give the port that it has for Bolt, usually 7687"
    assert str(found) == f"{scheme}://127.0.0.1:{port}/neo4j: {nothing}"


@pytest.mark.parametrize("scheme", ["neo4j", "bolt"])
async def test_a_host_that_nobody_knows_is_told_so(scheme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(BaseEventLoop, "getaddrinfo", unknown)
    found = await told(f"{scheme}://ann:{LOST}@nowhere.invalid")
    assert type(found) is StoreUnavailable
    assert str(found) == f"{scheme}://nowhere.invalid/neo4j: no server of that name is known: see whether the address is right"


@pytest.mark.parametrize(
    ("scheme", "answer", "says"),
    [
        ("neo4j", None, "did not answer within 2 s: see whether the server is well"),
        ("bolt", None, "did not answer within 2 s: see whether the server is well"),
        ("neo4j", b"HTTP/1.1 400 Bad Request\r\n\r\n", "what listens there speaks HTTP: give the port for Bolt, usually 7687"),
        ("bolt+ssc", b"no TLS", "does not answer over TLS: see whether the server runs; write neo4j:// for a server without TLS"),
        ("bolt", b"?", "does not answer: see whether the server runs, and whether the address is right"),
    ],
)
async def test_a_port_where_something_else_listens_is_told_so(scheme: str, answer: bytes | None, says: str) -> None:
    with listening(answer) as port:
        found = await told(f"{scheme}://ann:{LOST}@127.0.0.1:{port}")
    assert type(found) is StoreUnavailable
    assert says in str(found)


async def test_a_server_over_tls_that_has_none_is_told_so(neo4j_server: Endpoint) -> None:
    host = neo4j_server.url.partition("://")[2]
    assert "does not answer over TLS" in str(await told(f"neo4j+ssc://ann:{LOST}@{host}"))


@pytest.fixture(scope="module")
def old_server() -> Iterator[OldServer]:
    def start() -> OldServer:
        server = OldServer()
        server.start()
        return server

    server = started(os.environ, start)
    yield server
    server.close()


@pytest.mark.parametrize("scheme", ["neo4j", "bolt"])
async def test_a_server_of_version_4_is_too_old(old_server: OldServer, scheme: str) -> None:
    assert old_server.about == (old_server.version, "community")
    assert old_server.version.startswith("4.")
    found = await told(old_server.login_url.replace("neo4j:", f"{scheme}:", 1), seconds=30)
    assert type(found) is StoreError
    assert str(found).endswith(f"/neo4j is an old Neo4j, or no Neo4j, {NEEDS}")


@pytest.mark.parametrize("scheme", ["neo4j", "bolt"])
async def test_a_server_that_knows_no_protocol_of_ours_is_too_old(scheme: str) -> None:
    with listening(bytes(4)) as port:  # what a server says that knows none of the protocols that it is offered
        found = await told(f"{scheme}://ann:{LOST}@127.0.0.1:{port}")
    assert str(found) == f"{scheme}://127.0.0.1:{port}/neo4j is an old Neo4j, or no Neo4j, {NEEDS}"


@pytest.mark.parametrize("version", ["5.26.30", "5.23.0", "2025.10.1", "5.27-aura"])
def test_a_server_that_is_new_enough_is_taken(version: str) -> None:
    check_version(version, "neo4j://host/neo4j")


@pytest.mark.parametrize("version", ["5.22.0", "5.7.1", "4.4.44", "3.5", "unknown"])
def test_a_server_that_is_too_old_says_which_it_is(version: str) -> None:
    with pytest.raises(StoreError) as caught:
        check_version(version, "neo4j://host/neo4j")
    assert str(caught.value) == f"neo4j://host/neo4j is Neo4j {version}, {NEEDS}"
    assert OLDEST_SERVER < (5, 26)


async def test_who_puts_it_right_needs_no_new_store(neo4j_to_break: Server) -> None:
    run(neo4j_to_break, "CREATE (:Film {title: 'Stalker'})")
    store = open_store(neo4j_to_break.login_url, seconds=60)
    with pytest.raises(StoreCorrupt, match="holds something else"):
        await store.revision()
    neo4j_to_break.wipe()
    assert await store.revision() == 0
    await store.close()
