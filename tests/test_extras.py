"""What is said where a package of an extra is not there."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from kb.errors import InvalidInput
from kb.extras import needed


def test_a_package_that_is_there_is_given() -> None:
    assert needed("json.decoder").JSONDecodeError is not None


def test_one_that_is_not_is_answered_with_the_extra_that_has_it() -> None:
    with pytest.raises(InvalidInput, match=r"^nowhere is not installed: pip install 'peer-learning-kb\[learned\]'$"):
        needed("nowhere.inside", "learned")


def test_one_that_is_broken_is_no_missing_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "half_there.py").write_text("import what_it_lacks\n")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ModuleNotFoundError, match="what_it_lacks"):
        needed("half_there")
    assert "half_there" not in sys.modules
