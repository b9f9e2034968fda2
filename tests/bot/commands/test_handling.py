from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.commands import greeting, handle
from bot.commands.grammar import GRAMMAR
from bot.commands.parsing import read
from bot.messages import Command, Heading, Lines, Note, Reply, Suggestions, Table
from bot.storage.contract import NOT_SERVED, Event


def lines(reply: Reply):
    return [line for block in reply.blocks if isinstance(block, Lines) for line in block.lines]


def notes(reply: Reply) -> str:
    return " ".join(block.text for block in reply.blocks if isinstance(block, Note))


def offered(reply: Reply) -> tuple[str, ...]:
    return next((block.commands for block in reply.blocks if isinstance(block, Suggestions)), ())


BRIEFS = [
    "overview",
    "overview on dam",
    "stance upland",
    "stance brandt on the dam",
    "compare upland eastmark",
    "tensions upland",
    "tensions",
    "latest",
    "latest eastmark",
    "timeline",
    "quotes brandt",
    "quotes upland on dam",
    "search river",
    "what does Upland say about the dam?",
]


@pytest.mark.parametrize("text", BRIEFS)
def test_every_line_of_every_brief_is_cited_and_its_citations_hold(ask, context, text):
    reply = ask(text)
    assert reply.ok
    assert lines(reply)
    for line in lines(reply):
        for citation in line.citations:
            article = context.store.articles([citation.article])[citation.article]
            assert article.text[citation.start : citation.end] == citation.text


@pytest.mark.parametrize("text", BRIEFS)
def test_every_command_offered_is_answered(ask, text):
    for command in offered(ask(text)):
        assert ask(command).ok


@pytest.mark.parametrize("each", GRAMMAR, ids=lambda each: each.name)
def test_every_command_of_the_table_answers_something(ask, each):
    reply = ask(each.name)
    assert reply.title
    assert reply.blocks


def test_a_stance_names_the_position_on_the_issue_with_the_persons_own_words(ask):
    reply = ask("stance upland on dam")
    (first, second) = lines(reply)
    assert "“We will fill the reservoir this spring" in first.text
    assert (first.position, second.position) == ("supports", "opposes")


def test_a_persons_stance_holds_only_that_persons_words(ask):
    assert {line.parts[0].text for line in lines(ask("stance brandt"))} == {"Ana Brandt"}


def test_an_overview_on_an_issue_leaves_out_who_took_no_position_on_it(ask):
    reply = ask("overview on fishing")
    headings = [block.text for block in reply.blocks if isinstance(block, Heading)]
    assert reply.title.endswith("(fishing rights)")
    assert "Who stands where" not in headings


def test_words_that_name_an_issue_find_quotations_without_those_words(ask):
    assert any("pause the works" in line.text for line in lines(ask("quotes brandt on dam")))


def test_silence_tells_the_last_statement_before_the_window(ask):
    assert "her last statement is of 2 March 2021" in notes(ask("quotes brandt since 2021-03-10"))
    assert "its last statement is of 3 March 2021" in notes(ask("stance eastmark since 2021-03-10"))
    assert "the latest is of 9 March 2021" in notes(ask("latest since 2021-03-12"))


def test_as_of_replays_what_was_known_then(ask):
    assert not lines(ask("latest as of 2021-03-03"))
    assert len(lines(ask("latest as of 2021-03-04"))) == 1


def test_the_same_command_gives_the_same_bytes(ask):
    assert (
        ask("compare upland eastmark").model_dump_json() == ask("compare upland eastmark").model_dump_json()
    )


def test_a_source_shows_the_words_inside_their_passage(ask):
    citation = lines(ask("quotes brandt"))[0].citations[0]
    reply = ask(f"source {citation.id}")
    marked = [part.text for line in lines(reply) for part in line.parts if part.style == "highlight"]
    assert marked == [citation.text]


def test_an_unknown_citation_offers_those_that_begin_alike(ask, context):
    known = context.store.citation_ids("delta", "", 1)[0]
    other = known[:7] + ("0" if known[7] != "0" else "1")
    reply = ask(f"source {other}")
    assert not reply.ok
    assert f"/delta source {known}" in offered(reply)


# ---- reports -----------------------------------------------------------------------------------------


def test_a_reported_quotation_is_withheld_at_once_and_comes_back_when_that_is_undone(tell):
    wrong = next(line for line in lines(tell("quotes brandt")) if "pause" in line.text).citations[0]
    reported = tell(f"report {wrong.id} wrong speaker")
    assert reported.ok
    assert "wrong speaker" in reported.title
    assert "withheld" in notes(reported)
    assert not any("pause" in line.text for line in lines(tell("quotes brandt")))
    assert "after a report" in notes(tell(f"source {wrong.id}"))

    undo = next(command for command in offered(reported) if "undo" in command)
    assert undo in notes(reported)
    assert tell(undo).ok
    assert any("pause" in line.text for line in lines(tell("quotes brandt")))
    assert "after a report" not in notes(tell(f"source {wrong.id}"))


def test_a_second_report_of_the_same_says_that_there_is_nothing_more_to_withhold(tell):
    wrong = lines(tell("quotes brandt"))[0].citations[0].id
    tell(f"report {wrong} wrong speaker")
    tell(f"report undo {wrong}")
    again = tell(f"report undo {wrong}")
    assert not again.ok
    assert "Nothing to take back" in again.title


def test_a_report_of_an_unknown_citation_withholds_nothing(tell, own_context):
    assert not tell("report 00000000 wrong").ok
    assert not own_context.store.reviews()


def test_who_reported_is_kept_and_never_printed(own_context, tell):
    wrong = lines(tell("quotes brandt"))[0].citations[0].id
    command = Command(text=f"report {wrong} misheard", topic="delta", platform="chat", user="U123")
    reply = handle(own_context, command)
    assert "U123" not in reply.model_dump_json()
    assert own_context.store.reviews()[0].who == "chat:U123"
    assert "U123" not in tell("status").model_dump_json()


# ---- everything else ---------------------------------------------------------------------------------


def test_what_needs_a_channel_says_so_and_what_works_instead(ask):
    reply = ask("digest add every day at noon")
    assert not reply.ok
    assert "there is none here" in reply.title
    assert "readout digest add" in reply.blocks[0].text


def test_status_shows_no_folders_of_the_machine(tell, own_context):
    event = Event(
        at=own_context.now(), source="/home/anna/secret/articles/june", outcome="read", detail="2 new"
    )
    own_context.store.record(event)
    shown = tell("status").model_dump_json()
    assert "…/articles/june" in shown
    assert "anna" not in shown


def test_status_tells_what_is_stored_what_was_read_and_what_failed(tell, own_context):
    for minutes, (outcome, detail) in enumerate([("read", "2 new"), ("failed", "the server did not answer")]):
        at = own_context.now() + timedelta(minutes=minutes)
        own_context.store.record(Event(at=at, source="courier.example", outcome=outcome, detail=detail))
    rows = [row for block in tell("status").blocks if isinstance(block, Table) for row in block.rows]
    assert ("/delta", "2", "2", "en", "March 2021") in rows
    assert [row[2:] for row in rows if row[1] == "courier.example"] == [
        ("failed", "the server did not answer"),
        ("read", "2 new"),
    ]


def test_where_answers_could_not_be_given_is_told_apart_from_what_was_read(tell, own_context):
    for minutes in range(12):  # however many, they push nothing out that was read
        at = own_context.now() + timedelta(minutes=minutes)
        lost = Event(at=at, source="chat channel C1", outcome=NOT_SERVED, detail="No right to post. Give it.")
        own_context.store.record(lost)
    own_context.store.record(Event(at=own_context.now(), source="courier.example", outcome="read"))
    blocks = tell("status").blocks
    tables = {
        heading.text: block.rows
        for heading, block in pairwise(blocks)
        if isinstance(heading, Heading) and isinstance(block, Table)
    }
    assert len(tables["Where answers could not be given"]) == 10
    assert tables["Where answers could not be given"][0][1:] == (
        "chat channel C1",
        "No right to post. Give it.",
    )
    assert [row[1] for row in tables["Last read"]] == ["courier.example"]


def rows_under(reply: Reply, heading: str):
    found = (b for a, b in pairwise(reply.blocks) if isinstance(a, Heading) and a.text == heading)
    return [row for block in found if isinstance(block, Table) for row in block.rows]


def test_where_answers_could_not_be_given_is_told_where_that_is_and_nowhere_else(own_context):
    for source in ("chat channel C1 of T1", "chat channel C2", "chat"):
        lost = Event(at=own_context.now(), source=source, outcome=NOT_SERVED, detail="Gone.")
        own_context.store.record(lost)

    def seen(platform: str, workspace: str, channel: str) -> set[str]:
        asked = Command(text="status", topic="delta", platform=platform, workspace=workspace, channel=channel)
        return {row[1] for row in rows_under(handle(own_context, asked), "Where answers could not be given")}

    assert seen("terminal", "", "") == {"chat channel C1", "chat channel C2", "chat"}
    assert seen("chat", "T1", "C9") == {"chat channel C1", "chat"}
    assert seen("chat", "T2", "C9") == {"chat"}
    assert seen("chat", "", "C2") == {"chat channel C2", "chat"}
    assert seen("other", "T1", "C1") == {"chat"}


def test_why_something_was_reported_is_told_to_those_who_decide_alone(own_context, tell):
    id = offered(tell("quotes brandt"))[-1].split()[-1]
    tell(f"report {id} {'my own words ' * 50}")
    here = {"topic": "delta", "platform": "chat", "workspace": "T2"}
    member = handle(own_context, Command(text="status", **here))
    administrator = handle(own_context, Command(text="status", administrator=True, **here))
    assert [row[1:] for row in rows_under(member, "Reported")] == [(id, "withheld")]
    assert rows_under(administrator, "Reported")[0][3].startswith("my own words")
    assert len(rows_under(administrator, "Reported")[0][3]) <= 80
    assert "my own words" not in handle(own_context, Command(text=f"source {id}", **here)).model_dump_json()


def test_a_reply_tells_whether_its_command_changed_something(tell):
    id = offered(tell("quotes brandt"))[-1].split()[-1]
    assert [tell(text).acted for text in ("review", "status", f"source {id}", "digest list")] == [False] * 4
    assert tell(f"report {id} {'wrong ' * 300}").acted
    assert not tell(f"report {id} again").acted  # refused: nothing more to withhold
    assert tell(f"review restore {id}").acted


def test_help_lists_every_command_and_examples_that_work(ask):
    reply = ask("help")
    usages = [row[0] for block in reply.blocks if isinstance(block, Table) for row in block.rows]
    assert {each.usage for each in GRAMMAR} <= set(usages)
    assert all(ask(command).ok for command in offered(reply))


@pytest.mark.parametrize("each", GRAMMAR, ids=lambda each: each.name)
def test_help_on_a_command_gives_examples_that_are_understood(ask, context, each):
    reply = ask(f"help {each.name}")
    assert each.usage in reply.title
    for command in offered(reply):
        assert read(context.topics, Command(text=command), context.today()).command == each.name


def test_the_greeting_names_every_topic_and_what_to_type(context, ask):
    reply = greeting(context)
    assert "2 articles stored" in notes(reply)
    assert "nothing stored yet" in notes(reply)
    assert all(ask(command).ok for command in offered(reply))


def test_another_topic_has_its_own_names_and_no_articles_yet(context):
    reply = handle(context, Command(text="/cable stance isles"))
    assert reply.ok
    assert "No position of The Isles" in notes(reply)
    assert not handle(context, Command(text="/cable stance upland")).ok


def test_what_is_not_understood_is_a_calm_reply(ask):
    reply = ask("stance uplnd")
    assert not reply.ok
    assert reply.title == "I know no actor or person called “uplnd”."
    assert offered(reply) == ("/delta stance upland",)


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=60)
    | st.sampled_from(["search ", "quotes upland on "]).flatmap(lambda s: st.text().map(s.__add__))
)
def test_whatever_is_typed_gets_a_reply(ask, text):
    assert ask(text).title
