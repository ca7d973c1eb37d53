"""What all tests share: where skipping is forbidden (`KB_FORBID_SKIPS`, set by CI), a skipped test fails the run."""

from __future__ import annotations

import os

import pytest

pytest_plugins = ["tests.neo4j.plugin"]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = terminalreporter.stats.get("skipped", [])
    if skipped and os.environ.get("KB_FORBID_SKIPS"):
        terminalreporter.section("skipped where skipping is forbidden", red=True)
        for report in skipped:
            terminalreporter.line(str(report.nodeid))


def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("KB_FORBID_SKIPS") and reporter is not None and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
