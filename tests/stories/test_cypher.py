"""The Cypher that the README shows, typed into the packaged seed on a real server."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from neo4j import READ_ACCESS, Query

import kb
from kb.cli import main
from tests.neo4j.endpoint import Endpoint

README = (Path(kb.__file__).parents[1] / "README.md").read_text(encoding="utf-8")
SECTION = README.partition("\n## Neo4j\n")[2].partition("\n## ")[0]
EXAMPLES = re.findall(r"^```cypher\n(.+?)^```\n\n`(.+?)`, the first of (\d+) rows\.$", SECTION, re.MULTILINE | re.DOTALL)
SECONDS = 10
IB, TOO_FEW = "International Baccalaureate in a public school", "nine seniors were left, classes were too small and rooms were short."
AGENCY = "Housing agency for shrinking cities"
AGAINST = "Decided against an agency of its own at the end of the network's two and a half years."
CANTEENS, SEEN = "Organic school canteens from a municipal farm", ("Mouans-Sartoux", "2018-09-24/2018-09-27")
COPP = ("2019-05", "Centre for advanced vocational training", "2019-11-19")
EXPECTED: list[list[tuple[Any, ...]]] = [
    [("Moscow", 19, 9), ("Udine", 14, 2), ("Cork", 10, 3)],
    [
        ("Udine", "Igualada", "adopted", "2022-07"),
        ("Udine", "Grosuplje", "adopted", "2022"),
        ("Udine", "Lousã", "adopted", "2022"),
        ("Udine", "Larissa", "piloting", "2021-04-15"),
        ("Udine", "Katowice", "adopted", "2021-03"),
        ("Udine", "Cork", "adopted", "2019"),
    ],
    [
        (IB, "State College", "abandoned", "2024", f"The board voted 4 to 3 to phase it out: {TOO_FEW}"),
        (
            "School street",
            "Beecroft Primary School, Leeds",
            "abandoned",
            "2021-10",
            "Cars only moved to one side of the site, driving did not fall and residents complained; the only scheme the city had withdrawn"
            " by then.",
        ),
        (AGENCY, "Riga", "declined", "2021", AGAINST),
        (AGENCY, "Turin", "declined", "2021", AGAINST),
        ("42 coding school", "Fremont", "abandoned", "2020", "The campus was closed after four years; the source gives no reason."),
        (
            "School day without mobile phones",
            "Japan",
            "abandoned",
            "2020",
            "The ban was lifted so that children can be reached in an earthquake; phones are allowed under conditions.",
        ),
        (
            "Imagination Library",
            "Doncaster",
            "abandoned",
            "2019-09",
            "Ended after a review of library services when three years of schools' money ran out; 12,000 families were affected.",
        ),
    ],
    [
        (
            "Mstislavl District",
            "Pochinok Secondary School No. 1 named after A. Tvardovsky",
            "2022-23",
            "Robotics and IT interest groups in schools",
            "2023-01?",
        ),
        ("Yaroslavl", "Polotsk", "2022-09-13/2022-09-18", "School 21 programming campus", "2024-02-01"),
        ("Igualada", "Udine", "2022-05-12", "Playful Paradigm", "2022-07"),
        ("Kazan", "Cheboksary Kindergarten No. 178", *COPP),
        ("Kazan", "Cheboksary Kindergarten No. 201", *COPP),
        ("Kazan", "Cheboksary Kindergarten No. 8", *COPP),
        ("Pays des Condruses (local action group)", *SEEN, CANTEENS, "2019"),
        ("Rosignano Marittimo", *SEEN, CANTEENS, "2019"),
        ("Torres Vedras", *SEEN, CANTEENS, "2019"),
        ("Swansea", "Cork", "2017", "Lifelong Learning Festival", "2019"),
        ("Paris", "Yerevan", "2016", "TUMO Center for Creative Technologies", "2018-10-16"),
        ("Rotherham", "Tennessee", "2006", "Imagination Library", "2007-12"),
    ],
    [
        ("Balashikha", 21, "Quantorium children's technopark", "2021"),
        ("Dubna", 113, "Yandex Lyceum", "2019-10-05"),
        ("Pereslavl-Zalessky", 134, "IT Cube digital education centre", "2019"),
        ("Tver", 163, "School Quantorium", "2024-04"),
    ],
]


@pytest.fixture(scope="module")
def seeded(neo4j_server: Endpoint) -> Endpoint:
    neo4j_server.wipe()
    assert main(["load", "--store", neo4j_server.login_url]) == 0
    return neo4j_server


def asked(endpoint: Endpoint, cypher: str) -> list[tuple[Any, ...]]:
    with endpoint.driver.session(database=endpoint.database, default_access_mode=READ_ACCESS) as session:
        return [tuple(row) for row in session.run(Query(cypher, timeout=SECONDS)).values()]


def test_every_question_of_the_readme_has_an_answer_there() -> None:
    assert len(EXAMPLES) == SECTION.count("```cypher") == len(EXPECTED)


@pytest.mark.parametrize("number", range(len(EXPECTED)))
def test_a_question_of_the_readme_is_answered_as_the_seed_says(seeded: Endpoint, number: int) -> None:
    cypher, first, rows = EXAMPLES[number]
    found = asked(seeded, cypher)
    assert found == EXPECTED[number]
    assert (" · ".join(map(str, found[0])), len(found)) == (first, int(rows))
