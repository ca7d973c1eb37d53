"""A small graph, made by hand: what the tests of the API expect is worked out from it.

country:by - region:mogilev - city:mstislavl-district - city:mstislavl - institution:gymnasium
country:ru - region:smolensk - city:pochinok-district - institution:centre
country:ru - city:moscow - institution:moscow-school
country:kz - city:oral           country:ie - city:cork
"""

from __future__ import annotations

from datetime import UTC, date, datetime

from kb.dates import parse
from kb.model import (
    Adoption,
    AdoptionStage,
    AnyFact,
    AnyNode,
    Citation,
    City,
    CityKind,
    Coordinates,
    Country,
    DateMeaning,
    Feasibility,
    Institution,
    InstitutionKind,
    Occurrence,
    Participation,
    Practice,
    Programme,
    ProgrammeKind,
    Region,
    Share,
    ShareFormat,
    Source,
    Texts,
    Topic,
    Visit,
)

TODAY = date(2024, 6, 30)
RECORDED_AT = datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC)
NEWS = Citation(source="source:news", locator="para 4")
BOOK = Citation(source="source:book")

NODES: tuple[AnyNode, ...] = (
    *(Country(id=f"country:{code.lower()}", code=code) for code in ("BY", "RU", "KZ", "IE")),
    Region(id="region:mogilev", name=Texts(en="Mogilev Region", ru="Могилёвская область"), part_of="country:by"),
    Region(
        id="region:smolensk", name=Texts(en="Smolensk Region"), part_of="country:ru", location=Coordinates(latitude=54.8, longitude=32.0)
    ),
    City(
        id="city:mstislavl-district",
        name=Texts(en="Mstislavl District", ru="Мстиславский район", be="Мсціслаўскі раён"),
        kind=CityKind.DISTRICT,
        part_of="region:mogilev",
        location=Coordinates(latitude=54.02, longitude=31.72),
    ),
    City(id="city:mstislavl", name=Texts(en="Mstislavl", ru="Мстиславль"), kind=CityKind.TOWN, part_of="city:mstislavl-district"),
    City(
        id="city:pochinok-district",
        name=Texts(en="Pochinok District", ru="Починковский район"),
        kind=CityKind.DISTRICT,
        part_of="region:smolensk",
        location=Coordinates(latitude=54.4, longitude=32.45),
    ),
    City(
        id="city:moscow", name=Texts(en="Moscow", ru="Москва"), part_of="country:ru", location=Coordinates(latitude=55.75, longitude=37.62)
    ),
    City(
        id="city:oral",
        name=Texts({"kk": "Орал", "en": "Oral", "zh-Hant": "烏拉爾"}),
        part_of="country:kz",
        location=Coordinates(latitude=51.23, longitude=51.37),
    ),
    City(id="city:cork", name=Texts(und="Corcaigh"), part_of="country:ie"),
    Institution(
        id="institution:centre",
        name=Texts(en="Children's Centre", ru="Дом детского творчества"),
        kind=InstitutionKind.EXTRA_CURRICULAR,
        place="city:pochinok-district",
        location=Coordinates(latitude=54.41, longitude=32.44),
        website="https://centre.example/",
        receives_visits=True,
    ),
    Institution(id="institution:gymnasium", name=Texts(en="Gymnasium"), kind=InstitutionKind.SCHOOL, place="city:mstislavl"),
    Institution(id="institution:moscow-school", name=Texts(en="School 1"), kind=InstitutionKind.SCHOOL, place="city:moscow"),
    Institution(id="institution:ministry", name=Texts(en="Ministry"), kind=InstitutionKind.EDUCATION_AUTHORITY, place="country:by"),
    Topic(id="topic:robotics", name=Texts(en="Robotics", ru="Робототехника")),
    Topic(id="topic:play", name=Texts(en="Play")),
    Source(
        id="source:news",
        title="Обмен опытом",
        url="https://news.example/1",
        publisher="The News",
        published=parse("2022-12-01"),
        language="ru",
    ),
    Source(id="source:book", title="A book"),
    Practice(
        id="practice:robotics",
        title=Texts(en="Robotics at the centre", ru="Робототехника в центре", be="Робататэхніка"),
        summary=Texts(en="Children build robots.", ru="Дети собирают роботов."),
        problem=Texts(en="Nothing to do after school."),
        audience=Texts(en="Pupils of 8 to 14.", ru="Ученики 8-14 лет."),
        note=Texts(en="Two places claim to have begun it.", ru="Началом называют два места."),
        topics=("topic:robotics", "topic:play"),
        origin="institution:centre",
        feasibility=Feasibility(
            cost=2, effort=3, months_to_start=1.5, prerequisites=Texts(en="A room.", ru="Помещение."), evidence=4, citations=(BOOK,)
        ),
        citations=(NEWS,),
    ),
    Practice(
        id="practice:robotics-groups",
        title=Texts(en="Robotics groups"),
        topics=("topic:robotics",),
        origin="city:mstislavl-district",
        derived_from="practice:robotics",
    ),
    Practice(id="practice:mentoring", title=Texts(en="Mentoring", ru="Наставничество"), origin="institution:moscow-school"),
    Practice(id="practice:play", title=Texts(en="Play streets"), topics=("topic:play",), feasibility=Feasibility(cost=1)),
    Programme(id="programme:union", name=Texts(en="Union plan"), kind=ProgrammeKind.PROGRAMME, organiser_name="The Union State"),
    Programme(
        id="programme:exchange",
        name=Texts(en="Exchange of two districts", ru="Обмен двух районов"),
        kind=ProgrammeKind.AGREEMENT,
        note=Texts(en="Nobody counted who came."),
        organiser="city:mstislavl-district",
        start=parse("2021"),
        end=parse("2022-12"),
        place="city:pochinok-district",
        participants=50,
        part_of="programme:union",
        parties=(
            Participation(party="institution:centre"),
            Participation(party="city:pochinok-district", role=Texts(en="host")),
            Participation(party="city:mstislavl-district", role=Texts(en="guest", ru="гость"), since=parse("2021-03")),
        ),
        citations=(NEWS,),
    ),
)

FACTS: tuple[AnyFact, ...] = (
    Share(
        id="share:day",
        practice="practice:robotics",
        to="city:mstislavl-district",
        from_="institution:centre",
        programme="programme:exchange",
        date=parse("2022-10-05"),
        format=ShareFormat.VISIT,
        event_participants=30,
        citations=(NEWS,),
    ),
    Share(
        id="share:year",
        practice="practice:robotics",
        to="institution:moscow-school",
        from_="city:pochinok-district",
        date=parse("2021"),
        format=ShareFormat.FORUM,
        citations=(BOOK,),
    ),
    Share(id="share:undated", practice="practice:mentoring", to="city:mstislavl", citations=(BOOK,)),
    Share(
        id="share:announced",
        practice="practice:mentoring",
        to="country:ru",
        date=parse("2023"),
        occurrence=Occurrence.ANNOUNCED,
        collective=Texts(en="institutes of 36 regions", ru="институты 36 регионов"),
        collective_size=36,
        citations=(NEWS,),
    ),
    Share(id="share:season", practice="practice:play", to="city:oral", date=parse("2019-23"), citations=(BOOK,)),
    Adoption(
        id="adoption:pilot",
        practice="practice:robotics",
        by="city:mstislavl-district",
        stage=AdoptionStage.PILOTING,
        learned_from="institution:centre",
        programme="programme:exchange",
        date=parse("2022-11"),
        citations=(NEWS,),
    ),
    Adoption(
        id="adoption:full",
        practice="practice:robotics",
        by="city:mstislavl-district",
        stage=AdoptionStage.ADOPTED,
        date=parse("2022-12-01"),
        change=Texts(en="Weekly, not daily.", ru="Раз в неделю."),
        outcome=Texts(en="40 children.", ru="40 детей."),
        citations=(NEWS, BOOK),
    ),
    Adoption(
        id="adoption:gymnasium",
        practice="practice:mentoring",
        by="institution:gymnasium",
        stage=AdoptionStage.ADOPTED,
        learned_from="city:moscow",
        date=parse("2021"),
        citations=(BOOK,),
    ),
    Adoption(
        id="adoption:interest",
        practice="practice:play",
        by="city:moscow",
        stage=AdoptionStage.INTERESTED,
        date=parse("2020"),
        citations=(BOOK,),
    ),
    Adoption(
        id="adoption:adapted",
        practice="practice:play",
        by="city:moscow",
        stage=AdoptionStage.ADAPTED,
        date=parse("2020-05?"),
        citations=(BOOK,),
    ),
    Adoption(
        id="adoption:given-up",
        practice="practice:robotics",
        by="institution:moscow-school",
        stage=AdoptionStage.ABANDONED,
        date=parse("2023"),
        disputed=True,
        note=Texts(en="The school says otherwise."),
        citations=(BOOK,),
    ),
    Adoption(
        id="adoption:oral", practice="practice:play", by="city:oral", stage=AdoptionStage.ADOPTED, date=parse("2019~"), citations=(BOOK,)
    ),
    Adoption(id="adoption:declined", practice="practice:robotics", by="city:cork", stage=AdoptionStage.DECLINED, citations=(BOOK,)),
    Visit(
        id="visit:district",
        visitor="city:mstislavl-district",
        host="institution:centre",
        programme="programme:exchange",
        date=parse("2022-10-05"),
        purpose=Texts(en="To see robots.", ru="Посмотреть роботов."),
        event_participants=30,
        citations=(NEWS,),
    ),
    Visit(
        id="visit:oral",
        visitor="city:oral",
        host="city:moscow",
        date=parse("2021-06/2021-07"),
        date_meaning=DateMeaning.FRAME,
        citations=(BOOK,),
    ),
    Visit(id="visit:gymnasium", visitor="institution:gymnasium", host="city:moscow", date=parse("2020-02"), citations=(BOOK,)),
)
