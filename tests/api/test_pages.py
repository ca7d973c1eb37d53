"""The page and its files, as they are served."""

from __future__ import annotations

import re

import pytest

from tests.api.client import Client

HTML = {"Accept": "text/html"}
PACKED = {"Accept-Encoding": "gzip"}


@pytest.mark.parametrize(
    "path", ["/", "/explore", "/curate", "/curate/queue", "/city/oral", "/practice/nobody-knows", "/adoption/23a6dweg6vvzw5oy"]
)
async def test_every_view_is_one_page_that_reads_its_own_address(client: Client, path: str) -> None:
    page = await client.http.get(path)
    assert page.headers["content-type"].startswith("text/html")
    assert 'src="/web/core/main.js"' in page.text


@pytest.mark.parametrize(("path", "view"), [("/", "home"), ("/city/oral", "place"), ("/curate/queue", "curate")])
async def test_a_page_names_the_script_of_its_view_after_the_first(client: Client, path: str, view: str) -> None:
    scripts = re.findall(r'<script type="module" src="/web/([^"]+)">', (await client.http.get(path)).text)
    assert scripts == ["core/main.js", f"views/{view}/view.js"]


@pytest.mark.parametrize("path", ["/", "/graphql"])
async def test_pages_may_load_nothing_from_elsewhere(client: Client, path: str) -> None:
    policy = (await client.http.get(path, headers=HTML)).headers["content-security-policy"]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives["default-src"] == "'none'"
    assert directives["script-src"] == "'self'"
    assert directives["frame-ancestors"] == "'none'"
    assert "http" not in policy
    assert "'unsafe-inline'" not in policy if path == "/" else directives["style-src"] == "'self' 'unsafe-inline'"


async def test_files_of_the_pages_are_served_and_nothing_else(client: Client) -> None:
    script = await client.http.get("/web/core/main.js")
    assert script.status_code == 200
    assert script.headers["x-content-type-options"] == "nosniff"
    for path in (
        "/web/none.js",
        "/web/../api/app.py",
        "/web/%2e%2e/api/app.py",
        "/web/",
        "/docs",
        "/city",
        "/city/a/b",
        "/planet/x",
        "/redoc",
        "/openapi.json",
    ):
        assert (await client.http.get(path)).status_code == 404


async def test_files_are_asked_for_again_each_time_so_that_modules_of_one_page_fit_each_other(client: Client) -> None:
    file = await client.http.get("/web/core/main.js")
    assert file.headers["cache-control"] == "no-cache"
    again = await client.http.get("/web/core/main.js", headers={"If-None-Match": file.headers["etag"]})
    assert again.status_code == 304


async def test_long_answers_are_compressed_for_who_takes_them_so(client: Client) -> None:
    for path in ("/web/vendor/land/land-110m.json", "/graphql?query={__schema{types{name description}}}"):
        assert (await client.http.get(path, headers=PACKED)).headers["content-encoding"] == "gzip"
        assert "content-encoding" not in (await client.http.get(path, headers={"Accept-Encoding": "identity"})).headers


async def test_a_short_answer_is_sent_as_it_is(client: Client) -> None:
    assert "content-encoding" not in (await client.http.get("/graphql?query={__typename}", headers=PACKED)).headers
