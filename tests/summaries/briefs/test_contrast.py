import pytest

from summaries.briefs import tensions
from summaries.briefs.contrast import pulling_apart
from summaries.briefs.material import Material
from summaries.model import Act, Grade, Position, Quotation, StanceStatement
from summaries.topics import parse_topic
from tests.summaries.briefs.conftest import Desk

TOPIC = parse_topic(
    """
    id = "strait"
    title = "The strait"

    [[actors]]
    id = "orland"
    name = "Orland"

    [[people]]
    id = "ines-dahl"
    name = "Ines Dahl"
    actor = "orland"

    [[people]]
    id = "per-voss"
    name = "Per Voss"
    actor = "orland"

    [[issues]]
    id = "embargo"
    name = "The embargo"
    terms = ["embargo"]

    [[issues]]
    id = "orland-rule"
    name = "Orland's rule"
    actor = "orland"
    terms = ["rule"]

    [[issues]]
    id = "talks"
    name = "Talks"
    terms = ["talks"]
    """
)
FOR, AGAINST = Position.SUPPORTS, Position.OPPOSES


class Speeches:
    """Collects what two people of one side say, each in an article of its own."""

    def __init__(self) -> None:
        self.desk = Desk()
        self.quotations: list[Quotation] = []
        self.stances: list[StanceStatement] = []

    def add(self, person: str, words: str, position: Position, day: str = "", **more: object) -> None:
        """One sentence said by a person on a day (of the article alone where ``said`` is told to be "")."""
        article = self.desk.article(f"a{len(self.quotations)}", f"“{words}”", "The Post", day)
        name = TOPIC.person(person).name
        quotation = Quotation.model_validate(
            {
                "kind": "direct", "content": (article.span(1, 1 + len(words)),), "name": name,
                "context": article.span(0, len(words) + 2), "person": person, "actor": "orland",
                "grade": Grade.DIRECT,
            }
        )  # fmt: skip
        fields: dict[str, object] = {
            "actor": "orland", "person": person, "name": name, "target": "embargo", "position": position,
            "grade": Grade.DIRECT, "span": quotation.content[0], "context": quotation.context,
            "quotation": quotation.id, "act": Act.BACKS if position is FOR else Act.REJECTS,
        }  # fmt: skip
        self.quotations.append(quotation)
        self.stances.append(StanceStatement.model_validate(fields | more))

    def material(self) -> Material:
        sources = {id: article.source for id, article in self.desk.articles.items()}
        return Material(
            topic=TOPIC, quotations=tuple(self.quotations), stances=tuple(self.stances), sources=sources
        )

    def pairs(self) -> list[tuple[str, str]]:
        """The words of each pair that pulls apart, best first."""
        found = pulling_apart(self.material(), "orland", lambda statement: statement.quotation or "")
        return [(pair.one.span.text, pair.other.span.text) for pair in found]


@pytest.fixture
def speeches():
    return Speeches()


def test_a_promise_and_a_refusal_pull_apart(speeches):
    speeches.add("ines-dahl", "We will keep the embargo", FOR, "2020-03-02", act=Act.PROMISES)
    speeches.add("per-voss", "Nobody here wants the embargo", AGAINST, "2020-03-05")
    assert len(speeches.pairs()) == 1
    assert len(tensions(speeches.material(), "orland").sections[0].lines) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We will keep the embargo until they leave", "We never wanted the embargo"),
        ("We will keep the embargo", "We would drop the embargo if they asked"),
        ("We back an embargo on weapons", "We reject an embargo on bread"),
        ("We back the grain embargo", "We reject the oil embargo"),
        ("There is no embargo to speak of for the time being", "We back the embargo"),
        ("We support the embargo without exceptions for arms", "We reject the embargo"),
    ],
)
def test_a_condition_a_term_or_another_part_of_the_issue_is_no_contradiction(speeches, one, other):
    speeches.add("ines-dahl", one, FOR, "2020-03-02")
    speeches.add("per-voss", other, AGAINST, "2020-03-05")
    assert speeches.pairs() == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We back an embargo on weapons", "We reject any embargo on weapons"),
        ("We back the embargo, even if it hurts", "We reject the embargo"),
        ("We back an embargo on bread", "We reject the embargo"),
        ("We back the embargo and all it brings", "We reject the embargo and its authors"),
    ],
)
def test_the_same_part_or_the_whole_of_an_issue_is_one(speeches, one, other):
    speeches.add("ines-dahl", one, FOR, "2020-03-02")
    speeches.add("per-voss", other, AGAINST, "2020-03-05")
    assert speeches.pairs() == [(one, other)] or speeches.pairs() == [(other, one)]


def test_the_same_position_in_other_words_is_no_tension(speeches):
    speeches.add("ines-dahl", "The embargo is a disgrace", AGAINST, "2020-03-02", act=Act.CRITICISES)
    speeches.add("per-voss", "We shall never agree to an embargo", AGAINST, "2020-03-05")
    assert speeches.pairs() == []


def test_a_change_of_position_over_years_is_no_tension(speeches):
    speeches.add("ines-dahl", "We back the embargo", FOR, "2017-03-02")
    speeches.add("ines-dahl", "We reject the embargo", AGAINST, "2020-03-05")
    assert speeches.pairs() == []


def test_two_statements_without_dates_are_compared_in_one_article_only(speeches):
    speeches.add("ines-dahl", "We back the embargo", FOR)
    speeches.add("per-voss", "We reject the embargo", AGAINST)
    assert speeches.pairs() == []


def test_what_others_claim_of_an_actor_is_never_one_half(speeches):
    speeches.add("ines-dahl", "We back the embargo", FOR, "2020-03-02")
    speeches.add("per-voss", "They want no embargo", AGAINST, "2020-03-03", claimant="")
    assert speeches.pairs() == []


def test_what_is_only_reported_of_an_actor_is_never_one_half(speeches):
    speeches.add("ines-dahl", "We back the embargo", FOR, "2020-03-02")
    speeches.add("per-voss", "Orland rejects it", AGAINST, "2020-03-03", quotation=None, grade=Grade.REPORTED)
    assert speeches.pairs() == []


def test_another_issue_or_an_actor_is_another_topic(speeches):
    speeches.add("ines-dahl", "We back the embargo", FOR, "2020-03-02")
    speeches.add("per-voss", "We reject the talks", AGAINST, "2020-03-03", target="talks")
    assert speeches.pairs() == []


def test_praise_and_blame_of_an_actors_cause_commit_to_nothing(speeches):
    speeches.add("ines-dahl", "Their rule is wise", FOR, "2020-03-02", target="orland-rule", act=Act.PRAISES)
    speeches.add(
        "per-voss", "Their rule is cruel", AGAINST, "2020-03-03", target="orland-rule", act=Act.CRITICISES
    )
    assert speeches.pairs() == []


def test_two_wordings_of_one_utterance_do_not_pull_apart(speeches):
    words = "Nobody in this house has ever asked for an embargo on anyone"
    speeches.add("ines-dahl", words, FOR, "2020-03-02")
    speeches.add("ines-dahl", f"{words} at all", AGAINST, "2020-03-02")
    assert tensions(speeches.material(), "orland").sections == ()


def test_what_commits_comes_before_what_judges_and_the_nearest_in_time_first(speeches):
    speeches.add("ines-dahl", "We back the embargo", FOR, "2020-03-02")
    speeches.add("per-voss", "The embargo is a disgrace", AGAINST, "2020-03-02", act=Act.CRITICISES)
    speeches.add("per-voss", "We shall end the embargo", AGAINST, "2020-07-20")
    speeches.add("per-voss", "We reject the embargo", AGAINST, "2020-03-04")
    [pair] = speeches.pairs()
    assert set(pair) == {"We back the embargo", "We reject the embargo"}


def test_one_pair_is_given_of_each_two_speakers(speeches):
    for day in range(1, 9):
        speeches.add("ines-dahl", f"We back the embargo, part {day}", FOR, f"2020-03-0{day}")
        speeches.add("per-voss", f"We reject the embargo, part {day}", AGAINST, f"2020-03-0{day}")
    assert len(speeches.pairs()) == 1
