"""A client of the API, as other tools are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import httpx2
from fastapi import FastAPI


@dataclass(frozen=True)
class Error:
    """What a client is told of one error."""

    code: str
    message: str
    path: list[str | int] | None


class Client:
    """Asks over HTTP, as clients do."""

    def __init__(self, app: FastAPI) -> None:
        transport = httpx2.ASGITransport(app)
        self.http = httpx2.AsyncClient(transport=transport, base_url="http://localhost")

    async def ask(self, document: str, *, accept_language: str = "", token: str = "", **variables: object) -> dict[str, Any]:
        headers = {"Accept-Language": accept_language} if accept_language else {}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        response = await self.http.post("/graphql", json={"query": document, "variables": variables}, headers=headers)
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = response.json()
        return answer

    async def data(self, document: str, *, accept_language: str = "", token: str = "", **variables: object) -> Any:
        answer = await self.ask(document, accept_language=accept_language, token=token, **variables)
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    async def errors(self, document: str, *, accept_language: str = "", **variables: Any) -> list[Error]:
        answer = await self.ask(document, accept_language=accept_language, **variables)
        return [Error(error["extensions"]["code"], error["message"], error.get("path")) for error in answer["errors"]]

    async def only_error(self, document: str, *, accept_language: str = "", **variables: Any) -> Error:
        (error,) = await self.errors(document, accept_language=accept_language, **variables)
        return error
