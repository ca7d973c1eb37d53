"""`kb serve` writes its lines as the settings say."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx2

QUESTION = {"query": "query Named($city: ID!) { city(id: $city) { name } }", "variables": {"city": "city:secret"}}


def served(folder: Path, **environment: str) -> list[str]:
    """Run a server, ask it one question, end it, and return what it wrote after its first line."""
    base = {name: value for name, value in os.environ.items() if not name.startswith("KB_")}
    command = [sys.executable, "-m", "kb", "serve", "--port", "0", "--store", f"sqlite:///{folder / 'kb.sqlite'}"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**base, **environment}) as server:
        assert server.stderr is not None
        address = re.search(r"http://127\.0\.0\.1:(\d+)", server.stderr.readline())
        assert address is not None
        try:
            httpx2.post(f"http://localhost:{address[1]}/graphql", json=QUESTION, headers={"X-Request-Id": "id-1"})
        finally:
            server.terminate()
        return server.stderr.read().splitlines()


def test_in_json_every_line_is_an_object_and_a_request_is_one_of_them(tmp_path: Path) -> None:
    lines: list[dict[str, Any]] = [json.loads(line) for line in served(tmp_path, KB_LOG_FORMAT="json")]
    (asked,) = [line for line in lines if line["logger"] == "kb.requests"]
    assert (asked["request_id"], asked["name"], asked["status"], asked["cost"]) == ("id-1", "Named", 200, 3)
    assert {line["logger"] for line in lines} == {"kb.requests", "uvicorn.error"}
    assert "secret" not in str(lines)


def test_in_text_a_request_has_a_line_that_ends_with_its_id(tmp_path: Path) -> None:
    (asked,) = [line for line in served(tmp_path, KB_LOG_FORMAT="text") if "kb.requests" in line]
    told = "answered method=POST surface=graphql operation=query name=Named cost=3 status=200"
    assert re.fullmatch(rf"INFO kb\.requests: {told} milliseconds=\d+\.\d \[id-1\]", asked)


def test_unless_it_is_asked_for_requests_have_no_lines(tmp_path: Path) -> None:
    assert [line for line in served(tmp_path) if "uvicorn" not in line] == []
