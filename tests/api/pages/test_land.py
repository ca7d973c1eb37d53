"""The outlines that were projected beforehand are those that the map of the world would draw."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from kb.api.pages import WEB

VENDOR = WEB / "vendor"


def test_flat_outlines_are_as_the_script_makes_them_from_the_round_ones() -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("needs node")
    command = [node, "--experimental-default-type=module", str(VENDOR / "flatten.mjs")]
    made = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout
    assert made == (VENDOR / "land" / "land-110m-flat.mjs").read_text()
