"""Who is one across articles, from the words of small articles to the graph: names that mean several."""

from __future__ import annotations

import kg
from kg.model import Actor, Article


def actors(texts: dict[str, str], dates: dict[str, str] | None = None) -> list[Actor]:
    """The actors of the graph of articles by name."""
    return list(kg.from_articles([Article(k, t, published=(dates or {}).get(k)) for k, t in texts.items()]).actors)


def articles(actor: Actor) -> list[str]:
    """The articles that name an actor."""
    return sorted({m.article for m in actor.mentions})


def named(found: list[Actor], *names: str) -> list[tuple[str, list[str]]]:
    """Kind and articles of each actor that has one of the names."""
    return sorted((a.kind, articles(a)) for a in found if {a.name, *a.aliases} & set(names) and a.mentions)


def test_father_and_son_in_one_article_and_in_others() -> None:
    texts = {
        "both": "George H. W. Bush and his son, George W. Bush, supported the law.",
        "father": "President George H. W. Bush supported the treaty.",
        "son": "President George W. Bush criticized the plan.",
        "bare": "President Bush opposed the plan.",
    }
    found = actors(texts)
    assert named(found, "George H. W. Bush") == [("person", ["both", "father"])]
    assert named(found, "George W. Bush") == [("person", ["both", "son"])]
    assert named(found, "Bush") == [("person", ["bare"])]


def test_a_name_with_jr_beside_the_one_with_sr() -> None:
    texts = {
        "both": "John Roe Jr. criticized his father, John Roe Sr., on Monday. John Roe Jr. opposed the plan.",
        "bare": "John Roe supported the plan.",
    }
    assert [articles(a) for a in actors(texts) if a.kind == "person"] == [["bare"], ["both"], ["both"]]


def test_labour_of_hong_kong_and_of_britain() -> None:
    texts = {
        "hk": "Hong Kong's Labour Party opposed the budget. Lawmakers in Hong Kong debated it. Hong Kong is calm.",
        "hk2": "Hong Kong's Labour Party supported the strike.",
        "uk": "The Labour Party opposed the tax, Prime Minister Theresa May told parliament in London.",
        "uk2": "Labour criticized the British government in London.",
    }
    found = named(actors(texts), "Labour Party", "Labour")
    assert found == [("organization", ["hk", "hk2"]), ("organization", ["uk", "uk2"])]


def test_labour_where_nothing_tells_whose_it_is() -> None:
    texts = {
        "uk": "Britain's Labour Party opposed the tax, Prime Minister Theresa May told parliament in London.",
        "other": "Labour opposed the plan, ministers said. Norway and Israel were calm. Norway and Israel agreed.",
    }
    assert all(articles(a) != ["other", "uk"] for a in actors(texts) if a.kind != "person")


def test_washington_the_state_the_city_the_government_and_the_person() -> None:
    texts = {
        "state": "Washington Governor Jay Roe sued the federal government. Washington state opposed the ban.",
        "city": "The Washington, D.C., city council opposed the plan. Muriel Doe, mayor of Washington, left.",
        "government": "Washington criticized Moscow on Monday. Washington wants sanctions against Russia.",
        "person": "Kerry Washington criticized the plan. Washington said she would oppose it.",
    }
    found = actors(texts)
    assert named(found, "Washington", "Kerry Washington") == [("government", ["government"]), ("person", ["person"])]
    assert all(len(articles(actor)) <= 1 for actor in found)


def test_clinton_where_both_are_named_in_other_articles() -> None:
    texts = {
        "her": "Hillary Clinton opposed the deal. Clinton said it was wrong.",
        "her2": "Hillary Rodham Clinton criticized the plan.",
        "him": "Bill Clinton supported the deal.",
        "bare": "President Clinton criticized the plan on Monday. Clinton said it was wrong.",
    }
    found = [articles(a) for a in actors(texts) if a.kind == "person"]
    assert sorted(found) == [["bare"], ["her", "her2"], ["him"]]


def test_paul_is_a_surname_and_a_given_name() -> None:
    texts = {
        "a": "House Speaker Paul Ryan supported the tax bill. Ryan criticized the senators.",
        "b": "Ron Paul opposed the tax bill. Paul said it was wrong.",
        "c": "Sen. Rand Paul opposed the bill. Paul said he would vote no.",
    }
    assert [articles(a) for a in actors(texts) if a.kind == "person"] == [["a"], ["c"], ["b"]]


def test_two_parks_of_south_korea() -> None:
    texts = {
        "a": "South Korean President Park Geun-hye opposed the deal. Park said it was wrong.",
        "b": "Seoul Mayor Park Won-soon supported the deal. Park said it was good.",
    }
    assert sorted(articles(a) for a in actors(texts) if a.kind == "person") == [["a"], ["b"]]


def test_two_congos() -> None:
    texts = {
        "a": "The Republic of the Congo supported the deal.",
        "b": "The Democratic Republic of the Congo opposed the deal.",
        "c": "Congo-Brazzaville supported the plan.",
    }
    assert sorted(articles(a) for a in actors(texts)) == [["a", "c"], ["b"]]


def test_macedonia_under_both_names_is_one_state_and_the_greek_region_is_not() -> None:
    texts = {
        "before": "Macedonia criticized Greece on Monday.",
        "after": "North Macedonia criticized Greece on Monday.",
        "region": "The Greek region of Macedonia criticized the government in Athens. Its governor left.",
    }
    dates = {"before": "2015-03-01", "after": "2020-03-01", "region": "2020-04-01"}
    assert named(actors(texts, dates), "Macedonia", "North Macedonia") == [("government", ["after", "before"])]


def test_burma_and_myanmar_are_one_state() -> None:
    texts = {"a": "Burma criticized Thailand on Monday.", "b": "Myanmar criticized Thailand on Monday."}
    assert named(actors(texts), "Burma", "Myanmar") == [("government", ["a", "b"])]


def test_the_minister_and_the_ministry_of_two_countries() -> None:
    texts = {
        "a": "Senior ministers in Kenya opposed the deal. The Foreign Ministry criticized Norway. Kenya is calm.",
        "b": "Senior ministers in Norway opposed the deal. The Foreign Ministry criticized Kenya. Norway is calm.",
    }
    found = actors(texts)
    assert named(found, "Senior ministers") == [("group", ["a"]), ("group", ["b"])]
    assert named(found, "Foreign Ministry") == [("organization", ["a"]), ("organization", ["b"])]


def test_what_is_described_and_not_named_is_of_one_article() -> None:
    texts = {
        "a": "Her parents criticized the rebels on Monday. The rebels supported the deal.",
        "b": "Her parents criticized the rebels on Tuesday. The rebels supported the deal.",
        "c": "Kenyan lawmakers criticized the Obama administration.",
        "d": "Kenyan lawmakers supported the Obama administration.",
    }
    found = actors(texts)
    assert all(len(where) == 1 for _, where in named(found, "rebels", "Her parents"))
    assert len(named(found, "rebels")) == 2
    assert named(found, "Obama administration") == [("government", ["c", "d"])]


def test_a_body_that_an_article_gives_another_name() -> None:
    texts = {
        "a": "The Zorland Quarry Union, formerly known as the Zorland Mill League, opposed the tax.",
        "b": "The Zorland Mill League supported the tax.",
        "c": "The Zorland Quarry Union criticized Kenya.",
    }
    assert ("organization", ["a", "b", "c"]) in named(actors(texts), "Zorland Quarry Union")


def test_a_party_by_its_name_and_its_letters() -> None:
    texts = {
        "a": "The Christian Democratic Union opposed the tax, ministers in Berlin said.",
        "b": "The CDU criticized the German government in Berlin.",
    }
    assert [articles(a) for a in actors(texts) if "christian-democratic" in a.id] == [["a", "b"]]


def test_lords_and_baronesses_are_who_they_are_without_the_title() -> None:
    texts = {
        "a": "Lord Peter Mandel criticized the plan.",
        "b": "Peter Mandel criticized the plan.",
        "c": "Baroness Catherine Ashdale criticized the plan.",
        "d": "Catherine Ashdale criticized the plan.",
        "e": "Baroness Ashdale, the foreign policy chief of the European Union, criticized it.",  # may be another
    }
    assert sorted(articles(a) for a in actors(texts) if a.kind == "person") == [["a", "b"], ["c", "d"], ["e"]]


def test_a_hall_is_not_the_person_that_it_is_named_after() -> None:
    texts = {
        "a": "Lincoln Center criticized the mayor of New York on Monday.",
        "b": "President Abraham Lincoln criticized the plan. Lincoln said it was wrong.",
    }
    assert named(actors(texts), "Lincoln Center", "Abraham Lincoln") == [("organization", ["a"]), ("person", ["b"])]


def test_representatives_of_one_name_in_two_parties_are_two() -> None:
    texts = {
        "one": "Rep. Miles Roper (R-Ala.) supports the tax cut.",
        "two": "Rep. Miles Roper (D-Mich.) opposes the wall.",
    }
    assert sorted(articles(a) for a in actors(texts) if a.kind == "person") == [["one"], ["two"]]
