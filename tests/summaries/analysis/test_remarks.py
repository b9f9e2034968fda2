import pytest

from summaries.analysis import remarks
from summaries.analysis.document import prepare
from summaries.model import Article, Grade, Kind, Quotation, RemarkKind
from summaries.names import NameFinder
from summaries.topics import Actor, Person, Topic

TOPIC = Topic(
    id="delta",
    title="The Delta dam",
    actors=(
        Actor(id="upland", name="Upland", adjectives=("Uplander",)),
        Actor(id="lowland", name="Lowland", adjectives=("Lowlander",)),
    ),
    people=(Person(id="ada-brook", name="Ada Brook", actor="upland"),),
)


def found(text: str, quoted=()):
    document = prepare(Article(id="a", document="a", text=text), TOPIC, NameFinder(TOPIC))
    return remarks.find(document, quoted)


@pytest.mark.parametrize(
    "sentence",
    [
        "Upland and Lowland refuse to budge on the height of the wall.",
        "Still no agreement has been reached between Upland and Lowland this spring.",
        "The wording of the annex remains a sticking point for Upland and Lowland.",
        "A settlement between Upland and Lowland now looks unlikely after the spring floods.",
        "The arrests threaten to derail the talks between Upland and Lowland this month.",
        "Upland and Lowland once more failed to reach an agreement on the water.",
    ],
)
def test_what_blocks_a_settlement_is_an_obstacle_between_those_named(sentence):
    (remark,) = found(f"The rains came late this year, and rivers ran low. {sentence}")
    assert remark.kind is RemarkKind.OBSTACLE
    assert set(remark.actors) == {"upland", "lowland"}
    assert remark.span.text == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "Her remarks contradict the Lowlander line that Ada Brook had welcomed.",
        "The statement is at odds with what Upland had promised in May.",
        "Upland has sent mixed signals about the canal for weeks.",
        "The speech was a U-turn for Ada Brook and her ministers.",
    ],
)
def test_what_does_not_fit_together_is_an_inconsistency(sentence):
    (remark,) = found(f"The rains came late this year, and rivers ran low. {sentence}")
    assert remark.kind is RemarkKind.INCONSISTENCY
    assert len(remark.actors) == 1


def test_both_sides_are_the_two_named_before():
    (remark,) = found(
        "Delegates of Upland met those of Lowland for two days in the old customs house. "
        "Nothing came of it, since both sides remain unwilling to compromise."
    )
    assert remark.actors == ("upland", "lowland")


@pytest.mark.parametrize(
    "sentence",
    [
        "Can Upland and Lowland ever find a way out of the deadlock?",
        "Upland and Lowland agreed on the height of the wall after two days.",
        "The minister refused to eat before the children had been fed in Upland.",
    ],
)
def test_questions_agreements_and_everyday_refusals_are_no_remarks(sentence):
    assert found(f"The rains came late this year, and rivers ran low. {sentence}") == ()


def test_what_somebody_is_quoted_as_saying_is_not_the_authors_remark():
    text = "Upland refuses to compromise, Lowland’s envoy told the council in a long speech."
    article = Article(id="a", document="a", text=text)
    content = article.span(0, 28)
    quotation = Quotation(
        kind=Kind.INDIRECT,
        content=(content,),
        context=article.span(0, len(text)),
        actor="lowland",
        grade=Grade.INDIRECT,
    )
    assert found(text, (quotation,)) == ()
    assert len(found(text)) == 1
