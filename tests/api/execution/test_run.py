"""How an operation is worked off: what is done together, in which order, and what is left behind."""

from __future__ import annotations

import asyncio
import gc
import weakref
from collections.abc import Callable

import pytest

from kb.api.context import Context
from kb.api.documents import Documents
from kb.api.execution import Later, Need, after, execute, together
from kb.api.schema import schema
from kb.service import KnowledgeBase
from tests.api.execution.comparing import assert_same, by_graphql_core
from tests.api.execution.numbers import BUILT, Doubled, World, ask, operation


async def test_what_many_objects_need_is_loaded_together() -> None:
    world = World()
    data = await ask("{ a: numbers(upto: 3) { double } b: numbers(upto: 5, start: 4) { value double } }", world)
    assert world.loader.asked == [[0, 1, 2, 4]]
    assert data == {"a": [{"double": 0}, {"double": 2}, {"double": 4}], "b": [{"value": 4, "double": 8}]}


async def test_a_thing_that_stands_at_several_places_is_worked_out_once_for_all_of_them() -> None:
    world = World()
    data = await ask("{ same(value: 4, times: 3) { double } other: numbers(start: 4, upto: 5) { double } }", world)
    assert world.loader.asked == [[4, 4]]
    assert data == {"same": [{"double": 8}] * 3, "other": [{"double": 8}]}


@pytest.mark.parametrize("asked", ["double", "positive", "next { next { positive } double }"])
async def test_where_a_thing_fails_each_of_its_places_fails(asked: str) -> None:
    document = f"{{ same(value: -4, times: 3) {{ value {asked} }} }}"
    ours = await execute(operation(document), None, World())
    theirs = await by_graphql_core(BUILT, document, {}, World())
    assert_same(ours, theirs, await by_graphql_core(BUILT, document, {}, World(), keeping=True))
    assert ours.errors


async def test_a_need_may_lead_to_another() -> None:
    world = World()
    assert await ask("{ numbers(upto: 3) { fourfold double } }", world) == {
        "numbers": [{"fourfold": 4 * value, "double": 2 * value} for value in range(3)]
    }
    assert world.loader.asked == [[0, 1, 2, 0, 1, 2], [0, 2, 4]]


async def test_a_need_that_fails_fails_alone_and_a_loader_that_fails_fails_all() -> None:
    asked = operation("query($start: Int!, $upto: Int!) { numbers(start: $start, upto: $upto) { double } }")
    result = await execute(asked, {"start": -1, "upto": 2}, World())
    assert result.data == {"numbers": [{"double": None}, {"double": 0}, {"double": 2}]}
    assert [(error.message, error.path) for error in result.errors or ()] == [("-1 is below 0", ["numbers", 0, "double"])]
    result = await execute(asked, {"start": 12, "upto": 14}, World())
    assert result.data == {"numbers": [{"double": None}, {"double": None}]}
    assert [error.message for error in result.errors or ()] == ["nothing is loaded"] * 2


async def test_a_need_can_be_awaited_by_itself() -> None:
    loader = Doubled()
    assert await Need[int](loader, 3) == 6
    fourfold: Later[int] = after(Need(loader, 3), lambda double: Need(loader, double))
    assert isinstance(fourfold, Need)
    assert await fourfold == 12
    assert after(3, lambda value: value + 1) == 4
    with pytest.raises(ValueError, match="below 0"):
        await Need[int](loader, -1)


async def test_what_is_cancelled_is_no_answer() -> None:
    async def cancelled() -> None:
        raise asyncio.CancelledError

    for calls in ([cancelled()], [cancelled(), asyncio.sleep(0)]):
        with pytest.raises(asyncio.CancelledError):
            await together(calls)


async def test_steps_of_a_mutation_are_taken_one_after_the_other_until_one_fails() -> None:
    world = World()
    document = 'mutation { a: step(name: "a") b: step(name: "b") bad: step(name: "bad") c: step(name: "c") }'
    result = await execute(operation(document), None, world)
    assert world.done == ["a begins", "a ends", "b begins", "b ends", "bad begins", "bad ends"]
    assert result.data is None
    assert [error.path for error in result.errors or ()] == [["bad"]]


async def test_questions_are_waited_for_at_the_same_time() -> None:
    data = await ask("{ numbers(upto: 2) { slowly } other: numbers(upto: 2) { slowly(plus: 5) } }")
    assert data == {"numbers": [{"slowly": 0}, {"slowly": 1}], "other": [{"slowly": 5}, {"slowly": 6}]}


async def test_a_long_answer_lets_others_have_their_turn() -> None:
    turns = 0

    async def other() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    waiting = asyncio.create_task(other())
    await ask("{ numbers(upto: 20000) { value } }")
    waiting.cancel()
    assert turns >= 10


async def test_an_answer_that_is_given_up_leaves_nothing_running() -> None:
    world = World()
    running = asyncio.create_task(ask('mutation { a: step(name: "a") b: step(name: "b") }', world))
    await asyncio.sleep(0)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert world.done == ["a begins"]


async def test_a_field_with_extensions_is_resolved_through_them_and_told_where_it_stands() -> None:
    data = await ask('query($upto: Int!) { all: numbers(upto: $upto) { named(prefix: "No.") } }', upto=2)
    assert [number["named"] for number in data["all"]] == [f"No. {at} at ['all', {at}, 'named'] of {{'upto': 2}}!" for at in range(2)]


async def test_what_is_included_may_change_from_one_time_to_the_next() -> None:
    asked = operation("""query($a: Boolean!, $b: Boolean!) {
      numbers(upto: 1) { value @include(if: $a) ...More @skip(if: $b) } } fragment More on Number { slowly }""")
    for a in (True, False, True):
        for b in (True, False):
            result = await execute(asked, {"a": a, "b": b}, World())
            expected = ({"value": 0} if a else {}) | ({} if b else {"slowly": 0})
            assert (result.data, result.errors) == ({"numbers": [expected]}, None)


async def test_choices_of_what_is_included_do_not_pile_up() -> None:
    names = [f"v{number}" for number in range(6)]
    declared = ", ".join(f"${name}: Boolean!" for name in names)
    asked = operation(f"query({declared}) {{ {' '.join(f'{name}: root @include(if: ${name})' for name in names)} }}")
    for choice in range(64):
        chosen = {name: bool(choice >> place & 1) for place, name in enumerate(names)}
        result = await execute(asked, chosen, World())
        assert result.data == {name: 1 for name in names if chosen[name]}
    assert len(asked._roots) <= 16


async def test_a_value_that_does_not_fit_a_variable_is_told_and_nothing_is_done() -> None:
    result = await execute(operation("query($upto: Int!) { numbers(upto: $upto) { value } }"), {"upto": "many"}, World())
    assert result.data is None
    assert "Int cannot represent non-integer value: 'many'" in (result.errors or [])[0].message


@pytest.mark.parametrize("asked", ["{ numbers(upto: 1) @skip(if: $no) { value } }", "{ some(upto: 2) { value @skip(if: $no) } }"])
async def test_a_condition_that_is_null_fails_what_it_stands_in(asked: str) -> None:
    document, variables = f"query($no: Boolean = true) {asked}", {"no": None}
    theirs = await by_graphql_core(BUILT, document, variables, World())
    assert_same(await execute(operation(document), variables, World()), theirs, theirs)
    assert "'if'" in (theirs.errors or [])[0].message


async def test_an_argument_that_is_null_fails_its_field_alone() -> None:
    asked = operation("query($upto: Int = 1) { some(upto: $upto) { value } numbers(upto: 1) { value } }")
    result = await execute(asked, {"upto": None}, World())
    assert result.data == {"some": None, "numbers": [{"value": 0}]}
    assert [error.path for error in result.errors or ()] == [["some"]]


async def test_nothing_is_left_where_the_root_may_not_be_null() -> None:
    result = await execute(operation("{ nothing { value } numbers(upto: 2) { slowly } }"), None, World())
    assert result.data is None
    assert [(error.message, error.path) for error in result.errors or ()] == [
        ("Cannot return null for non-nullable field Query.nothing.", ["nothing"])
    ]


@pytest.mark.parametrize("field", ["positive", "fourfold"])
async def test_of_several_errors_that_make_the_same_place_null_one_is_told(field: str) -> None:
    result = await execute(operation(f"{{ some(start: -3, upto: 3) {{ {field} }} numbers(upto: 1) {{ {field} }} }}"), None, World())
    assert result.data == {"some": None, "numbers": [{field: 0}]}
    assert [(error.message, error.path) for error in result.errors or ()] == [("-3 is below 0", ["some", 0, field])]


async def test_what_was_begun_is_waited_for_even_where_its_place_is_gone() -> None:
    result = await execute(operation("{ some(start: -3, upto: 3) { slowly positive } }"), None, World())
    assert result.data == {"some": None}
    result = await execute(operation("{ numbers(start: -3, upto: 3) { slowly positive } }"), None, World())
    assert result.data is None


async def test_nothing_is_loaded_for_what_is_gone() -> None:
    world = World()
    result = await execute(operation("{ some(start: -1, upto: 5) { next { double } positive } }"), None, world)
    assert result.data == {"some": None}
    assert world.loader.asked == []


async def test_a_chain_of_many_fragments_is_followed() -> None:
    chain = " ".join(f"fragment F{number} on Number {{ ...F{number + 1} }}" for number in range(3000))
    assert await ask(f"{{ numbers(upto: 1) {{ ...F0 }} }} {chain} fragment F3000 on Number {{ value }}") == {"numbers": [{"value": 0}]}


async def test_a_request_leaves_nothing_for_the_garbage_collector(kb: KnowledgeBase) -> None:
    asked = Documents(schema(), 2000).read("""{ cities { totalCount edges { cursor node {
      name country { name } adoptedPractices { totalCount pageInfo { endCursor } edges { node { title topics { name } } } } } } }
      search(text: "robotics") { edges { node { id } } } }""")
    planned = asked.operation(None)
    assert planned is not None
    context = Context(kb, "")
    left: list[Callable[[], object]] = [weakref.ref(context), weakref.ref(context.load), weakref.ref(context.load.facts)]
    gc.disable()
    try:
        assert not (await execute(planned, None, context)).errors
        del context
        assert [each() for each in left] == [None, None, None]
    finally:
        gc.enable()
