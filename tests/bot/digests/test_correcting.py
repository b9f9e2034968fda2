"""What was posted is corrected where it stands, as often as a report asks for it, whoever dies meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.digests.correcting import GIVEN_UP, Correcting
from bot.digests.correcting_content import corrected, fitted, note_of
from bot.messages import (
    ChannelGone,
    Citation,
    Heading,
    Lines,
    NotAllowed,
    Part,
    Post,
    Reply,
    ReplyLine,
    Style,
    Throttled,
    Unfit,
    Unreachable,
)
from bot.storage import open_store
from bot.storage.contract import Store
from bot.storage.correction_contract import Corrected, Withdrawal
from summaries.model import Quotation
from tests.bot.digests.channel import Channel, Clock, Died, Line, Process
from tests.bot.digests.test_delivering import DUE, MADE, engine, latest, rounds, subscribe
from tests.bot.storage.making import article, put, quotation

FIRST, SECOND = "The loan will be repaid by nobody at all", "The bank is ours now and for ever after"


@pytest.fixture
def said() -> tuple[Quotation, Quotation]:
    made = article("a", f"“{FIRST}”, the government said.\n“{SECOND}”, it said later.\n", "2021-06-01")
    return quotation(made, FIRST, issues=("loan",)), quotation(made, SECOND, issues=("loan",))


@pytest.fixture
def store(said: tuple[Quotation, Quotation]) -> Iterator[Store]:
    opened = open_store("sqlite://")
    made = article("a", f"“{FIRST}”, the government said.\n“{SECOND}”, it said later.\n", "2021-06-01")
    put(opened, made, *said, at=MADE + timedelta(minutes=5))
    yield opened
    opened.close()


@pytest.fixture
def clock() -> Clock:
    return Clock(DUE + timedelta(seconds=1))


def correcting(store: Store, channel: Channel, clock: Clock, process: Process | None = None) -> Correcting:
    runs = process or Process()
    line = Line(channel, runs)
    return Correcting(store, lambda: {"slack": line}, clock=clock, elsewhere=runs.elsewhere)


async def posted(store: Store, clock: Clock, pages: int = 1) -> Channel:
    """A digest that stands in its channel, with both quotations."""
    subscribe(store)
    channel = Channel(pages)
    await rounds(engine(store, channel, clock), clock, 2)
    assert all(FIRST in words and SECOND in words for words in shown(channel))
    return channel


def shown(channel: Channel) -> list[str]:
    return [post.reply.model_dump_json() for _, post in channel.posts]


def report(store: Store, said: Quotation, clock: Clock) -> None:
    assert store.quarantine(said.content[0].id, why="wrong", who="ana", at=clock())


def state(store: Store) -> Corrected:
    return store.corrections.of("7k2m")[latest(store).key]


async def test_every_part_is_edited_with_a_note_and_edited_back(
    store: Store, clock: Clock, said: tuple[Quotation, Quotation]
) -> None:
    channel = await posted(store, clock, pages=2)
    before = shown(channel)
    correct = correcting(store, channel, clock)
    report(store, said[0], clock)
    await correct.round()
    assert all(FIRST not in words and SECOND in words for words in shown(channel))
    assert {post.note for _, post in channel.posts} == {
        "Corrected 1 Jun 2021, 08:00 UTC: 1 line is withdrawn after a report."
    }
    assert state(store).state == "corrected"
    store.restore(said[0].content[0].id, who="ana", at=clock())
    await correct.round()
    assert shown(channel) == before
    assert channel.posts[0][1].note.startswith("Restored 1 Jun 2021, 08:00 UTC")
    assert state(store).state == "restored"


async def test_what_is_reported_before_it_is_sent_is_never_sent(
    store: Store, clock: Clock, said: tuple[Quotation, Quotation]
) -> None:
    subscribe(store)
    channel = Channel()
    channel.faults = [Unreachable("Slack is down.")]
    delivering = engine(store, channel, clock)
    await rounds(delivering, clock, 1)
    assert latest(store).content
    report(store, said[0], clock)
    await rounds(delivering, clock, 3)
    assert FIRST not in shown(channel)[0]
    assert SECOND in shown(channel)[0]
    await correcting(store, channel, clock).round()
    assert state(store).state == "corrected"


@pytest.mark.parametrize("problem", [Throttled(3), Unreachable("No."), NotAllowed("x", "y")])
async def test_what_cannot_be_edited_now_is_edited_later(
    store: Store, clock: Clock, said: tuple[Quotation, Quotation], problem: Throttled
) -> None:
    channel = await posted(store, clock)
    correct = correcting(store, channel, clock)
    channel.stiff = [problem]
    report(store, said[0], clock)
    await correct.round()
    assert FIRST in shown(channel)[0]
    assert (state(store).state, state(store).why) == ("waiting", str(problem))
    clock.forward(seconds=10)
    await correct.round()
    assert FIRST not in shown(channel)[0]


async def test_what_is_gone_is_given_up_with_the_reason_and_the_other_parts_are_edited(
    store: Store, clock: Clock, said: tuple[Quotation, Quotation]
) -> None:
    channel = await posted(store, clock, pages=2)
    channel.stiff = [ChannelGone("The message is gone.", "Nothing is left to change.")]
    report(store, said[0], clock)
    await correcting(store, channel, clock).round()
    assert [FIRST in words for words in shown(channel)] == [True, False]
    assert (state(store).state, state(store).why[:20]) == ("failed", "The message is gone.")


async def test_what_the_platform_refuses_for_days_is_given_up(
    store: Store, clock: Clock, said: tuple[Quotation, Quotation]
) -> None:
    channel = await posted(store, clock)
    correct = correcting(store, channel, clock)
    channel.stiff = [NotAllowed("change old messages", "Ask an admin.")] * 9
    report(store, said[0], clock)
    await correct.round()
    clock.forward(seconds=GIVEN_UP / timedelta(seconds=1) + 1)
    await correct.round()
    assert state(store).state == "failed"


async def test_a_message_that_the_platform_does_not_take_is_given_up_at_once(
    store: Store, clock: Clock, said: tuple[Quotation, Quotation]
) -> None:
    channel = await posted(store, clock)
    channel.stiff = [Unfit("Slack does not take it.")]
    report(store, said[0], clock)
    await correcting(store, channel, clock).round()
    assert state(store).state == "failed"


@pytest.mark.parametrize("step", range(1, 13))
async def test_whoever_dies_while_correcting_is_followed_by_another(
    store: Store, clock: Clock, said: tuple[Quotation, Quotation], step: int
) -> None:
    channel = await posted(store, clock, pages=2)
    report(store, said[0], clock)
    try:
        await correcting(store, channel, clock, Process(step)).round()
    except Died:
        clock.forward(minutes=3)
    await correcting(store, channel, clock).round()
    assert all(FIRST not in words for words in shown(channel))
    assert state(store).state == "corrected"


# ---- the words


def line(words: str, *ids: str) -> ReplyLine:
    cited = (Citation(id=id, number=1, article="a", start=0, end=9, text=words) for id in ids)
    return ReplyLine(parts=(Part(text=words, style=Style.QUOTE),), citations=tuple(cited), position="opposes")


REPLY = Reply(
    title="News",
    blocks=(
        Heading(text="Said"),
        Lines(lines=(line("One", "aaaaaaaa"), line("Two", "bbbbbbbb", "cccccccc"))),
    ),
    acted=True,
)


def test_a_line_is_withdrawn_where_anything_it_cites_is() -> None:
    reply, count = corrected(REPLY, {"cccccccc"})
    assert count == 1
    assert "Two" not in reply.model_dump_json()
    assert "One" in reply.model_dump_json()
    assert [c.id for c in reply.blocks[1].lines[1].citations] == ["bbbbbbbb", "cccccccc"]  # type: ignore[union-attr]
    assert corrected(REPLY, set()) == (REPLY, 0)


@pytest.mark.parametrize(
    ("zone", "told"),
    [
        ("Europe/Oslo", "22 Nov 2026, 10:14 CET"),
        ("America/Sao_Paulo", "22 Nov 2026, 06:14 UTC-03"),
        ("UTC", "22 Nov 2026, 09:14 UTC"),
    ],
)
def test_the_note_says_when_by_the_digests_own_clock(zone: str, told: str) -> None:
    at = datetime(2026, 11, 22, 9, 14, tzinfo=UTC)
    assert note_of(2, at, zone) == f"Corrected {told}: 2 lines are withdrawn after a report."
    assert note_of(0, at, zone) == f"Restored {told}: it stands as it was posted."


def test_it_stays_as_many_messages_as_it_was() -> None:
    post = Post(key="k", reply=REPLY, page=2, topic="strait")
    withdrawal = Withdrawal(citations=frozenset({"aaaaaaaa"}), at=datetime(2026, 11, 22, tzinfo=UTC))
    fewer = fitted(post, withdrawal, "UTC", 2, lambda reply: 1)
    assert fewer.page == 1
    assert "in the message before" in fewer.reply.model_dump_json()
    longer = fitted(post, withdrawal, "UTC", 2, lambda reply: 3 if "after a report" in str(reply) else 2)
    assert longer.page == 2
    assert '"Withdrawn."' in longer.reply.model_dump_json()
