"""`kb recommend`, `kb visit`, `kb spread` on the packaged seed."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Kb

WORLD = """\
countries:
  - {id: country:gb, code: GB}
cities:
  - {id: city:york, kind: city, name: {en: York}, part_of: country:gb}
  - {id: city:hull, kind: city, name: {en: Hull}, part_of: country:gb}
institutions:
  - {id: institution:hull, kind: school, name: {en: Hull School}, place: city:hull, website: "https://hull.example/", receives_visits: true}
topics:
  - {id: topic:play, name: {en: Play}}
sources:
  - {id: source:paper, title: Paper, publisher: Press, url: "https://paper.example/"}
practice:
  id: practice:games
  title: {en: Games}
  topics: [topic:play]
  origin: institution:hull
  citations: [{source: source:paper}]
adoptions:
  - {by: institution:hull, stage: adopted, citations: [{source: source:paper}]}
"""


def test_recommend_takes_a_name_in_any_language(kb: Kb, store: str) -> None:
    by_id, kazakh, russian = (kb("recommend", name, "--store", store) for name in ("city:oral", "Орал", "Уральск"))
    assert by_id.code == 0
    assert by_id.out == kazakh.out == russian.out
    assert by_id.out.startswith("practice\tscore\twhy\tsee it at\tid\n")


def test_recommend_prints_json_with_reasons_and_the_revision(kb: Kb, store: str) -> None:
    answer = json.loads(kb("recommend", "city:oral", "--first", "3", "--store", store, "--json").out)
    assert len(answer["rows"]) == 3
    assert answer["revision"] == 1
    assert all(row["why"] for row in answer["rows"])
    assert answer["notes"][0].startswith("Method: ")


def test_recommend_speaks_the_language_asked_for(kb: Kb, store: str) -> None:
    answer = json.loads(kb("recommend", "city:oral", "--first", "1", "--lang", "ru", "--store", store, "--json").out)
    cyrillic = re.compile("[а-яё]{4}")
    assert cyrillic.search(answer["notes"][1])
    assert all(cyrillic.search(reason) for reason in answer["rows"][0]["why"])


def test_recommend_keeps_to_a_topic(kb: Kb, store: str) -> None:
    answer = json.loads(kb("recommend", "city:oral", "--topic", "topic:school-food", "--store", store, "--json").out)
    assert "practice:collective-school-catering" in {row["id"] for row in answer["rows"]}


def test_the_town_of_mstislavl_gets_the_recommendations_of_its_district(kb: Kb, store: str) -> None:
    town, district = (kb("recommend", name, "--store", store).out for name in ("city:mstislavl", "city:mstislavl-district"))
    assert town == district != ""


def test_a_name_that_fits_several_is_answered_with_their_ids(kb: Kb, store: str) -> None:
    ran = kb("recommend", "Brest", "--store", store)
    assert ran.code == 1
    assert "city:brest" in ran.err
    assert "city:brest-france" in ran.err


def test_an_unknown_name_says_so_in_one_line(kb: Kb, store: str) -> None:
    ran = kb("recommend", "Xyzzyville", "--store", store)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "kb: no city or country or institution or region is called 'Xyzzyville'\n"


def test_an_id_of_another_kind_says_which_kind_it_is(kb: Kb, store: str) -> None:
    ran = kb("spread", "city:oral", "--store", store)
    assert ran.err == "kb: 'city:oral' is a city, a practice was asked for\n"


def test_visit_ranks_cities_with_distances_and_practices(kb: Kb, store: str) -> None:
    rows = json.loads(kb("visit", "city:oral", "--first", "4", "--store", store, "--json").out)["rows"]
    assert len(rows) == 4
    assert all(row["to learn there"] and row["id"].startswith("city:") for row in rows)
    assert [row["score"] for row in rows] == sorted((row["score"] for row in rows), reverse=True)


def test_visit_plans_one_journey(kb: Kb, store: str) -> None:
    answer = json.loads(kb("visit", "city:oral", "--plan", "2", "--country", "country:kz", "--store", store, "--json").out)
    assert 1 <= len(answer["rows"]) <= 2
    assert "practices worth studying" in answer["notes"][0]
    assert "km from home" in answer["notes"][1]


def test_whom_to_ask_for_is_said_with_whether_they_receive_visitors(kb: Kb, store: str) -> None:
    english, russian = (
        json.loads(kb("visit", "city:izhevsk", "--plan", "2", "--lang", lang, "--store", store, "--json").out)["rows"]
        for lang in ("en", "ru")
    )
    hosts = [host for row in english for host in row["ask for"]]
    assert hosts
    assert all(host.endswith("(whether it receives visitors is not recorded)") for host in hosts)
    assert all(host.endswith("(не записано, принимает ли гостей)") for row in russian for host in row["ask for"])


def test_a_website_stands_beside_the_institution_to_ask_for(kb: Kb, tmp_path: Path) -> None:
    (tmp_path / "world.yaml").write_text(WORLD, encoding="utf-8")
    url = f"sqlite:///{tmp_path / 'kb.sqlite'}"
    assert kb("load", str(tmp_path / "world.yaml"), "--store", url).code == 0
    (row,) = json.loads(kb("visit", "city:york", "--store", url, "--json").out)["rows"]
    assert row["ask for"] == ["Hull School (receives visitors, https://hull.example/)"]


@pytest.mark.parametrize("plan", [[], ["--plan", "3"]])
def test_why_there_is_no_city_to_visit_is_said_even_beside_a_pipe(kb: Kb, store: str, plan: list[str]) -> None:
    ran = kb("visit", "city:udine", *plan, "--max-km", "5", "--store", store)
    assert (ran.code, ran.out) == (0, "")
    assert "farther away than 5 km; the nearest of them is Ljubljana" in ran.err
    answer = json.loads(kb("visit", "city:udine", *plan, "--max-km", "5", "--store", store, "--json").out)
    assert answer["rows"] == []
    assert answer["notes"] == ran.err.splitlines()


def test_a_plan_shorter_than_asked_for_says_what_was_left_out(kb: Kb, store: str) -> None:
    answer = json.loads(kb("visit", "city:oral", "--plan", "10", "--country", "country:kg", "--store", store, "--json").out)
    assert len(answer["rows"]) < 10
    assert any("because only Kyrgyzstan was asked for" in note for note in answer["notes"])


def test_spread_follows_variants_only_when_asked(kb: Kb, store: str) -> None:
    own, family = (
        {row["id"] for row in json.loads(kb("spread", "practice:playful-paradigm", *more, "--store", store, "--json").out)["rows"]}
        for more in ([], ["--include-derived"])
    )
    assert "city:cork" in own
    assert "city:donegal" in family - own


def test_a_day_limits_what_is_known(kb: Kb, store: str) -> None:
    rows = json.loads(kb("spread", "practice:playful-paradigm", "--as-of", "2017-12-31", "--store", store, "--json").out)["rows"]
    assert rows == []


def test_an_empty_store_says_how_to_fill_it(kb: Kb, tmp_path: Path) -> None:
    ran = kb("recommend", "city:oral", "--store", f"sqlite:///{tmp_path / 'new.sqlite'}")
    assert ran.code == 1
    assert ran.err.count("\n") == 1
    assert "`kb load` fills it" in ran.err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["recommend"], "Missing argument 'PARTY'"),
        (["recommend", "city:oral", "--first", "0"], "--first': Input should be greater than or equal to 1"),
        (["recommend", "city:oral", "--as-of", "soon"], "'soon' is no day"),
        (["recommend", "city:oral", "--lang", "x_y"], "'x_y' is no language tag"),
        (["recomend"], "No such command 'recomend'"),
    ],
)
def test_wrong_usage_is_one_line_and_code_2(kb: Kb, arguments: list[str], says: str) -> None:
    ran = kb(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err
    assert ran.err.count("\n") == 1


def test_an_unknown_method_names_the_known_ones(kb: Kb, store: str) -> None:
    ran = kb("recommend", "city:oral", "--method", "magic", "--store", store)
    assert ran.code == 1
    assert "neighbours" in ran.err


def test_a_terminal_gets_a_table(store: str) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "kb", "spread", "practice:playful-paradigm", "--store", store]
    with subprocess.Popen(command, stdout=theirs, env={**os.environ, "COLUMNS": "120", "TERM": "xterm"}) as process:
        os.close(theirs)
        text = _all(ours)
    assert process.returncode == 0
    assert "How Playful Paradigm spread" in text
    assert "│" in text
    assert "Recorded cascade" in text


def _all(descriptor: int) -> str:
    chunks = []
    try:
        while chunk := os.read(descriptor, 65536):
            chunks.append(chunk)
    except OSError:  # Linux says so when the other side has closed
        pass
    os.close(descriptor)
    return b"".join(chunks).decode()
