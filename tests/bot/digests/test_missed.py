"""The next digest says which ones before it were not sent, and why."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.digests.delivering import Delivering
from bot.digests.delivering_content import kept
from bot.digests.ledger import written
from bot.digests.missed import missed_note, with_missed
from bot.digests.schedule import Schedule
from bot.digests.values import Digest
from bot.messages import Note, Reply
from bot.storage import open_store
from bot.storage.digest_contract import Post, StoredDelivery, StoredDigest
from summaries.topics import Actor, Topic
from tests.bot.digests.channel import Channel, Clock, Line, Process

LATE = "It was noticed 9 hours after its time, too late to be sent."
AT = datetime(2026, 3, 27, 7, tzinfo=UTC)
DIGEST = StoredDigest(
    id="7k2m",
    topic="estuary",
    platform="slack",
    workspace="T1",
    channel="C1",
    who="U1",
    terms="",
    cutoff=AT,
    ran=AT,
    made=AT,
)


def missed(days: float, why: str = LATE, *posts: Post) -> StoredDelivery:
    end = AT + timedelta(days=days)
    return StoredDelivery(
        key=1,
        digest=DIGEST,
        end=end,
        since=AT,
        cutoff=AT,
        deadline=end,
        state="missed",
        why=why,
        opened=end,
        posts=posts,
    )


def said(*unsaid: StoredDelivery) -> str:
    note = missed_note(unsaid, "Europe/Oslo")
    return note.text if note else ""


def test_nothing_is_said_where_nothing_was_missed() -> None:
    content = kept(Reply(title="What changed"))
    assert said() == ""
    assert with_missed(content, (), "Europe/Oslo") == content


def test_a_missed_digest_is_named_by_its_local_time_with_the_reason() -> None:
    assert said(missed(0)) == f"The digest of Fri 27 Mar 08:00 (Europe/Oslo) was not sent. {LATE}"


def test_several_are_counted_with_the_last_three_and_the_latest_reason() -> None:
    assert said(missed(1, "Older."), missed(2)) == (
        f"2 digests were not sent: Sat 28 Mar 08:00, Sun 29 Mar 09:00 (Europe/Oslo). {LATE}"
    )
    many = [missed(day) for day in range(5)]
    assert said(*reversed(many)) == (
        "5 digests were not sent: "
        f"the last Sun 29 Mar 09:00, Mon 30 Mar 09:00, Tue 31 Mar 09:00 (Europe/Oslo). {LATE}"
    )
    assert said(*map(missed, range(20))).startswith("20 digests or more were not sent: the last ")


def test_one_that_stands_in_part_was_not_sent_whole() -> None:
    part = Post(part=1, message="m", at=AT)
    assert "was not sent whole. The channel is gone." in said(missed(0, "The channel is gone.", part))


def test_the_note_stands_above_all_else_and_the_rest_stays() -> None:
    reply = Reply(title="What changed", blocks=(Note(text="Nothing new."),))
    content = with_missed(kept(reply), (missed(0),), "UTC")
    texts = [block.text for block in Reply.model_validate_json(content).blocks if isinstance(block, Note)]
    assert texts == [f"The digest of Fri 27 Mar 07:00 (UTC) was not sent. {LATE}", "Nothing new."]


async def test_after_a_night_without_readout_the_next_digest_says_so_once() -> None:
    store, channel, clock = open_store("sqlite://"), Channel(), Clock(AT)
    digest = Digest(
        id="7k2m",
        topic="estuary",
        platform="slack",
        workspace="T1",
        channel="C1",
        who="U1",
        schedule=Schedule(cron=("0 21 * * *", "0 8 * * *"), zone="UTC"),
    )
    store.digests.create(written(digest), at=AT, due=AT.replace(hour=21))
    topic = Topic(
        id="estuary", title="The estuary", actors=(Actor(id="a", name="Arn"),), people=(), issues=()
    )
    line, process = Line(channel, Process()), Process()
    engine = Delivering(
        store,
        {"estuary": topic},
        lambda: {"slack": line},
        holder="one",
        clock=clock,
        elsewhere=process.elsewhere,
    )
    for hours in (20.9, 4.2, 24):  # 03:54, too late for 21:00; 08:06; 08:06 a day later
        clock.forward(hours=hours)
        await engine.round()
        await engine.settled()
    notes = [[b.text for b in post.reply.blocks if isinstance(b, Note)] for _, post in channel.posts]
    assert [row.state for row in store.digests.history("7k2m")] == ["sent", "sent", "missed"]
    assert notes[0][0].startswith("The digest of Fri 27 Mar 21:00 (UTC) was not sent. It was noticed 7 hours")
    assert not any("not sent" in text for text in notes[1])
    store.close()
