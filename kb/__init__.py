"""Peer learning of cities: who showed which practice to whom, who took it up, and what to study next."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kb.service.opening import OpenBase

__version__ = "0.1.0"


def open(url: str | None = None) -> OpenBase:
    """Open a knowledge base for a notebook or a script; without a URL, the one that `KB_STORE` names.

        import kb
        base = kb.open("sqlite:///kb.sqlite")
        base.events()

    Raises:
        InvalidInput: the URL names no store that this version knows.
        StoreError: there is no such file.
    """
    from kb.config import read_settings
    from kb.service.knowledge import KnowledgeBase
    from kb.service.opening import OpenBase, check_there
    from kb.store import open_store

    settings = read_settings()
    address = url or settings.store
    check_there(address)
    login = {"user": settings.store_user, "password": settings.store_password}
    return OpenBase(lambda: KnowledgeBase(open_store(address, **login, seconds=settings.store_seconds)))
