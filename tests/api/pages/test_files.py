"""Files as they are sent: held in memory, read again when they change, and nothing from outside their folder."""

from __future__ import annotations

import gzip
from pathlib import Path

import httpx2
import pytest

from kb.api.pages.files import Files

LONG = b"export const text = 'abc';\n" * 100


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "web").mkdir()
    (tmp_path / "web" / "long.mjs").write_bytes(LONG)
    (tmp_path / "secret.txt").write_text("secret")
    return tmp_path / "web"


@pytest.fixture
def client(folder: Path) -> httpx2.AsyncClient:
    files = Files(folder, "/web", {"X-Always": "yes"})
    return httpx2.AsyncClient(transport=httpx2.ASGITransport(files), base_url="http://localhost")


async def test_a_file_is_sent_with_its_kind_and_what_is_always_said(client: httpx2.AsyncClient) -> None:
    answer = await client.get("/web/long.mjs", headers={"Accept-Encoding": "identity"})
    assert (answer.content, answer.headers["content-type"], answer.headers["x-always"]) == (LONG, "text/javascript; charset=utf-8", "yes")


async def test_who_takes_it_compressed_gets_the_same_file_in_fewer_bytes(client: httpx2.AsyncClient) -> None:
    async with client.stream("GET", "/web/long.mjs", headers={"Accept-Encoding": "gzip"}) as answer:
        raw = b"".join([part async for part in answer.aiter_raw()])
    assert len(raw) < len(LONG) / 10
    assert gzip.decompress(raw) == LONG


async def test_a_file_that_changes_is_read_again(client: httpx2.AsyncClient, folder: Path) -> None:
    first = await client.get("/web/long.mjs")
    (folder / "long.mjs").write_text("short")
    again = await client.get("/web/long.mjs", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.text) == (200, "short")


@pytest.mark.parametrize(
    "path", ["/web/../secret.txt", "/web/%2e%2e/secret.txt", "/web//etc/passwd", "/web/", "/web/none.js", "/web/a%00b"]
)
async def test_nothing_from_outside_the_folder_is_sent(client: httpx2.AsyncClient, path: str) -> None:
    assert (await client.get(path)).status_code == 404


async def test_a_link_that_leads_out_of_the_folder_is_not_followed(client: httpx2.AsyncClient, folder: Path) -> None:
    (folder / "out.txt").symlink_to(folder.parent / "secret.txt")
    assert (await client.get("/web/out.txt")).status_code == 404


async def test_an_entry_whose_part_changes_is_read_again(client: httpx2.AsyncClient, folder: Path) -> None:
    (folder / "core").mkdir()
    (folder / "core" / "main.js").write_text('import { said } from "./part.js";\n')
    (folder / "core" / "part.js").write_text('export const said = "old";\n')
    first = await client.get("/web/core/main.js")
    (folder / "core" / "part.js").write_text('export const said = "new";\n')
    again = await client.get("/web/core/main.js", headers={"If-None-Match": first.headers["etag"]})
    assert ('said = "old"' in first.text, again.status_code, 'said = "new"' in again.text) == (True, 200, True)


async def test_many_ways_to_write_one_path_are_held_once(folder: Path) -> None:
    files = Files(folder, "/web", {})
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(files), base_url="http://localhost") as client:
        for slashes in range(1, 20):
            assert (await client.get(f"/web{'/' * slashes}long.mjs")).status_code == 200
    assert len(files._held) == 1


async def test_files_are_only_read(client: httpx2.AsyncClient) -> None:
    assert (await client.post("/web/long.mjs")).status_code == 405
