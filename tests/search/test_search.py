"""What a text finds, and in which order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.model import AnyNode, City, Institution, InstitutionKind, Practice, Programme, ProgrammeKind, Source, Texts
from kb.search import rank, tokens_of, words_of
from kb.search.tokens import fold

MUSEUMS = Practice(id="practice:museums", title=Texts(ru="Школьные музеи", en="School museums"))
MENTORING = Practice(id="practice:mentoring", title=Texts(ru="Наставничество в школе", en="Mentoring at school"))
MENTORS_CLUB = Practice(id="practice:club", title=Texts(ru="Клуб наставников", en="Club of mentors"))
TEACHER = Institution(
    id="institution:ustaz", name=Texts(kk="Ұлттық ұстаз академиясы"), kind=InstitutionKind.TEACHER_TRAINING, place="city:oral"
)
YOLKA = Practice(
    id="practice:yolka", title=Texts(ru="Ёлка"), summary=Texts(en="A New Year tree.", ru="Праздник вокруг дерева, в музее тоже.")
)


def found(text: str, *nodes: AnyNode) -> list[str]:
    """The ids that a text finds among nodes, by matching as the stores do, best first."""
    words = words_of(text)
    return [hit.node.id for hit in rank([node for node in nodes if matches(node, words)], words, "en")]


def matches(node: AnyNode, words: tuple[tuple[str, ...], ...]) -> bool:
    indexed = {*tokens_of(node).name, *tokens_of(node).body}
    return all(any(_in(form, indexed) for form in word) for word in words)


def _in(form: str, indexed: set[str]) -> bool:
    return any(token.startswith(form[:-1]) for token in indexed) if form.endswith("*") else form in indexed


@pytest.mark.parametrize("text", ["музеями", "музеев", "МУЗЕЙ", "школьный музей", "museum", "Museums", "museu"])
def test_an_inflected_or_begun_word_finds_its_dictionary_form(text: str) -> None:
    assert found(text, MUSEUMS, TEACHER) == ["practice:museums"]


def test_a_word_finds_what_is_derived_from_it_after_what_has_the_word_itself() -> None:
    assert found("наставник", MENTORING, MENTORS_CLUB, MUSEUMS) == ["practice:club", "practice:mentoring"]


def test_an_english_gerund_finds_the_noun() -> None:
    assert found("mentoring", MENTORING, MENTORS_CLUB, MUSEUMS) == ["practice:mentoring", "practice:club"]


def test_a_kazakh_word_is_found_as_it_is_and_by_its_beginning() -> None:
    assert found("ұстаз", TEACHER, MUSEUMS) == ["institution:ustaz"]
    assert found("академия", TEACHER, MUSEUMS) == ["institution:ustaz"]


@pytest.mark.parametrize("text", ["елка", "ёлка", "ЁЛКА"])
def test_yo_and_ye_are_the_same_letter(text: str) -> None:
    assert found(text, YOLKA, MUSEUMS) == ["practice:yolka"]


def test_a_name_outranks_a_mention_in_another_text() -> None:
    assert found("музей", YOLKA, MUSEUMS) == ["practice:museums", "practice:yolka"]


def test_a_shorter_name_outranks_a_longer_one() -> None:
    long = Practice(id="practice:a-long", title=Texts(en="A week of school museums in the region"))
    assert found("museums", long, MUSEUMS) == ["practice:museums", "practice:a-long"]


def test_a_publication_ranks_after_the_thing_it_writes_about() -> None:
    paper = Source(id="source:a", title="School museums", language="en", publisher="Bulletin")
    assert found("school museums", paper, MUSEUMS) == ["practice:museums", "source:a"]
    assert found("bulletin", paper, MUSEUMS) == ["source:a"]


def test_an_accent_need_not_be_typed() -> None:
    malaga = City(id="city:malaga", name=Texts(es="Málaga"))
    assert found("malaga", malaga) == ["city:malaga"] == found("MÁLAGA", malaga)
    assert fold("Łódź") == "lodz"


def test_a_letter_with_a_breve_is_no_accented_letter() -> None:
    assert (fold("Йод"), fold("Ўдзячны")) == ("йод", "ўдзячны")


def test_an_organiser_that_is_no_party_is_found() -> None:
    network = Programme(id="programme:x", name=Texts(en="Games"), kind=ProgrammeKind.NETWORK, organiser_name="URBACT")
    assert found("urbact", network) == ["programme:x"]
    assert tokens_of(Programme(id="programme:x", name=Texts(en="Games"), kind=ProgrammeKind.NETWORK)).body == ()


def test_a_source_without_a_publisher_is_found_by_its_title() -> None:
    assert tokens_of(Source(id="source:b", title="Орал", language="kk")).body == ()


def test_ties_are_ordered_by_id() -> None:
    twins = [City(id=f"city:{slug}", name=Texts(en="Springfield")) for slug in ("b", "a", "c")]
    assert found("springfield", *twins) == ["city:a", "city:b", "city:c"]


def test_a_snippet_shows_the_place_of_the_word_in_the_readers_language() -> None:
    words = words_of("дерево")
    assert [hit.snippet for hit in rank([YOLKA], words, "ru")] == ["Праздник вокруг дерева, в музее тоже."]


def test_a_snippet_of_a_long_text_is_cut_between_words() -> None:
    long = Practice(
        id="practice:l", title=Texts(en="Canteens"), summary=Texts(en=" ".join(["organic"] * 30 + ["turnips"] + ["meals"] * 30))
    )
    snippet = rank([long], words_of("turnips"), "en")[0].snippet
    assert snippet is not None
    assert snippet.startswith("…organic ")
    assert snippet.endswith(" meals…")
    assert "turnips" in snippet
    assert len(snippet) <= 122


def test_a_text_without_a_word_asks_for_nothing() -> None:
    assert words_of("«—» !?") == ()


@given(st.text(max_size=40))
def test_any_text_asks_only_for_folded_words(text: str) -> None:
    for forms in words_of(text):
        for form in forms:
            assert form.rstrip("*") == fold(form.rstrip("*"))
            assert "*" not in form[:-1]
