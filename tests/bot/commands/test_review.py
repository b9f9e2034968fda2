"""Reported quotations wait for an administrator, who decides with a trace."""

from __future__ import annotations

import pytest

from bot.commands import handle
from bot.messages import Command, Lines, Reply, Table


def first_id(reply: Reply) -> str:
    lines = [line for block in reply.blocks if isinstance(block, Lines) for line in block.lines]
    return lines[0].citations[0].id


def rows(reply: Reply) -> list[tuple[str, ...]]:
    return [row for block in reply.blocks if isinstance(block, Table) for row in block.rows]


def test_a_report_is_listed_until_it_is_decided(tell, own_context) -> None:
    wrong = first_id(tell("quotes brandt"))
    assert tell("review").title == "Nothing waits for review."
    tell(f"report {wrong} said by somebody else")
    ((id, words, why, *_),) = rows(tell("review"))
    assert (id, why) == (wrong, "said by somebody else")
    assert words.startswith("“")

    assert tell(f"review confirm {wrong} checked with the author").ok
    assert tell("review").title == "Nothing waits for review."
    assert wrong not in tell("quotes brandt").model_dump_json()
    confirmed, reported = own_context.store.reviews(wrong)
    assert (confirmed.action, confirmed.why) == ("confirm", "checked with the author")
    assert (reported.action, reported.why) == ("quarantine", "said by somebody else")
    assert "withheld for good" in str(rows(tell("status")))


def test_a_wrong_report_is_restored(tell) -> None:
    fine = first_id(tell("quotes brandt"))
    tell(f"report {fine} dislike it")
    assert tell(f"review restore {fine}").ok
    assert first_id(tell("quotes brandt")) == fine
    again = tell(f"review restore {fine}")
    assert not again.ok
    assert "somebody else has decided" in again.model_dump_json()


@pytest.mark.parametrize(
    "text", ["review maybe", "review confirm", "review confirm nonsense!", "review 00000000"]
)
def test_a_decision_that_is_not_understood_gets_the_cure(tell, text: str) -> None:
    reply = tell(text)
    assert not reply.ok
    assert reply.blocks


def test_a_decision_on_nothing_withheld_says_so(tell) -> None:
    fine = first_id(tell("quotes brandt"))
    assert not tell(f"review confirm {fine}").ok
    assert not tell("review confirm 00000000").ok


def as_user(context, text: str, user: str = "U1", *, administrator: bool = False) -> Reply:
    command = Command(text=text, topic="delta", platform="chat", user=user, administrator=administrator)
    return handle(context, command)


@pytest.mark.parametrize(
    "text", ["review", "review restore 00000000", "digest add daily", "feeds add https://a.example/"]
)
def test_administration_is_for_administrators(own_context, text: str) -> None:
    assert "administrators" in as_user(own_context, text).title
    assert "administrators" not in as_user(own_context, text, administrator=True).title


@pytest.mark.parametrize("text", ["digest list", "digest preview", "feeds list", "status"])
def test_looking_is_for_everybody(own_context, text: str) -> None:
    assert "administrators" not in as_user(own_context, text).title


def test_only_who_reported_or_an_administrator_takes_a_report_back(own_context, tell) -> None:
    wrong = first_id(tell("quotes brandt"))
    as_user(own_context, f"report {wrong} misheard", "U1")
    assert not as_user(own_context, f"report undo {wrong}", "U2").ok
    assert as_user(own_context, f"report undo {wrong}", "U1").ok
    as_user(own_context, f"report {wrong} misheard", "U1")
    assert as_user(own_context, f"report undo {wrong}", "U3", administrator=True).ok


def test_reporting_again_is_no_way_to_take_back_what_others_decided(own_context, tell) -> None:
    wrong = first_id(tell("quotes brandt"))
    as_user(own_context, f"report {wrong} misheard", "U1")
    assert not as_user(own_context, f"report {wrong} misheard too", "U2").ok
    assert not as_user(own_context, f"report undo {wrong}", "U2").ok
    assert tell(f"review confirm {wrong}").ok
    assert not as_user(own_context, f"report {wrong} once more", "U2").ok
    assert not as_user(own_context, f"report undo {wrong}", "U2").ok
    assert wrong not in tell("quotes brandt").model_dump_json()


def test_the_list_does_not_print_who_reported(own_context, tell) -> None:
    wrong = first_id(tell("quotes brandt"))
    as_user(own_context, f"report {wrong} misheard", "U123")
    assert "U123" not in tell("review").model_dump_json()
