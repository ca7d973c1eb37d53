from __future__ import annotations

import pytest

from kb.errors import InvalidInput
from kb.model import Country
from kb.model.countries import check_country, country_name, country_names


def test_a_country_has_its_name_in_english_russian_belarusian_and_kazakh() -> None:
    names = Country(id="country:kz", code="KZ").name
    assert [names[lang] for lang in ("en", "ru", "be", "kk")] == ["Kazakhstan", "Казахстан", "Казахстан", "Қазақстан"]


def test_a_country_has_its_name_in_its_official_languages() -> None:
    assert country_names("IE")["ga"] == "Éire"
    assert country_names("DE").best("de") == "Deutschland"


@pytest.mark.parametrize("wrong", ["kz", "KAZ", "XX", "EU", "ZZ", "", "001"])
def test_what_is_no_country_code_is_told_how_one_looks(wrong: str) -> None:
    with pytest.raises(InvalidInput, match="is no country code; write it as ISO 3166-1 has it: KZ, BY, IE"):
        check_country(wrong)


@pytest.mark.parametrize(("lang", "expected"), [("de-AT", "Kasachstan"), ("zh-Hant", "哈薩克"), ("tlh", None), ("kk", "Қазақстан")])
def test_a_country_has_its_name_in_any_language_of_cldr(lang: str, expected: str | None) -> None:
    assert country_name("KZ", lang) == expected
