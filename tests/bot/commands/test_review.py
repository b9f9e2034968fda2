"""Reported quotations wait for an administrator, who decides with a trace."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace

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


def as_user(
    context, text: str, user: str = "U1", *, administrator: bool = False, workspace: str = ""
) -> Reply:
    command = Command(
        text=text,
        topic="delta",
        platform="chat",
        workspace=workspace,
        user=user,
        administrator=administrator,
    )
    return handle(context, command)


@pytest.mark.parametrize(
    "text", ["review", "review restore 00000000", "digest add daily", "feeds add https://a.example/"]
)
def test_administration_is_for_administrators(own_context, text: str) -> None:
    assert "administrators" in as_user(own_context, text, workspace="T1").title
    assert "administrators" not in as_user(own_context, text, workspace="T1", administrator=True).title
    alone = as_user(own_context, text)
    assert "direct messages" in alone.title
    assert "Ask in a channel that you may manage." in alone.model_dump_json()
    assert ("digest is posted to a channel" in alone.model_dump_json()) == text.startswith("digest")


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


REVIEWERS = frozenset({"chat:U9", "chat:T1/U8"})


@pytest.mark.parametrize(
    ("user", "workspace", "may"),
    [("U9", "", True), ("U9", "T2", True), ("U8", "T1", True), ("U8", "T2", False), ("U1", "", False)],
)
def test_whom_the_operator_named_decides_and_no_other_administrator(
    own_context, tell, user: str, workspace: str, *, may: bool
) -> None:
    wrong = first_id(tell("quotes brandt"))
    named = replace(own_context, reviewers=REVIEWERS)
    for text in (f"review restore {wrong}", f"review confirm {wrong}", f"report undo {wrong}"):
        as_user(own_context, f"report {wrong} misheard", "U5")
        reply = as_user(named, text, user, administrator=not may, workspace=workspace)
        assert reply.ok == may, text
        assert may or "reviewer" in reply.model_dump_json().casefold()
    assert as_user(named, "review", user, administrator=not may, workspace=workspace).ok


def test_the_operator_decides_at_the_terminal_whoever_else_was_named(own_context, tell) -> None:
    wrong = first_id(tell("quotes brandt"))
    tell(f"report {wrong} misheard")
    named = replace(own_context, reviewers=REVIEWERS)
    here = Command(text=f"review restore {wrong}", topic="delta", administrator=True)
    assert handle(named, here).ok


def test_words_that_are_not_where_their_citation_says_are_not_printed(own_context, tell, tmp_path) -> None:
    wrong = first_id(tell("quotes brandt"))
    tell(f"report {wrong} misheard")
    ((_, words, *_),) = rows(tell("review"))
    assert words.startswith("“")
    with closing(sqlite3.connect(tmp_path / "readout.db")) as database:
        database.execute("UPDATE citations SET start = start + 1")
        database.commit()
    ((id, told, *_),) = rows(tell("review"))
    assert (id, told) == (wrong, "not shown: the stored article no longer holds them")


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
