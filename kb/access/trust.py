"""Which issuer's bearers are let in, and as what: read from the settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kb.access.callers import Role
from kb.access.fetching import check_place
from kb.config import Settings
from kb.errors import InvalidInput

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")  # of public keys alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """Whose word is taken, and for what."""

    issuer: str
    audience: str
    jwks: str
    algorithms: tuple[str, ...]
    role_claim: str
    roles: Mapping[str, Role]  # by value of that claim


def trust_of(settings: Settings) -> Trust | None:
    """Return whom the settings trust; None where they name no issuer. Raises InvalidInput where something is missing or does not fit."""
    given = {
        "KB_OIDC_ISSUER": settings.oidc_issuer,
        "KB_OIDC_AUDIENCE": settings.oidc_audience,
        "KB_OIDC_JWKS": settings.oidc_jwks,
        "KB_OIDC_ROLES": settings.oidc_roles,
    }
    if not any(given.values()):
        return None
    issuer, audience, jwks, roles = (value or _missing(name) for name, value in given.items())
    return Trust(
        issuer=issuer,
        audience=audience,
        jwks=check_place(jwks),
        algorithms=tuple(_algorithm(each.strip()) for each in settings.oidc_algorithms.split(",")),
        role_claim=settings.oidc_role_claim,
        roles=dict(_mapped(each) for each in roles.split(",")),
    )


def _algorithm(name: str) -> str:
    if name not in ALGORITHMS:
        raise InvalidInput(f"KB_OIDC_ALGORITHMS names {name!r}; it takes some of {', '.join(ALGORITHMS)}")
    return name


def _mapped(text: str) -> tuple[str, Role]:
    value, name = (each.strip() for each in text.rpartition("=")[::2])
    if not value or name not in list(Role):
        raise InvalidInput(f"KB_OIDC_ROLES has {text.strip()!r}; it takes value=role, where a role is one of {', '.join(Role)}")
    return value, Role(name)


def _missing(name: str) -> str:
    raise InvalidInput(f"{name} is missing; tokens of an issuer need KB_OIDC_ISSUER, KB_OIDC_AUDIENCE, KB_OIDC_JWKS and KB_OIDC_ROLES")
