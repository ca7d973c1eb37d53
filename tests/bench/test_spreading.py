"""What is inferred for measuring is inferred from the whole table."""

from __future__ import annotations

from pathlib import Path

from tests.bench.spreading import measure


def test_every_adoption_of_the_table_is_inferred_from(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    rows = [f"{place},{practice},{2000 + number}" for practice in "abcdefgh" for number, place in enumerate(("york", "hull"))]
    path.write_text("\n".join(["place,practice,year", *rows]), "utf-8")
    found = measure(path, rounds=1)
    assert (found.adoptions, found.links) == (16, 1)
    assert found.netinf_s > 0 < found.sources_s
