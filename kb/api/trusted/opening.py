"""The trusted documents of an application, as the settings have them."""

from __future__ import annotations

from pathlib import Path

from kb.api.pages import WEB
from kb.api.trusted.manifests import documents_at
from kb.api.trusted.registry import Registry
from kb.config import Settings
from kb.errors import InvalidInput

OWN = WEB / "documents.json"  # those that the packaged page asks


def registry(settings: Settings) -> Registry:
    """Return the registry. Raises InvalidInput where its documents cannot be read, or there are none and no others are answered."""
    trusted = {**(documents_at(OWN) if OWN.exists() else {}), **(documents_at(Path(settings.documents)) if settings.documents else {})}
    if settings.trusted_only and not trusted:
        raise InvalidInput("KB_TRUSTED_ONLY is set, but there are no trusted documents; name them by KB_DOCUMENTS")
    return Registry(trusted, only=settings.trusted_only)
