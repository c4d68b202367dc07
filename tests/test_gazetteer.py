"""The seed tables are well-formed and unambiguous; the look-ups find what news writes, and say None in doubt."""

from __future__ import annotations

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import gazetteer as known
from kg import seeds
from kg.model import fold
from kg.resources import rows, seed

TABLES = {
    "bodies.tsv": ("name", "kind", "type"),
    "countries.tsv": ("name", "demonyms"),
    "given_names.tsv": ("origin", "gender", "names"),
    "metonyms.tsv": ("phrase", "meaning", "kind", "ambiguous"),
    "offices.tsv": ("office", "level", "unique"),
    "outlets.tsv": ("name", "type"),
    "party_tags.tsv": ("tag", "party"),
    "regions.tsv": ("name", "country"),
    "role_nouns.tsv": ("noun", "gender", "political", "kind"),
    "titles.tsv": ("title", "gender"),
    "us_states.tsv": ("name",),
}
ALLOWED = {
    ("bodies.tsv", "kind"): {"organization", "government", "group"},
    ("metonyms.tsv", "kind"): {"organization", "government", "group"},
    ("metonyms.tsv", "ambiguous"): {"yes", "no"},
    ("offices.tsv", "unique"): {"yes", "no"},
    ("offices.tsv", "level"): {
        "national", "regional", "local", "party", "international", "judicial", "military", "civil",
    },
    ("outlets.tsv", "type"): {"newspaper", "magazine", "broadcaster", "news agency", "website", "pollster"},
    ("role_nouns.tsv", "gender"): {"m", "f", "-"},
    ("role_nouns.tsv", "political"): {"yes", "no"},
    ("role_nouns.tsv", "kind"): {"office", "membership", "profession", "relation"},
    ("titles.tsv", "gender"): {"m", "f", "-"},
    ("given_names.tsv", "gender"): {"m", "f", "-"},
}  # fmt: skip
TYPES = {
    "agency", "armed forces", "armed group", "caucus", "central bank", "chamber", "church", "committee", "company",
    "court", "government", "intergovernmental", "members", "ministry", "movement", "ngo", "parliament", "party",
    "think tank", "union",
}  # fmt: skip


# The tables


@pytest.mark.parametrize("table", TABLES)
def test_every_row_is_whole_and_its_words_are_allowed(table: str) -> None:
    read = list(rows(table))
    assert len(read) > 10
    for row in read:
        assert all(row[column] for column in TABLES[table]), row
        for column, cell in row.items():
            assert cell in ALLOWED.get((table, column), {cell}), (column, row)
            assert "|" not in cell or all(part.strip() for part in cell.split("|")), row


@pytest.mark.parametrize("table", TABLES)
def test_no_row_says_the_same_name_twice(table: str) -> None:
    first = TABLES[table][0]
    names = [(row[first], row.get("country"), row.get("gender")) for row in rows(table)]
    assert sorted(set(names)) == sorted(names)


def _names() -> list[tuple[str, list[tuple[str, str]]]]:
    def pairs(items: object) -> list[tuple[str, str]]:
        return [(form, item.name) for item in items for form in (item.name, *getattr(item, "aliases", ()))]  # type: ignore[attr-defined]

    bodies = {table: getattr(seeds.bodies(), table) for table in ("strong", "general", "bound")}
    found = [
        (f, [(form, body.name) for form in index.forms for body in index.all(form)]) for f, index in bodies.items()
    ]
    return [
        *found,
        ("countries", pairs(seeds.countries())),
        ("demonyms", [(form, item.name) for item in seeds.countries() for form in item.demonyms]),
        ("capitals", [(item.capital, item.name) for item in seeds.countries() if item.capital]),
        ("metonyms", pairs(seeds.metonyms())),
        ("outlets", pairs(seeds.outlets())),
        ("regions", [(form, r.name) for r in seeds.regions() for form in (r.name, *r.abbreviations)]),
        ("titles", pairs(seeds.titles())),
        (
            "offices",
            [(form, row["office"]) for row in rows("offices.tsv") for form in _cells(row, "office", "aliases")],
        ),
        ("parties", [(row["tag"], row["party"]) for row in rows("party_tags.tsv")]),
    ]


def _cells(row: dict[str, str], *columns: str) -> list[str]:
    return [part.strip() for column in columns for part in row[column].split("|") if part.strip()]


@pytest.mark.parametrize(("table", "names"), _names(), ids=lambda value: value if isinstance(value, str) else "")
def test_a_name_means_one_thing(table: str, names: list[tuple[str, str]]) -> None:
    meanings: dict[str, set[str]] = {}
    for form, name in names:
        meanings.setdefault(form if table in {"regions", "parties"} else fold(form), set()).add(name)
    assert {form: found for form, found in meanings.items() if len(found) > 1} == {}


def test_a_given_name_has_one_gender() -> None:
    listed = [fold(name) for row in rows("given_names.tsv") for name in _cells(row, "names")]
    assert len(listed) == len(set(listed)) > 1200


def test_every_country_named_in_a_table_is_in_countries() -> None:
    lands = {land.name for land in seeds.countries()}
    named = {
        (table, row["country"]) for table in TABLES for row in rows(table) if row.get("country") not in (None, "", "*")
    }
    assert {(table, land) for table, land in named if land not in lands} == set()


def test_every_body_has_a_known_type() -> None:
    assert {row["type"] for row in rows("bodies.tsv")} == TYPES


def test_every_organization_of_an_office_is_a_body_or_country_of_the_tables() -> None:
    lands = {land.name for land in seeds.countries()}
    blanks = {"{country}", "{place}", "{party}"}
    for office in seeds.offices().values():
        for template in set(office.organization) - blanks - lands:
            body = known.body(template, country=office.country)
            assert body is not None, (office.name, template)
            assert template == body.name, (office.name, template)


def test_every_named_seat_is_an_office_and_two_bodies_of_the_tables() -> None:
    offices = {office.name for office in seeds.offices().values()}
    for row in rows("named_seats.tsv"):
        assert row["office"] in offices, row
        assert [(b := known.body(row[c])) and b.name for c in ("named", "organization")] == [
            row["named"], row["organization"],
        ], row  # fmt: skip


def test_initials_of_an_office_are_no_bodys_name() -> None:
    for row in rows("office_initials.tsv"):
        assert known.body(row["initials"]) is None
        assert row["unless"] == row["unless"].lower()


def test_every_metonym_means_a_country_a_body_or_a_group() -> None:
    for item in seeds.metonyms():
        if item.kind != "group":
            assert known.country(item.meaning) or known.body(item.meaning, country=item.country), item


def test_no_outlet_is_also_a_body_a_country_or_a_people() -> None:
    forms = [form for item in seeds.outlets() for form in (item.name, *item.aliases)]
    assert [form for form in forms if known.body(form) or known.nation(form) or known.metonym(form)] == []


def test_every_word_of_the_tables_is_described() -> None:
    text = seed("README.md").read_text(encoding="utf-8")
    for table in TABLES:
        assert f"`{table}`" in text
        for column in next(iter(rows(table))):
            assert re.search(rf"`{column}`", text), (table, column)


# Countries


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("Mexico", "Mexico"),
        ("the United States", "United States"),
        ("The United States", "United States"),
        ("U.S.", "United States"),
        ("the U.S.’s", "United States"),
        ("US", "United States"),
        ("America", "United States"),
        ("Britain", "United Kingdom"),
        ("U.K.", "United Kingdom"),
        ("the Netherlands", "Netherlands"),
        ("North Korea's", "North Korea"),
        ("DPRK", "North Korea"),
        ("UAE", "United Arab Emirates"),
        ("Côte d’Ivoire", "Ivory Coast"),
        ("Türkiye", "Turkey"),
    ],
)
def test_country_by_name_alias_and_abbreviation(phrase: str, name: str) -> None:
    found = known.country(phrase)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    "phrase", ["us", "Us", "the us", "uk", "turkey", "chad", "Mexican", "European Union", "", " ", "the"]
)
def test_no_country_without_its_capitals(phrase: str) -> None:
    assert known.country(phrase) is None


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("Mexican", "Mexico"), ("Mexicans", "Mexico"), ("British", "United Kingdom"), ("Brits", "United Kingdom"),
        ("Americans", "United States"), ("Dutch", "Netherlands"), ("Danes", "Denmark"), ("South Korean", "South Korea"),
        ("Nigerien", "Niger"), ("Nigerian", "Nigeria"), ("Welsh", "Wales"), ("Palestinians", "Palestine"),
    ],
)  # fmt: skip
def test_demonym_as_adjective_and_people(word: str, name: str) -> None:
    found = known.demonym(word)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(("phrase"), ["polish", "Korean", "Kurdish", "European", "Mexico", "Asian"])
def test_no_demonym_where_no_one_country_is_meant(phrase: str) -> None:
    assert known.demonym(phrase) is None


@pytest.mark.parametrize(
    "phrase",
    [
        "the Mexican government",
        "Mexico’s government",
        "the government of Mexico",
        "Government of Mexico",
        "Mexican authorities",
    ],
)
def test_a_government_by_adjective_possessive_and_of(phrase: str) -> None:
    found = known.government(phrase)
    assert found is not None
    assert found.name == "Mexico"


@pytest.mark.parametrize(
    "phrase", ["Mexico", "the government", "local government", "government of the people", "Obama administration"]
)
def test_no_government_without_a_country(phrase: str) -> None:
    assert known.government(phrase) is None


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("Ohio", "Ohio"),
        ("Calif.", "California"),
        ("N.Y.", "New York"),
        ("TX", "Texas"),
        ("Bavaria", "Bavaria"),
        ("Baden-Wuerttemberg", None),
        ("Baden-Württemberg", "Baden-Württemberg"),
        ("Que.", "Quebec"),
        ("NSW", "New South Wales"),
        ("Miss", None),
        ("Miss.", "Mississippi"),
        ("or", None),
        ("OR", "Oregon"),
        ("me", None),
        ("MP", None),
    ],
)
def test_region_by_name_and_by_exact_abbreviation(word: str, name: str | None) -> None:
    found = known.region(word)
    assert (found.name if found else None) == name


# Metonyms


@pytest.mark.parametrize(
    ("phrase", "meaning", "kind"),
    [
        ("the Kremlin", "Russia", "government"),
        ("White House", "White House", "government"),
        ("No. 10", "United Kingdom", "government"),
        ("10 Downing Street", "United Kingdom", "government"),
        ("the Élysée", "France", "government"),
        ("the Elysee Palace", "France", "government"),
        ("Capitol Hill", "Congress", "organization"),
        ("Pentagon", "Department of Defense", "organization"),
        ("Brussels", "European Union", "organization"),
        ("Planalto", "Brazil", "government"),
    ],
)
def test_a_seat_of_power_stands_for_those_who_sit_there(phrase: str, meaning: str, kind: str) -> None:
    found = known.metonym(phrase)
    assert found is not None
    assert (found.meaning, found.kind) == (meaning, kind)


def test_a_capital_stands_for_its_government_and_is_marked() -> None:
    moscow, washington = known.metonym("Moscow"), known.metonym("Washington")
    assert moscow
    assert moscow.meaning == "Russia"
    assert moscow.capital
    assert not moscow.ambiguous
    assert washington
    assert washington.meaning == "United States"
    assert washington.ambiguous


# Bodies


@pytest.mark.parametrize(
    ("phrase", "name", "kind"),
    [
        ("the State Department", "Department of State", "organization"),
        ("U.S. Department of State", "Department of State", "organization"),
        ("DHS", "Department of Homeland Security", "organization"),
        ("FBI’s", "FBI", "organization"),
        ("the Federal Bureau of Investigation", "FBI", "organization"),
        ("Nato", "NATO", "organization"),
        ("the E.U.", "European Union", "organization"),
        ("House", "House of Representatives", "organization"),
        ("Lords", "House of Lords", "organization"),
        ("Labour", "Labour Party", "organization"),
        ("the Tories", "Conservative Party", "organization"),
        ("GOP", "Republican Party", "organization"),
        ("Democrats", "Democrats", "group"),
        ("Senate Republicans", "Senate Republicans", "group"),
        ("ISIS", "Islamic State", "group"),
        ("Sinn Fein", "Sinn Féin", "organization"),
        ("Palestinian Authority", "Palestinian Authority", "government"),
    ],
)
def test_body_by_name_alias_and_acronym(phrase: str, name: str, kind: str) -> None:
    found = known.body(phrase)
    assert found is not None
    assert (found.name, found.kind) == (name, kind)


@pytest.mark.parametrize(
    "phrase", ["who", "Who", "ice", "Ice", "house", "un", "unite", "democrats", "Let", "Dod", "", "the"]
)
def test_no_body_without_its_capitals(phrase: str) -> None:
    assert known.body(phrase, weak=True) is None


@pytest.mark.parametrize(
    ("phrase", "name"),
    [("State", "Department of State"), ("Justice", "Department of Justice"), ("Energy", "Department of Energy"),
     ("Republican", "Republican Party"), ("Tory", "Conservative Party")],
)  # fmt: skip
def test_an_everyday_word_counts_only_when_asked_for(phrase: str, name: str) -> None:
    asked = known.body(phrase, weak=True)
    assert known.body(phrase) is None
    assert asked
    assert asked.name == name


@pytest.mark.parametrize(
    ("phrase", "name", "country"),
    [
        ("the U.S. Senate", "Senate", "United States"),
        ("French Senate", "French Senate", "France"),
        ("Iran’s Foreign Ministry", "Iranian Foreign Ministry", "Iran"),
        ("the Iranian foreign ministry", "Iranian Foreign Ministry", "Iran"),
        ("South Korean Ministry of Foreign Affairs", "South Korean Foreign Ministry", "South Korea"),
        ("Turkish army", "Turkish Army", "Turkey"),
        ("UK Treasury", "HM Treasury", "United Kingdom"),
        ("Canada's Conservatives", "Conservative Party of Canada", "Canada"),
        ("Indian Supreme Court", "Supreme Court of India", "India"),
        ("the foreign ministry", "Foreign Ministry", None),
        ("Supreme Court", "Supreme Court", None),
    ],
)
def test_the_country_before_a_shared_name_tells_whose_it_is(phrase: str, name: str, country: str | None) -> None:
    found = known.body(phrase)
    assert found is not None
    assert (found.name, found.country) == (name, country)


def test_the_country_of_the_text_tells_whose_a_shared_name_is() -> None:
    labor = known.body("Labor", country="Australia")
    senate = known.body("Senate", country="Mexico")
    agency = known.body("CIA", country="Mexico")
    assert labor
    assert labor.name == "Australian Labor Party"
    assert senate
    assert senate.name == "Mexican Senate"
    assert agency
    assert agency.name == "CIA"


@pytest.mark.parametrize(
    "phrase", ["Labor", "Liberals", "Greens", "Security", "BLM", "the army", "Police", "Opposition", "Moody"]
)
def test_no_body_where_several_could_be_meant(phrase: str) -> None:
    assert known.body(phrase) is None


@pytest.mark.parametrize(
    ("word", "country", "name"),
    [
        ("Republican", None, "Republican Party"),
        ("Democrats", None, "Democratic Party"),
        ("Tory", None, "Conservative Party"),
        ("Labour", None, "Labour Party"),
        ("SPD", None, "Social Democratic Party of Germany"),
        ("Conservative", None, None),
        ("Conservative", "Canada", "Conservative Party of Canada"),
        ("Green", None, None),
        ("democratic", None, None),
        ("Senate", None, None),
    ],
)
def test_party_of_an_adjective_or_its_followers(word: str, country: str | None, name: str | None) -> None:
    found = known.party(word, country=country)
    assert (found.name if found else None) == name


# Offices, role nouns, titles


@pytest.mark.parametrize(
    ("phrase", "office", "before", "words", "after"),
    [
        ("Mexican Foreign Affairs Secretary", "foreign minister", "Mexican", "Foreign Affairs Secretary", ""),
        ("the Mexican foreign minister", "foreign minister", "Mexican", "foreign minister", ""),
        ("the president of Mexico", "president", "", "president", "of Mexico"),
        ("former secretary of state", "secretary of state", "former", "secretary of state", ""),
        ("secretary of state for energy", "secretary of state", "", "secretary of state", "for energy"),
        ("White House press secretary", "press secretary", "White House", "press secretary", ""),
        ("deputy prime minister", "deputy prime minister", "", "deputy prime minister", ""),
        ("President-elect", "president", "", "President", "elect"),
        ("ex-president", "president", "ex", "president", ""),
        ("vice-president", "vice president", "", "vice-president", ""),
        ("attorneys general", "attorney general", "", "attorneys general", ""),
        ("Ohio Senators", "senator", "Ohio", "Senators", ""),
        ("adviser to the president", "adviser", "", "adviser", "to the president"),
        ("Secretary of State nominee", "secretary of state", "", "Secretary of State", "nominee"),
    ],
)
def test_the_office_of_a_phrase_and_what_stands_around_it(
    phrase: str, office: str, before: str, words: str, after: str
) -> None:
    found = known.office(phrase)
    assert found is not None
    assert (found.office.name, found.before, found.words, found.after) == (office, before, words, after)


@pytest.mark.parametrize("phrase", ["teacher of military justice", "President Lincoln", "trumpet", "", " "])
def test_no_office_where_it_is_not_the_head(phrase: str) -> None:
    assert known.office(phrase) is None


@pytest.mark.parametrize(
    ("office", "given", "seats"),
    [
        ("secretary of state", {}, ("Department of State", "United States")),
        ("secretary of state", {"place": "Georgia"}, ("Georgia", "Department of State", "United States")),
        ("homeland security secretary", {}, ("Department of Homeland Security",)),
        ("senator", {"place": "Ohio"}, ("Senate", "United States")),
        ("senator", {"country": "Mexico"}, ("Mexico",)),
        ("foreign minister", {"country": "Iran"}, ("Iran",)),
        ("foreign minister", {}, ()),
        ("governor", {"place": "Texas"}, ("Texas",)),
        ("mayor", {"country": "Germany"}, ()),
        ("party leader", {"party": "Likud"}, ("Likud",)),
        ("fbi director", {"country": "Russia"}, ("FBI",)),
        ("taoiseach", {}, ("Ireland",)),
        ("mep", {"country": "France"}, ("European Parliament",)),
    ],
)
def test_where_an_office_is_held(office: str, given: dict[str, str], seats: tuple[str, ...]) -> None:
    found = known.office(office)
    assert found is not None
    assert known.seats(found.office, **given) == seats


def test_unique_offices_have_one_holder_at_a_time() -> None:
    unique = {name: found.office.unique for name in ("prime minister", "senator") if (found := known.office(name))}
    assert unique == {"prime minister": True, "senator": False}


@pytest.mark.parametrize(
    ("word", "noun", "gender"),
    [("spokeswomen", "spokeswoman", "f"), ("secretaries", "secretary", None), ("Chiefs", "chief", None),
     ("attorneys", "attorney", None), ("co-founders", "co-founder", None), ("King", "king", "m")],
)  # fmt: skip
def test_role_noun_in_singular_and_plural(word: str, noun: str, gender: str | None) -> None:
    found = known.role_noun(word)
    assert found is not None
    assert (found.name, found.gender) == (noun, gender)


@pytest.mark.parametrize("word", ["table", "presidency", "ministry", ""])
def test_no_role_noun(word: str) -> None:
    assert known.role_noun(word) is None


@pytest.mark.parametrize(
    ("word", "role", "gender"),
    [("Sen.", "senator", None), ("Sen", "senator", None), ("Lt. Gov.", "lieutenant governor", None), ("Mr.", None, "m"),
     ("Mrs", None, "f"), ("Prime Minister", "prime minister", None), ("Baroness", None, "f"), ("Queen", "queen", "f")],
)  # fmt: skip
def test_title_with_the_role_and_gender_it_implies(word: str, role: str | None, gender: str | None) -> None:
    found = known.title(word)
    assert found is not None
    assert (found.role, found.gender) == (role, gender)


@pytest.mark.parametrize("word", ["sen.", "king", "president", "Don", "Baron", "Table", ""])
def test_a_title_begins_with_a_capital(word: str) -> None:
    assert known.title(word) is None


# Given names, party tags, outlets


@pytest.mark.parametrize(
    ("name", "gender"),
    [("Angela", "f"), ("Luis", "m"), ("Jean-Claude", "m"), ("José María", "m"), ("Mary Ann", "f"), ("Recep", "m"),
     ("Shinzo", "m"), ("Nicola", None), ("Kim", None), ("Andrea", None), ("", None)],
)  # fmt: skip
def test_gender_of_a_given_name(name: str, gender: str | None) -> None:
    assert known.gender(name) == gender


@pytest.mark.parametrize(
    ("tag", "party"),
    [
        ("R", "Republican Party"),
        ("D", "Democratic Party"),
        ("Lab", "Labour Party"),
        ("I", "independent"),
        ("r", None),
        ("X", None),
    ],
)
def test_party_of_a_tag(tag: str, party: str | None) -> None:
    assert known.party_tag(tag) == party


@pytest.mark.parametrize(
    "phrase", ["the New York Times", "The Hill", "AP", "BBC", "Der Spiegel", "Fox News’s", "Gallup"]
)
def test_outlets_and_pollsters(phrase: str) -> None:
    assert known.is_outlet(phrase)


@pytest.mark.parametrize(
    "phrase",
    [
        "Hill",
        "the Hill",
        "Harper",
        "Monmouth University",
        "ap",
        "Guardian Council",
        "Atlantic",
        "Australian",
        "Time",
        "White House",
    ],
)
def test_no_outlet_where_the_word_is_another_thing(phrase: str) -> None:
    assert not known.is_outlet(phrase)


# All look-ups


LOOKUPS = (
    known.body,
    known.capital,
    known.country,
    known.demonym,
    known.gender,
    known.government,
    known.is_outlet,
    known.metonym,
    known.nation,
    known.office,
    known.outlet,
    known.party,
    known.party_tag,
    known.region,
    known.role_noun,
    known.title,
)


@given(st.one_of(st.text(max_size=60), st.text(alphabet=string.ascii_letters + " .-'’|{}", max_size=60)))
def test_a_lookup_takes_any_text(text: str) -> None:
    for look in LOOKUPS:
        assert look(text) == look(text)


@given(
    st.sampled_from(sorted(known.phrases()["body"])), st.sampled_from(["", "the "]), st.sampled_from(["", "'s", "’s"])
)
def test_article_and_possessive_change_nothing(form: str, article: str, possessive: str) -> None:
    assert known.body(f"{article}{form}{possessive}") == known.body(form) is not None


def test_phrases_are_sorted_and_found_again() -> None:
    finders = {
        "body": known.body, "country": known.country, "demonym": known.demonym, "metonym": known.metonym,
        "office": known.office, "outlet": known.outlet, "region": known.region, "title": known.title,
    }  # fmt: skip
    found = known.phrases()
    assert set(found) == set(finders)
    for label, forms in found.items():
        assert list(forms) == sorted(set(forms))
        assert [form for form in forms if finders[label](form) is None] == []
