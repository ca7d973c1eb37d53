"""The command `kb`: a thin skin on the service."""

from kb.cli.app import main

__all__ = ["main"]
