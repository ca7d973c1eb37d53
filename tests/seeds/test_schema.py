from __future__ import annotations

import json
import re
import runpy
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

import kb
from kb.seeds import packaged_seed
from kb.seeds.schema import json_schema, schema_text, write_schema

ROOT = Path(kb.__file__).parents[1]
CITED = [{"source": "source:s"}]


class Yaml12(yaml.SafeLoader):
    """Reads scalars as YAML 1.2 does: dates are texts, `no` is a text."""


Yaml12.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("bool", r"true|false", "tf"),
    ("int", r"-?(0|[1-9][0-9]*)", "-0123456789"),
    ("float", r"-?(0|[1-9][0-9]*)\.[0-9]+", "-0123456789"),
):
    Yaml12.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(rf"(?:{pattern})\Z"), list(first))


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    schema = json_schema()
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def mistakes(validator: Draft202012Validator, document: Any) -> list[str]:
    return [error.message for error in validator.iter_errors(document)]


@pytest.mark.drift
def test_the_schema_that_is_kept_is_the_one_the_model_makes() -> None:
    assert (ROOT / "schema" / "seed.schema.json").read_text(encoding="utf-8") == schema_text(), "run `make schema`"


def test_the_schema_is_printed_and_written_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_schema(tmp_path / "s.json")
    runpy.run_module("kb.seeds", run_name="__main__")
    assert (tmp_path / "s.json").read_text(encoding="utf-8") == schema_text() == capsys.readouterr().out
    assert json.loads(schema_text()) == json_schema()


@pytest.mark.parametrize("file", sorted(packaged_seed().rglob("*.yaml")), ids=lambda file: file.stem)
def test_every_file_of_the_seed_is_as_the_schema_says(validator: Draft202012Validator, file: Path) -> None:
    assert mistakes(validator, yaml.load(file.read_text(encoding="utf-8"), Loader=Yaml12)) == []


@pytest.mark.parametrize(
    "document",
    [
        {"cities": [{"id": "city:a", "name": {"en": "A"}, "location": {"latitude": 1, "longitude": 2.5}}]},
        {"visits": [{"visitor": "city:a", "host": "institution:b", "date": 2021, "disputed": True, "citations": CITED}]},
        {
            "practice": {"id": "practice:p", "title": {"en": "P"}},
            "shares": [{"to": "city:a", "from": "city:b", "date": "2022-23", "citations": CITED}],
        },
        {"programmes": [{"id": "programme:p", "name": {"en": "P"}, "kind": "forum", "part_of": "programme:q"}]},
    ],
)
def test_what_the_reader_takes_is_right(validator: Draft202012Validator, document: Any) -> None:
    assert mistakes(validator, document) == []


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ({"citys": []}, "'citys' was unexpected"),
        ({"cities": [{"id": "city:a"}]}, "'name' is a required property"),
        ({"cities": [{"id": "region:a", "name": {"en": "A"}}]}, "'region:a' does not match '^city:'"),
        ({"cities": [{"id": "city:a", "name": {"en": "A"}, "knd": "town"}]}, "'knd' was unexpected"),
        ({"cities": [{"id": "city:a", "name": {"en": "A"}, "kind": "twon"}]}, "'twon' is not one of"),
        ({"cities": [{"id": "city:a", "name": {"en": ""}}]}, "'' should be non-empty"),
        ({"cities": [{"id": "city:a", "name": {"en": "A"}, "part_of": "institution:b"}]}, "does not match '^(city|country|region):'"),
        ({"visits": [{"visitor": "city:a", "host": "city:b"}]}, "'citations' is a required property"),
        ({"visits": [{"visitor": "city:a", "host": "city:b", "citations": []}]}, "[] should be non-empty"),
        (
            {"visits": [{"visitor": "practice:a", "host": "city:b", "citations": CITED}]},
            "does not match '^(city|country|institution|region):'",
        ),
        ({"practice": {"id": "practice:p", "title": {"en": "P"}, "topics": ["museums"]}}, "'museums' does not match '^topic:'"),
        (
            {"programmes": [{"id": "programme:p", "name": {"en": "P"}, "kind": "forum", "part_of": "city:q"}]},
            "'city:q' does not match '^programme:'",
        ),
        ({"shares": [{"to": "city:a", "format": None, "citations": CITED}]}, "None is not one of"),
    ],
)
def test_what_the_reader_refuses_is_marked(validator: Draft202012Validator, document: Any, message: str) -> None:
    assert any(message in found for found in mistakes(validator, document))


def test_the_schema_says_what_things_and_fields_mean() -> None:
    types = json_schema()["$defs"]
    assert types["Adoption"]["description"] == "A party took one step with a practice."
    assert types["Adoption"]["properties"]["change"]["description"] == "What was done otherwise than where it was learned"
    assert types["Feasibility"]["properties"]["cost"]["description"] == "1 (very low) to 5 (very high)"
