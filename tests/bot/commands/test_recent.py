"""Answers given again: the same while nothing changed, and never what no longer holds."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime

from bot.commands.recent import RecentAnswers
from bot.commands.request import Request
from bot.messages import Lines, Note, Reply
from bot.storage import open_store

LATER = datetime(2021, 3, 18, tzinfo=UTC)


def cited(reply: Reply) -> set[str]:
    lines = [line for block in reply.blocks if isinstance(block, Lines) for line in block.lines]
    return {citation.id for line in lines for citation in line.citations}


def notes(reply: Reply) -> str:
    return " ".join(block.text for block in reply.blocks if isinstance(block, Note))


def test_the_same_question_gets_the_same_reply_however_it_is_written(tell):
    first = tell("stance upland")
    assert tell("/delta stance Uplanders") is first
    assert tell("stance eastmark") is not first


def test_what_another_process_withheld_is_gone_from_the_next_reply(tell, tmp_path):
    reply = tell("quotes brandt")
    id = min(cited(reply))
    with closing(open_store(f"sqlite:///{tmp_path}/readout.db")) as other:
        other.quarantine(id, why="not what she said", who="somebody", at=LATER)
        assert id not in cited(tell("quotes brandt"))
        other.restore(id, who="somebody", at=LATER)
    assert tell("quotes brandt") == reply


def test_a_line_that_was_sent_before_is_left_out_once_its_article_says_otherwise(tell, tmp_path):
    before = tell("quotes brandt")
    with closing(sqlite3.connect(tmp_path / "readout.db")) as database, database:
        database.execute("UPDATE articles SET text = CAST(upper(text) AS BLOB)")
    after = tell("quotes brandt")
    assert cited(before)
    assert not cited(after)
    assert "left out" in notes(after)


def test_the_state_of_reports_is_never_given_again(tell):
    id = min(cited(tell("quotes brandt")))
    before = tell(f"source {id}")
    tell(f"report {id} not what she said")
    assert "Withheld" in notes(tell(f"source {id}"))
    assert "Withheld" not in notes(before)


def test_of_too_many_answers_the_one_longest_not_asked_for_is_forgotten(own_context):
    recent, made = RecentAnswers(most=2), []
    topic = own_context.topics["delta"]

    def ask(words: str) -> Reply:
        def make() -> Reply:
            made.append(words)
            return Reply(title=words)

        return recent.answer(own_context.store, Request(topic, "search", words=words), make)

    for words in ("dam", "river", "dam", "treaty", "dam", "river"):
        assert ask(words).title == words
    assert made == ["dam", "river", "treaty", "river"]
