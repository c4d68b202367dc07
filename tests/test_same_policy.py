"""Which policies are one across articles: the cases that decide whether a discourse network can be trusted."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.identity import joined, policy_id
from kg.identity.decisions import PERSON, Decision, ruling
from kg.identity.joining import Joined
from kg.identity.policy_entries import expansion, policy_entry_id
from kg.identity.policy_forms import policy_form
from kg.model import Actor, Article, Evidence, Kind, Mention, Policy, Position, Stance
from kg.resources import rows

Told = tuple[str, str]  # article, name of a policy
HOLDERS = {"a": "Ada Roe", "b": "Bo Doe", "c": "Cy Poe"}


def graph_of(
    *told: Told,
    texts: dict[str, str] | None = None,
    dates: dict[str, str] | None = None,
    lands: dict[str, str] | None = None,
    stands: Sequence[Position] = (),
    holders: Sequence[str] = (),
    decided: Sequence[Decision] = (),
) -> Joined:
    """What is joined of articles with these policies, each with its holder; `lands`: whose government they name."""
    keys = dict.fromkeys(key for key, _ in told)
    articles = {k: Article(k, (texts or {}).get(k, f"{k} text"), published=(dates or {}).get(k)) for k in keys}
    actors = [known(f"{land} government", "government", key) for key, land in (lands or {}).items()]
    stances = []
    for n, (key, name) in enumerate(told):
        holder = known(holders[n] if holders else HOLDERS.get(key, f"Di {key.title()}oe"), "person", key)
        stances.append(
            Stance(
                actor=holder,
                stance=stands[n] if stands else "support",
                policy=Policy(policy_id(name, articles[key]), name),
                evidence=(Evidence(key, 0, 1, articles[key].text[:1]),),
                confidence=0.9,
                extractor="test/1",
            )
        )
    return joined(articles.values(), actors, stances, ruling(decided))


def known(name: str, kind: Kind, article: str) -> Actor:
    return Actor(name.lower().replace(" ", "-") + f"-{kind}", name, kind, (), (), (Mention(article, 0, 1),))


def policies(*told: Told, **options: object) -> list[list[str]]:
    """The policies, each as the articles that take a position on it."""
    graph = graph_of(*told, **options).graph  # type: ignore[arg-type]
    found: dict[str, set[str]] = {policy.id: set() for policy in graph.policies}
    for stance in graph.of_type(Stance):
        found[stance.policy.id] |= {e.article for e in stance.evidence}
    return sorted(sorted(articles) for articles in found.values())


def told_apart(*told: Told, **options: object) -> list[tuple[str, str]]:
    """The verdicts and reasons for what is not one."""
    decisions = graph_of(*told, **options).decisions  # type: ignore[arg-type]
    return [(d.verdict, d.reason) for d in decisions if d.verdict != "same"]


@pytest.mark.parametrize(
    "names",
    [
        ("farm laws", "the Farm Laws"),
        ("sanctions on Iran", "Iran sanctions"),
        ("construction of a border wall", "building a wall along the border"),
        ("border wall", "plan to build a border wall"),
        ("Obamacare", "Affordable Care Act"),
        ("repeal of Obamacare", "repealing the Affordable Care Act"),
        ("TPP", "Trans-Pacific Partnership"),
        ("Brexit", "leaving the European Union"),
        ("withdrawal from the EU", "leaving the European Union"),
        ("ban on assault weapons", "assault weapons ban"),
        ("raising the debt ceiling", "increase in the debt limit"),
        ("trade agreement with Japan", "trade deal with Japan"),
        ("same-sex marriage", "gay marriage"),
        ("deportation of asylum seekers", "deporting asylum seekers"),
        ("$15 minimum wage", "minimum wage of $15"),
        ("lifting the ban on cage farming", "removal of the cage farming ban"),
        ("imposing tariffs on Canadian steel", "tariffs on Canadian steel"),
        ("war with ISIS", "war against the Islamic State"),
        ("troops in Syria", "Syria troops"),
        ("withdrawal from Syria", "Syria withdrawal"),
        ("immigration overhaul", "immigration reform"),
    ],
)
def test_one_policy_under_different_words(names: tuple[str, str]) -> None:
    assert policies(("a", names[0]), ("b", names[1])) == [["a", "b"]]
    assert policies(("a", names[1]), ("b", names[0])) == [["a", "b"]]


@pytest.mark.parametrize(
    "names",
    [
        ("sanctions on Russia", "sanctions on Iran"),
        ("Russia sanctions", "Iran sanctions"),
        ("repeal of the carbon tax", "carbon tax"),
        ("lifting sanctions on Iran", "sanctions on Iran"),
        ("lifting sanctions on Iran", "imposing sanctions on Iran"),
        ("ban on fur farming", "legalization of fur farming"),
        ("leaving the European Union", "joining the European Union"),
        ("tax cuts for farmers", "tax increases for farmers"),
        ("blocking the repeal of Obamacare", "repeal of Obamacare"),
        ("second referendum on independence", "referendum on independence"),
        ("2016 school budget cuts", "2017 school budget cuts"),
        ("no-deal Brexit", "Brexit"),
        ("Article 370", "Article 50"),
        ("$15 minimum wage", "$10 minimum wage"),
        ("aid from Sweden", "aid to Sweden"),
        ("aid from Sweden", "Sweden aid"),
        ("attack by Freedonia", "attack on Freedonia"),
        ("job training program", "job train program"),
        ("reopening the border", "opening the border"),
        ("keeping the farm subsidy", "continuing the farm subsidy"),
        ("anti-abortion campaign", "abortion campaign"),
        ("border wall", "border wall funding"),
        ("withdrawal from the Paris Agreement", "Paris Agreement"),
        ("Keystone XL pipeline", "Dakota Access pipeline"),
        ("police reform", "policy reform"),
        ("new sanctions on Iran", "sanctions on Iran"),
        ("transfer of prisoners from Norway to Sweden", "transfer of prisoners from Sweden to Norway"),
        ("delay of the fishing ban", "fishing ban"),
    ],
)
def test_two_policies_of_like_words(names: tuple[str, str]) -> None:
    assert policies(("a", names[0]), ("b", names[1])) == [["a"], ["b"]]
    assert policies(("a", names[0]), ("a", names[1])) == [["a"], ["a"]]


@pytest.mark.parametrize("name", ["Senate bill", "federal law", "executive order", "more sanctions", "ban", "new plan"])
def test_a_name_that_tells_too_little_is_a_policy_of_its_article(name: str) -> None:
    assert policies(("a", name), ("b", name)) == [["a"], ["b"]]
    assert not told_apart(("a", name), ("b", name))


def test_opposite_directions_are_told_with_the_reason() -> None:
    reasons = told_apart(("a", "lifting sanctions on Iran"), ("b", "sanctions on Iran"))
    assert reasons == [
        ("different", "the same words, but opposite directions: the policy itself and end")
    ] or reasons == [("different", "the same words, but opposite directions: end and the policy itself")]


def test_other_countries_are_told_with_the_reason() -> None:
    [(verdict, reason)] = told_apart(("a", "sanctions on Iran"), ("b", "sanctions on Russia"))
    assert verdict == "different"
    assert "Iran" in reason
    assert "Russia" in reason


def test_whose_sanctions_nobody_can_tell() -> None:
    told = ("a", "Russian sanctions"), ("b", "sanctions on Russia")
    assert policies(*told) == [["a"], ["b"]]
    assert told_apart(*told) == [("unsure", "the same words otherwise put, yet Russia may play another part")]


def test_like_words_are_left_to_a_person() -> None:
    told = ("a", "farm subsidy programme for dairies"), ("b", "farm subsidy programme")
    assert policies(*told) == [["a"], ["b"]]
    assert [verdict for verdict, _ in told_apart(*told)] == ["unsure"]


@pytest.mark.parametrize("name", ["farm laws", "gun control", "healthcare reform", "judicial reform"])
def test_a_common_phrase_is_a_policy_of_a_country(name: str) -> None:
    told = [(key, name) for key in "abcd"]
    lands = {"a": "Indian", "b": "Kenyan", "c": "Indian"}
    graph = graph_of(*told, lands=lands)
    groups = policies(*told, lands=lands)
    assert ["a", "c"] in groups
    assert ["b"] in groups
    assert ["d"] in groups  # of no country: nobody can tell which
    assert len({policy.id for policy in graph.graph.policies}) == 3


def test_a_common_phrase_of_two_countries_is_told_with_the_reason() -> None:
    told = [("a", "gun control"), ("b", "gun control")]
    reasons = told_apart(*told, lands={"a": "Indian", "b": "Kenyan"})
    assert [verdict for verdict, _ in reasons] == ["different"]
    assert "India" in reasons[0][1]
    assert "Kenya" in reasons[0][1]


def test_a_common_phrase_in_an_article_of_no_country_is_that_of_the_only_one() -> None:
    told = [("a", "gun control"), ("b", "gun control")]
    assert policies(*told, lands={"a": "Kenyan"}) == [["a", "b"]]


def test_a_named_policy_is_one_in_all_countries() -> None:
    told = [("a", "Paris Agreement"), ("b", "Paris climate accord")]
    assert policies(*told, lands={"a": "Indian", "b": "Kenyan"}) == [["a", "b"]]
    told = [("a", "sanctions on Iran"), ("b", "Iran sanctions")]
    assert policies(*told, lands={"a": "Indian", "b": "Kenyan"}) == [["a", "b"]]


def test_other_countries_that_leave_the_union_are_no_brexit() -> None:
    told = [("a", "Brexit"), ("b", "leaving the European Union")]
    assert policies(*told, lands={"a": "British", "b": "Polish"}) == [["a"], ["b"]]
    assert policies(*told, lands={"a": "British", "b": "British"}) == [["a", "b"]]


def test_bills_of_one_name_are_one_only_near_in_time() -> None:
    told = [("a", "immigration bill"), ("b", "immigration bill")]
    assert policies(*told, dates={"a": "2013-05-02", "b": "2013-06-27"}) == [["a", "b"]]
    assert policies(*told, dates={"a": "2007-05-02", "b": "2013-06-27"}) == [["a"], ["b"]]
    assert told_apart(*told) == [("unsure", "same name, yet many are called so")]


@pytest.mark.parametrize("name", ["gun laws", "Iraq war", "weapons ban in Syria", "troops in Syria"])
def test_what_lasts_is_one_whatever_the_date(name: str) -> None:
    assert policies(("a", name), ("b", name), dates={"a": "2007-05-02", "b": "2013-06-27"}) == [["a", "b"]]


@pytest.mark.parametrize("name", ["Immigration Bill", "Farm Bill", "Health Care Law", "Budget Deal"])
def test_capitals_of_a_headline_make_no_name(name: str) -> None:
    assert policies(("a", name), ("b", name)) == [["a"], ["b"]]


def test_capitals_of_a_law_make_a_name() -> None:
    assert policies(("a", "Clean Rivers Act"), ("b", "Clean Rivers Act")) == [["a", "b"]]


@pytest.mark.parametrize(
    "name", ["gun control bills", "air strikes in Freedonia", "air strikes in Syria", "the Roe plan"]
)
def test_what_comes_and_goes_under_one_name_is_left_to_a_person(name: str) -> None:
    assert policies(("a", name), ("b", name)) == [["a"], ["b"]]
    assert [verdict for verdict, _ in told_apart(("a", name), ("b", name))] == ["unsure"]


def test_a_hold_on_something_goes_against_it() -> None:
    assert policies(("a", "hold on the harbour fee"), ("a", "harbour fee")) == [["a"], ["a"]]


def test_an_acronym_that_its_article_explains() -> None:
    told = [("a", "TAB"), ("b", "Trade Adjustment Bill"), ("c", "TAB")]
    texts = {"a": "They debated the Trade Adjustment Bill (TAB) at length.", "c": "The Toll Avoidance Ban (TAB) fell."}
    assert policies(*told, texts=texts) == [["a", "b"], ["c"]]
    reasons = [d.reason for d in graph_of(*told, texts=texts).decisions if d.verdict == "same"]
    assert reasons == ["TAB stands for Trade Adjustment Bill"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He read the Trade Adjustment Bill (TAB) aloud.", "Trade Adjustment Bill"),
        ("He read the TAB (Trade Adjustment Bill) aloud.", "Trade Adjustment Bill"),
        ("A ban on all boats (TAB) fell.", ""),
        ("TAB", ""),
        ("x " * 5000 + "(TAB)", ""),
    ],
)
def test_what_an_acronym_stands_for(text: str, words: str) -> None:
    assert expansion("TAB", text) == words


def test_an_acronym_without_explanation_is_the_only_policy_of_its_letters() -> None:
    told = [("a", "TAB"), ("b", "Trade Adjustment Bill")]
    assert policies(*told) == [["a", "b"]]
    assert policies(*told, ("c", "Toll Avoidance Ban")) == [["a"], ["b"], ["c"]]
    assert policies(*told, lands={"a": "Kenyan", "b": "Indian"}) == [["a"], ["b"]]
    assert policies(("a", "TB"), ("b", "Toad Bridge")) == [["a"], ["b"]]


def test_within_an_article_a_fuller_name_is_the_same_policy() -> None:
    assert policies(("a", "nuclear accord"), ("a", "Iran nuclear deal")) == [["a"]]
    assert policies(("a", "immigration reform"), ("a", "comprehensive immigration reform")) == [["a"]]
    assert policies(("a", "immigration reform"), ("b", "comprehensive immigration reform")) == [["a"], ["b"]]


def test_of_two_fuller_names_neither_is_taken() -> None:
    told = [("a", "fishing quota"), ("a", "fishing quota for herring"), ("a", "fishing quota for cod")]
    assert len(policies(*told)) == 3


def test_what_one_holder_supports_and_opposes_in_an_article_is_two_policies() -> None:
    told = [("a", "nuclear accord"), ("a", "Iran nuclear deal")]
    assert policies(*told, stands=("support", "oppose")) == [["a"], ["a"]]
    assert policies(*told, stands=("support", "oppose"), holders=("Ada Roe", "Bo Doe")) == [["a"]]


def entry(article: str, name: str) -> str:
    return policy_entry_id(policy_id(name, Article(article, "")), article)


def test_the_decision_of_a_person_wins_and_can_be_undone() -> None:
    told = [("a", "carbon tax"), ("b", "carbon levy scheme"), ("c", "carbon tax")]
    before = graph_of(*told)
    same = Decision(entry("a", "carbon tax"), entry("b", "carbon levy scheme"), "same", "", 1.0, PERSON)
    back = same._replace(a=same.b, b=same.a)
    apart = Decision(entry("a", "carbon tax"), entry("c", "carbon tax"), "different", "", 1.0, PERSON)
    assert policies(*told) == [["a", "c"], ["b"]]
    assert policies(*told, decided=[same]) == policies(*told, decided=[back]) == [["a", "b", "c"]]
    assert policies(*told, decided=[apart]) == [["a"], ["b"], ["c"]]
    assert policies(*told, decided=[same, apart]) == [["a", "b"], ["c"]]
    assert graph_of(*told) == before


def test_a_policy_that_bears_the_name_of_a_person_is_not_that_person() -> None:
    article = Article("a", "text")
    person = known("Roe", "person", "a")
    policy = Policy(person.id, "Roe")
    stance = Stance(actor=person, stance="support", policy=policy, evidence=(Evidence("a", 0, 1, "t"),), confidence=0.9,
                    extractor="test/1")  # fmt: skip
    decisions = [Decision(policy_entry_id(policy.id, "a"), "other", "same", "", 1.0, PERSON)]
    graph = joined([article], [person], [stance], ruling(decisions)).graph
    assert [a.name for a in graph.actors] == ["Roe"]
    assert [p.name for p in graph.policies] == ["Roe"]


def test_the_name_shown_is_the_commonest() -> None:
    told = [("a", "sanctions on Iran"), ("b", "Iran sanctions"), ("c", "Iran sanctions")]
    [policy] = graph_of(*told).graph.policies
    assert (policy.id, policy.name, policy.aliases) == ("iran-sanctions", "Iran sanctions", ("sanctions on Iran",))


def test_namesakes_have_ids_of_their_own() -> None:
    graph = graph_of(("a", "Senate bill"), ("b", "Senate bill")).graph
    assert len({policy.id for policy in graph.policies}) == 2
    assert {policy.name for policy in graph.policies} == {"Senate bill"}


NAMES = st.sampled_from([
    "farm laws", "farm law", "repeal of the farm laws", "Iran sanctions", "sanctions on Iran", "TPP", "ban", "(TAB)",
    "Trans-Pacific Partnership", "border wall", "building a border wall", "", "—", "the", "tax cut", "Senate bill",
])  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from("abcde"), NAMES), max_size=12), st.randoms(use_true_random=False))
def test_the_order_in_which_articles_come_makes_no_difference(told: list[Told], chance: random.Random) -> None:
    shuffled = chance.sample(told, len(told))
    assert graph_of(*told).graph == graph_of(*shuffled).graph
    assert set(graph_of(*told).decisions) == set(graph_of(*shuffled).decisions)


@given(st.text(max_size=80))
def test_any_text_has_a_form(name: str) -> None:
    form = policy_form(name)
    assert form == policy_form(name)
    assert not form.key or form.title or form.words or form.turns or form.figures or form.lands


def test_no_word_of_the_table_means_two_things() -> None:
    table = [row for row in rows("policy_words.tsv") if row["use"] not in {"vague", "lasting"}]
    forms = [form for row in table for form in row["words"].split(" | ")]
    assert sorted(forms) == sorted(set(forms))
    assert {row["use"] for row in rows("policy_words.tsv")} == {
        "same", "turn-", "turn+", "begin", "plan", "vague", "lasting", "figure", "link", "empty",
    }  # fmt: skip
