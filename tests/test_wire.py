from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from kb.model import Adoption, AdoptionStage, AnyFact, AnyNode, Citation, City, Share, Texts
from kb.model.texts import NO_TEXTS
from kb.wire import adapter, decode_fact, decode_node, encode
from tests.things import FACTS, NODES


@given(NODES)
def test_a_node_comes_back_as_it_was(node: AnyNode) -> None:
    assert decode_node(node.id, encode(node)) == node


@given(FACTS)
def test_a_fact_comes_back_as_it_was(fact: AnyFact) -> None:
    assert decode_fact(fact.id, encode(fact)) == fact


@given(st.one_of(NODES, FACTS))
def test_what_is_written_is_json_without_nulls(thing: AnyNode | AnyFact) -> None:
    assert None not in json.loads(encode(thing)).values()


def test_a_giver_is_written_as_from_and_a_date_as_it_was_published() -> None:
    share = Share(practice="practice:p", to="city:a", from_="city:b", citations=(Citation(source="source:s"),), id="share:x")
    assert json.loads(encode(share)) == {
        "id": "share:x",
        "practice": "practice:p",
        "to": "city:a",
        "from": "city:b",
        "citations": [{"source": "source:s"}],
    }


def test_no_text_is_the_one_that_all_share() -> None:
    found = decode_fact(
        "adoption:x",
        encode(
            Adoption(
                id="adoption:x", practice="practice:p", by="city:a", stage=AdoptionStage.ADOPTED, citations=(Citation(source="source:s"),)
            )
        ),
    )
    assert found.note is NO_TEXTS


def test_an_unknown_key_is_refused_at_any_depth() -> None:
    with pytest.raises(ValidationError, match="altitude"):
        adapter("city").validate_python({"id": "city:a", "name": {"en": "A"}, "location": {"latitude": 1, "longitude": 2, "altitude": 3}})


def test_what_the_model_refuses_is_refused() -> None:
    with pytest.raises(ValidationError, match="city:a has no name"):
        decode_node("city:a", b'{"id":"city:a","name":{}}')
    with pytest.raises(ValidationError, match="texts go by language"):
        decode_node("city:a", b'{"id":"city:a","name":"A"}')
    with pytest.raises(ValidationError, match="no EDTF date"):
        adapter("source").validate_python({"id": "source:a", "title": "A", "published": "soon"})


def test_things_that_were_made_are_taken_as_they_are() -> None:
    city = City(id="city:a", name=Texts(en="A"))
    assert adapter("city").validate_python(city) is city
    assert adapter("city").validate_python({"id": "city:a", "name": Texts(en="A")}) == city
