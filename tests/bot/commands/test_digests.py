"""A channel's digests: set up with a sentence, shown as they would be, changed, paused and removed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.commands import handle
from bot.commands.context import Context
from bot.commands.digest_changing import MOST
from bot.commands.digest_listing import lines_in
from bot.digests.delivering_content import kept
from bot.digests.ledger import opening, read
from bot.errors import BotError
from bot.messages import Command, Heading, Lines, Note, Reply, Suggestions, Table
from bot.storage.digest_contract import StoredDigest

NOW = datetime(2021, 3, 16, 18, tzinfo=UTC)  # a Tuesday evening; the articles were stored at noon
Ask = Callable[..., Reply]


@pytest.fixture
def clock(own_context: Context) -> list[datetime]:
    return [NOW]


@pytest.fixture
def desk(own_context: Context, clock: list[datetime]) -> Ask:
    context = replace(own_context, now=lambda: clock[0], zone="Europe/Oslo")

    def ask(text: str, **more: object) -> Reply:
        given = {"user": "ann", "workspace": "T1", "channel": "C1", "administrator": True, "platform": "chat"}
        return handle(context, Command.model_validate({"text": text, "topic": "delta"} | given | more))

    return ask


TERMINAL = {"platform": "terminal", "workspace": "", "channel": "", "user": ""}
HOME = {"channel": ""}


def words(reply: Reply) -> str:
    return " ".join((reply.title, *(block.text for block in reply.blocks if isinstance(block, Note))))


def rows(reply: Reply) -> list[tuple[str, ...]]:
    return [row for block in reply.blocks if isinstance(block, Table) for row in block.rows]


def undo(reply: Reply) -> str:
    (note,) = [n.text for n in reply.blocks if isinstance(n, Note) and n.text.startswith("To undo: ")]
    return note.removeprefix("To undo: ")


def the_one(context: Context) -> StoredDigest:
    (digest,) = context.store.digests.listing()
    return digest


def test_a_digest_is_set_up_and_says_when_it_comes_and_what_it_would_say_now(
    desk: Ask, own_context: Context
) -> None:
    reply = desk("digest add weekdays at 08:00 and 18:00 on upland")
    digest = the_one(own_context)
    assert reply.ok
    assert reply.acted
    assert reply.title == f"Digest {digest.id} is set up: weekdays at 08:00 and 18:00, Europe/Oslo, on Upland"
    assert "Next: Wed 17 Mar 08:00, 18:00, Thu 18 Mar 08:00 (Europe/Oslo)." in words(reply)
    assert "No time zone was named, so the times are those of Europe/Oslo." in words(reply)
    assert any(isinstance(block, Heading) and block.text.startswith("Now it") for block in reply.blocks)
    assert any(line.citations for b in reply.blocks if isinstance(b, Lines) for line in b.lines)
    assert (digest.platform, digest.workspace, digest.channel, digest.who) == ("chat", "T1", "C1", "ann")
    assert digest.due == datetime(2021, 3, 17, 7, tzinfo=UTC)
    assert "ann" not in reply.model_dump_json()


def test_a_cron_expression_keeps_its_stars_and_a_form_its_quoted_words(
    desk: Ask, own_context: Context
) -> None:
    desk("digest add cron 30 7 * * 1-5 UTC")
    assert read(the_one(own_context)).schedule.cron == ("30 7 * * 1-5",)
    desk('digest add "daily at 09:00 on upland" ')
    assert read(own_context.store.digests.listing()[1]).actors == ("upland",)


@pytest.mark.parametrize(
    "text",
    [
        "digest add",
        "digest add at 25:00",
        "digest add every 0 minutes",
        "digest add every 2 minutes",
        "digest add daily at 08:00 Europe/Olso",
        "digest add daily at 08:00 on narnia",
        "digest add cron 0 8 31 2 *",
    ],
)
def test_what_is_no_digest_is_refused_with_an_example_that_works(
    desk: Ask, own_context: Context, text: str
) -> None:
    with pytest.raises(BotError) as refused:
        desk(text)
    assert "“" in refused.value.cure
    example = refused.value.cure.partition("“")[2].partition("”")[0]
    assert desk(f"digest preview {example}").ok
    assert own_context.store.digests.listing() == ()


def test_a_channel_has_at_most_so_many(desk: Ask, own_context: Context) -> None:
    for hour in range(MOST):
        assert desk(f"digest add daily at {hour % 24}:{15 * (hour // 24):02} UTC").ok
    refused = desk("digest add daily at 12:30 UTC")
    assert not refused.ok
    assert "25 digests, the most" in refused.title
    remove = refused.blocks[0]
    assert isinstance(remove, Note)
    assert desk("digest add daily at 12:30 UTC", channel="C2").ok
    assert desk(remove.text.removeprefix("Remove one first: ")).ok
    assert desk("digest add daily at 12:30 UTC").ok


def test_the_list_shows_when_what_and_the_next_run_of_this_channel_alone(
    desk: Ask, own_context: Context
) -> None:
    assert desk("digest").title == "This channel has no digest."
    desk("digest add daily at 08:00 UTC")
    desk("digest add daily at 08:00 UTC", channel="C2")
    (row,) = rows(desk("digest list", administrator=False))
    assert row[1:] == ("/delta: daily at 08:00, UTC", "Wed 17 Mar 08:00")
    assert rows(desk("digest list", workspace="T2")) == []


def test_the_terminal_sees_and_changes_all_with_their_place(desk: Ask, own_context: Context) -> None:
    desk("digest add daily at 08:00 UTC")
    assert [row[3] for row in rows(desk("digest list", **TERMINAL))] == ["chat T1/C1"]
    assert desk(f"digest pause {the_one(own_context).id}", **TERMINAL).ok
    refused = desk("digest add daily at 08:00", **TERMINAL)
    assert not refused.ok
    assert "--channel" in words(refused)
    shown = desk("digest preview", **TERMINAL)
    assert shown.ok
    assert any(isinstance(block, Lines) for block in shown.blocks)


def test_a_workspaces_own_page_lists_all_for_administrators_and_for_others_theirs(
    desk: Ask, own_context: Context
) -> None:
    desk("digest add daily at 08:00 UTC")
    desk("digest add daily at 09:00 UTC", channel="C2", user="bob")
    desk("digest add daily at 09:00 UTC", workspace="T2")
    desk("/cable digest add daily at 09:00 UTC", channel="C3")
    page = desk("digest list", **HOME)
    assert [row[3] for row in rows(page)] == ["chat T1/C1", "chat T1/C2"]
    (deeds,) = [block for block in page.blocks if isinstance(block, Suggestions)]
    assert len(deeds.commands) == len(deeds.labels) == 8
    assert all(desk(command, **HOME).ok for command in deeds.commands if " edit " not in command)
    desk(deeds.commands[6].replace("pause", "resume"), channel="C2", user="bob")
    assert len(rows(desk("digest list", user="bob", administrator=False, **HOME))) == 1


def test_changing_gives_other_terms_and_can_be_undone(desk: Ask, own_context: Context) -> None:
    desk("digest add daily at 08:00 UTC on upland most 7 lines")
    before = read(the_one(own_context)).terms
    changed = desk("digest edit weekdays at 09:30 Europe/Oslo silent")
    assert "weekdays at 09:30" in changed.title
    assert the_one(own_context).due == datetime(2021, 3, 17, 8, 30, tzinfo=UTC)
    assert desk(undo(changed)).ok
    assert read(the_one(own_context)).terms == before
    empty = desk("digest edit")
    assert not empty.ok
    assert "on upland most 7 lines" in words(empty)


def test_pausing_resuming_and_removing_say_how_to_undo_them(desk: Ask, own_context: Context) -> None:
    desk("digest add daily at 08:00 UTC")
    id = the_one(own_context).id
    paused = desk(f"digest pause {id} over the holidays")
    assert (the_one(own_context).state, the_one(own_context).due) == ("paused", None)
    assert rows(desk("digest list"))[0][2] == "paused: over the holidays"
    assert not desk("digest pause").ok
    assert desk(undo(paused)).ok
    assert the_one(own_context).due == datetime(2021, 3, 17, 8, tzinfo=UTC)
    removed = desk(f"digest remove {id.upper()}")
    assert own_context.store.digests.listing() == ()
    assert desk(undo(removed)).title == f"Digest {id} goes on: daily at 08:00, UTC"
    assert the_one(own_context).state == "active"


def test_who_set_it_up_may_change_it_and_others_need_to_administrate(desk: Ask, own_context: Context) -> None:
    assert "for administrators" in desk("digest add daily at 08:00 UTC", administrator=False).title
    desk("digest add daily at 08:00 UTC")
    id = the_one(own_context).id
    assert "for administrators" in desk(f"digest pause {id}", user="bob", administrator=False).title
    assert desk(f"digest pause {id}", administrator=False).ok
    taken = desk(f"digest resume {id}", user="bob")
    assert "It is yours now" in words(taken)
    assert the_one(own_context).who == "bob"


def test_a_digest_of_another_channel_or_server_is_not_known_here(desk: Ask, own_context: Context) -> None:
    desk("digest add daily at 08:00 UTC")
    id = the_one(own_context).id
    for action in ("pause", "remove", "preview", "history", "edit"):
        for where in ({"channel": "C2"}, {"workspace": "T2"}, {"platform": "other"}):
            assert not desk(f"digest {action} {id}", **where).ok
    assert the_one(own_context).state == "active"


def test_a_digest_that_is_not_named_clearly_is_asked_back(desk: Ask, own_context: Context) -> None:
    desk("digest add daily at 08:00 UTC")
    desk("digest add daily at 09:00 UTC")
    for text in ("digest pause", "digest remove 0000", "digest history the second"):
        refused = desk(text)
        assert not refused.ok
        (offered,) = [block for block in refused.blocks if isinstance(block, Suggestions)]
        assert {each.id for each in own_context.store.digests.listing()} == {
            command.split()[-1] for command in offered.commands
        }


def test_a_preview_tells_what_is_new_since_the_channel_was_told(
    desk: Ask, own_context: Context, clock: list[datetime]
) -> None:
    desk("digest add daily at 08:00 UTC")
    clock[0] += timedelta(hours=1)
    known = desk("digest preview")
    assert "Next: Wed 17 Mar 08:00" in words(known)
    assert not any(line.citations for b in known.blocks if isinstance(b, Lines) for line in b.lines)
    other = desk("digest preview every Monday 07:30 on eastmark", administrator=False)
    assert other.ok
    assert not other.acted
    assert len(own_context.store.digests.listing()) == 1


def test_history_tells_when_how_many_lines_and_why(
    desk: Ask, own_context: Context, clock: list[datetime]
) -> None:
    desk("digest add daily at 08:00 UTC")
    assert "Nothing has been posted yet." in words(desk("digest history"))
    digests = own_context.store.digests
    clock[0] = datetime(2021, 3, 17, 8, tzinfo=UTC)
    digests.open([opening(the_one(own_context), clock[0])], at=clock[0])
    (held,) = digests.claim(at=clock[0], holder="me", until=clock[0] + timedelta(minutes=1), limit=1)
    digests.fail(held, "The platform could not be reached.", again=clock[0] + timedelta(minutes=5))
    assert rows(desk("digest history")) == [
        ("Wed 17 Mar 08:00", "failed, tried again", "", "The platform could not be reached.")
    ]
    clock[0] += timedelta(minutes=10)
    (held,) = digests.claim(at=clock[0], holder="me", until=clock[0] + timedelta(minutes=1), limit=1)
    sent = desk("overview")
    count = sum(len(block.lines) for block in sent.blocks if isinstance(block, Lines))
    digests.record(held, kept(sent), 1, at=clock[0])
    digests.finish(held, "sent", at=clock[0])
    assert rows(desk("digest history")) == [("Wed 17 Mar 08:00", "posted", str(count), "")]
    assert "Last post: Wed 17 Mar 08:00 (UTC), digest" in words(desk("status"))


def test_status_says_what_comes_next_what_is_late_and_what_is_paused(
    desk: Ask, own_context: Context, clock: list[datetime]
) -> None:
    assert "Next post: none scheduled." in words(desk("status"))
    desk("digest add daily at 08:00 UTC")
    id = the_one(own_context).id
    assert f"Next post: Wed 17 Mar 08:00 (UTC), digest {id}. Last post: none yet." in words(desk("status"))
    assert "none scheduled" in words(desk("status", channel="C2"))
    clock[0] = datetime(2021, 3, 17, 9, tzinfo=UTC)
    assert (id, "Wed 17 Mar 08:00", "late", "Nothing was posted at its time.") in rows(desk("status"))
    desk("digest pause the channel moves")
    desk(f"digest pause {id} the channel moves")
    assert (id, "", "paused", "the channel moves") in rows(desk("status"))
    assert not any(row[0] == id for row in rows(desk("status", channel="C2")))


def test_in_direct_messages_there_is_no_channel_to_post_to(desk: Ask) -> None:
    alone = desk("digest add daily at 08:00", workspace="", channel="D1", administrator=False)
    assert "direct messages" in alone.title
    assert desk("digest list", workspace="", channel="D1", administrator=False).ok


@pytest.mark.parametrize("content", ["", "no JSON", "[1]"])
def test_lines_are_counted_whatever_was_recorded(content: str) -> None:
    assert lines_in(content) in ("", "0")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("pasue 0000", "/delta digest pause 0000"),
        ("delete 0000", "/delta digest remove 0000"),
        ("weekdays at 08:00", "/delta digest add weekdays at 08:00"),
        ("#8a3b", "/delta digest preview 8a3b"),
        ("bogus", "/delta digest list"),
    ],
)
def test_what_cannot_be_done_with_a_digest_is_asked_back(desk: Ask, typed: str, meant: str) -> None:
    reply = desk(f"digest {typed}")
    assert not reply.ok
    assert "Say what to do with a digest" in reply.title
    (offered,) = (block.commands for block in reply.blocks if isinstance(block, Suggestions))
    assert offered[0] == meant
