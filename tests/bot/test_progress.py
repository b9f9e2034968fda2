"""What is told after taking in: figures, and refusals by their causes."""

from bot.ingest import Step
from bot.progress import Tally
from bot.storage.contract import Outcome


def test_many_refusals_are_told_by_cause_the_commonest_first() -> None:
    tally = Tally()
    tally.add(Step("https://a.example/1", outcome=Outcome.NEW))
    for number in range(1_200):
        host = f"h{number}.example"
        tally.add(Step(f"https://{host}/{number}", refused=f"{host} does not have it (404)."))
    for number in range(30):
        tally.add(Step(f"https://b.example/{number}", refused="This page holds no article."))
    tally.add(Step("https://c.example/", refused="It took too long."))
    assert tally.lines() == [
        "1 new, 1,231 refused",
        "  refused 1,200, such as https://h0.example/0: … does not have it (404).",
        "  refused 30, such as https://b.example/0: This page holds no article.",
        "  refused https://c.example/: It took too long.",
    ]


def test_a_few_refusals_are_told_one_by_one() -> None:
    tally = Tally()
    for number in range(3):
        tally.add(Step(f"https://b.example/{number}", refused="This page holds no article."))
    assert tally.lines() == [
        "3 refused",
        *(f"  refused https://b.example/{n}: This page holds no article." for n in range(3)),
    ]
