"""A digest stands in its channel once, whatever is lost on the way and whoever dies."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.digests import delivering_one
from bot.digests.delivering import LEASE, Delivering
from bot.digests.delivering_content import called
from bot.digests.ledger import written
from bot.digests.notices import Noticing
from bot.digests.schedule import Schedule
from bot.digests.ticking import deliver
from bot.digests.values import Digest
from bot.digests.windows import first
from bot.messages import NEW, ChannelGone, NotAllowed, Throttled, Unfit, Unreachable, Unsure
from bot.storage import open_store
from bot.storage.contract import NOT_SERVED, Store
from bot.storage.digest_contract import StoredDelivery
from summaries.topics import Actor, Issue, Topic
from tests.bot.digests.channel import Channel, Clock, Died, Line, Process
from tests.bot.storage.making import article, put, quotation

TOPIC = Topic(
    id="freedonia",
    title="Freedonia",
    actors=(Actor(id="freedonia", name="Freedonia"),),
    people=(),
    issues=(Issue(id="loan", name="The loan", terms=("loan",)),),
)
MADE = datetime(2021, 6, 1, 7, 30, tzinfo=UTC)
DUE = datetime(2021, 6, 1, 8, 0, tzinfo=UTC)
WORDS = "The loan will be repaid by nobody at all"


@pytest.fixture
def store() -> Iterator[Store]:
    opened = open_store("sqlite://")
    made = article("a", f"“{WORDS}”, the government said.\n", "2021-06-01")
    put(opened, made, quotation(made, WORDS, issues=("loan",)), at=MADE + timedelta(minutes=5))
    yield opened
    opened.close()


@pytest.fixture
def clock() -> Clock:
    return Clock(DUE + timedelta(seconds=1))


def digest(id: str = "7k2m", **more: object) -> Digest:
    given = {
        "id": id,
        "topic": "freedonia",
        "platform": "slack",
        "workspace": "T1",
        "channel": "C1",
        "who": "U1",
        "schedule": Schedule(cron=("0 * * * *",), zone="UTC"),
    }
    return Digest.model_validate(given | more)


def subscribe(store: Store, id: str = "7k2m", **more: object) -> Digest:
    made = digest(id, **more)
    store.digests.create(written(made), at=MADE, due=first(made.runs, MADE))
    return made


def engine(store: Store, channel: Channel, clock: Clock, process: Process | None = None) -> Delivering:
    runs = process or Process()
    line = Line(channel, runs)
    return Delivering(
        store,
        {TOPIC.id: TOPIC},
        lambda: {"slack": line},
        holder=f"process {id(runs)}",
        clock=clock,
        elsewhere=runs.elsewhere,
    )


async def rounds(delivering: Delivering, clock: Clock, number: int = 8, **pause: float) -> None:
    """Rounds of delivering, and of telling people what went wrong."""
    noticing = Noticing(delivering.store, delivering.postings, clock=clock, elsewhere=delivering.elsewhere)
    for _ in range(number):
        await delivering.round()
        await delivering.settled()
        await noticing.round()
        clock.forward(**(pause or {"seconds": 20}))


def latest(store: Store, id: str = "7k2m") -> StoredDelivery:
    return store.digests.history(id)[0]


# ---- what is sent


async def test_what_came_in_stands_in_the_channel_once(store: Store, clock: Clock) -> None:
    subscribe(store)
    channel = Channel()
    await rounds(engine(store, channel, clock), clock)
    assert [WORDS in post.reply.model_dump_json() for _, post in channel.posts] == [True]
    assert (latest(store).state, channel.asked) == ("sent", 1)


async def test_nothing_is_sent_before_its_time(store: Store, clock: Clock) -> None:
    subscribe(store)
    channel = Channel()
    clock.now = DUE - timedelta(seconds=1)
    await rounds(engine(store, channel, clock), clock, 1)
    assert (channel.asked, store.digests.history("7k2m")) == (0, ())


async def test_parts_follow_each_other_in_the_thread_that_the_first_began(store: Store, clock: Clock) -> None:
    subscribe(store, threaded=True, mention="<@U9>")
    channel = Channel(pages=3)
    await rounds(engine(store, channel, clock), clock)
    assert [(place.thread, post.page, post.mention) for place, post in channel.posts] == [
        (NEW, 1, "U9"),
        ("1", 2, ""),
        ("1", 3, ""),
    ]


async def test_the_second_window_tells_only_what_is_new_and_a_silent_digest_nothing(
    store: Store, clock: Clock
) -> None:
    subscribe(store)
    subscribe(store, "8888", when_empty="silent", channel="C2")
    channel = Channel()
    delivering = engine(store, channel, clock)
    await rounds(delivering, clock, 1)
    clock.now = DUE + timedelta(hours=1, seconds=1)
    await rounds(delivering, clock, 1)
    second = [place.channel for place, _ in channel.posts[2:]]
    assert (second, latest(store).state, latest(store, "8888").state) == (["C1"], "sent", "skipped")
    assert WORDS not in channel.posts[2][1].reply.model_dump_json()


async def test_equal_digests_are_composed_once(store: Store, clock: Clock) -> None:
    for number in range(6):
        subscribe(store, f"000{number}", channel=f"C{number}")
    channel = Channel()
    delivering = engine(store, channel, clock)
    await rounds(delivering, clock, 1)
    assert (len(channel.posts), delivering.kitchen.made) == (6, 1)


async def test_two_digests_of_a_channel_do_not_tell_it_the_same(store: Store, clock: Clock) -> None:
    subscribe(store)
    subscribe(store, "8888", when_empty="silent", most=11)
    channel = Channel()
    await rounds(engine(store, channel, clock), clock, 2)
    assert {latest(store).state, latest(store, "8888").state} == {"sent", "skipped"}


@pytest.mark.parametrize(
    ("typed", "whom"),
    [
        ("<@U12>", "U12"),
        ("<@!12>", "12"),
        ("<@&12>", "&12"),
        ("<!subteam^S1>", "&S1"),
        ("<!subteam^S1|@desk>", "&S1"),
        ("<!here>", "here"),
        ("<!channel>", "everyone"),
        ("@here", "here"),
        ("@desk", ""),
        ("", ""),
    ],
)
def test_whom_a_mention_calls(typed: str, whom: str) -> None:
    assert called(typed) == whom


# ---- what goes wrong on the platform


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("part", [0, 1, 2])
async def test_a_lost_reply_is_settled_by_looking(store: Store, clock: Clock, when: str, part: int) -> None:
    subscribe(store)
    channel = Channel(pages=3)
    channel.faults = ["fine"] * part + [when]
    await rounds(engine(store, channel, clock), clock)
    assert [post.page for _, post in channel.posts] == [1, 2, 3]
    assert (len(set(channel.keys)), latest(store).state) == (3, "sent")


@pytest.mark.parametrize("problem", [Throttled(30), Unreachable("Away.")])
async def test_a_platform_that_is_away_is_tried_again(store: Store, clock: Clock, problem: Exception) -> None:
    subscribe(store)
    channel = Channel()
    channel.faults = [problem, problem]  # type: ignore[list-item]
    await rounds(engine(store, channel, clock), clock)
    assert (channel.asked, len(channel.posts), latest(store).state) == (3, 1, "sent")


async def test_a_platform_that_stays_away_fails_the_window_and_the_next_tells_all(
    store: Store, clock: Clock
) -> None:
    subscribe(store)
    channel = Channel()
    channel.faults = [Unreachable("Away.")] * 99
    delivering = engine(store, channel, clock)
    await rounds(delivering, clock, 61, minutes=1)  # the window ends with the hour, at the next run
    channel.faults.clear()
    await rounds(delivering, clock, 5, minutes=1)
    after, lost = store.digests.history("7k2m")
    assert after.state == "sent"
    # By the dice of the pauses: no try was left, or the last one was put off to the window's last seconds.
    assert lost.state in ("failed", "missed")
    assert [WORDS in post.reply.model_dump_json() for _, post in channel.posts] == [True]


@pytest.mark.parametrize(
    "problem", [ChannelGone("It is gone."), NotAllowed("Send Messages", "Give it to Readout.")]
)
async def test_where_nothing_can_be_posted_the_digest_is_paused_and_its_owner_told_once(
    store: Store, clock: Clock, problem: Exception
) -> None:
    subscribe(store)
    channel = Channel()
    channel.faults = [problem] * 9  # type: ignore[list-item]
    delivering = engine(store, channel, clock)
    for _ in range(5):
        await rounds(delivering, clock, 1, minutes=40)
    stored = store.digests.find("7k2m")
    assert stored is not None
    assert (stored.state, stored.why, channel.asked) == ("paused", str(problem), 1)
    assert [user for user, _ in channel.told] == ["U1"]
    assert str(problem) in channel.told[0][1].model_dump_json()
    assert [event.outcome for event in store.events(9)] == [NOT_SERVED]


async def test_a_message_that_the_platform_does_not_take_fails_and_the_digest_goes_on(
    store: Store, clock: Clock
) -> None:
    subscribe(store)
    channel = Channel()
    channel.faults = [Unfit("Too long.")]
    delivering = engine(store, channel, clock)
    await rounds(delivering, clock, 1)
    assert (latest(store).state, latest(store).why) == ("failed", "Too long.")
    await rounds(delivering, clock, 1, hours=1)
    await rounds(delivering, clock, 1)
    assert latest(store).state == "sent"


async def test_a_post_whose_answer_never_comes_is_looked_for(
    store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    subscribe(store)
    channel = Channel()
    monkeypatch.setattr(delivering_one, "SENDING", 0.01)

    class Slow(Line):
        async def post(self, place: object, post: object) -> object:  # type: ignore[override]
            await super().post(place, post)  # type: ignore[arg-type]
            return await asyncio.Event().wait()

    delivering = engine(store, channel, clock)
    slow = Slow(channel, Process())
    delivering.postings = lambda: {"slack": slow}
    await rounds(delivering, clock)
    assert (channel.asked, latest(store).state) == (1, "sent")


async def test_a_doubt_that_nobody_can_settle_ends_and_the_digest_goes_on(store: Store, clock: Clock) -> None:
    subscribe(store)
    channel = Channel()
    channel.faults = ["before"]
    channel.blind = [Unsure("Too many.")] * 500
    delivering = engine(store, channel, clock)
    for _ in range(200):
        await rounds(delivering, clock, 1, minutes=1)
    states = [each.state for each in store.digests.history("7k2m")]
    assert (states[-1], states[0], channel.asked > 1) == ("failed", "sent", True)


# ---- what goes wrong here


async def test_a_window_noticed_too_late_is_missed_and_said(store: Store, clock: Clock) -> None:
    subscribe(store, schedule=Schedule(cron=("0 8 * * *",), zone="UTC"))
    channel = Channel()
    clock.now = DUE + timedelta(hours=7)
    delivering = engine(store, channel, clock)
    await rounds(delivering, clock, 1)
    assert (channel.asked, latest(store).state) == (0, "missed")
    assert "too late" in store.events(1)[0].detail
    clock.now = DUE + timedelta(days=1, seconds=1)
    await rounds(delivering, clock, 1)
    assert WORDS in channel.posts[0][1].reply.model_dump_json()


async def test_a_run_in_quiet_hours_is_no_window_and_the_next_tells_all(store: Store, clock: Clock) -> None:
    subscribe(store, quiet={"start": "07:00", "end": "08:30"})
    channel = Channel()
    delivering = engine(store, channel, clock)
    await rounds(delivering, clock, 59, minutes=1)
    assert (channel.asked, store.digests.history("7k2m")) == (0, ())
    clock.now = DUE + timedelta(hours=1, seconds=1)
    await rounds(delivering, clock, 1)
    assert [WORDS in post.reply.model_dump_json() for _, post in channel.posts] == [True]
    assert [each.end for each in store.digests.history("7k2m")] == [DUE + timedelta(hours=1)]


async def test_what_could_not_be_posted_before_the_quiet_hours_is_not_posted_in_them(
    store: Store, clock: Clock
) -> None:
    subscribe(store, quiet={"start": "08:10", "end": "09:30"})
    channel = Channel()
    channel.faults = [Unreachable("Away.")] * 99
    delivering = engine(store, channel, clock)
    await rounds(delivering, clock, 12, minutes=1)
    asked, channel.faults = channel.asked, []
    await rounds(delivering, clock, 60, minutes=1)
    assert (channel.asked, channel.posts, latest(store).state) == (asked, [], "failed")
    clock.now = DUE + timedelta(hours=2, seconds=1)
    await rounds(delivering, clock, 1)
    assert [WORDS in post.reply.model_dump_json() for _, post in channel.posts] == [True]


async def test_a_digest_whose_time_zone_is_gone_is_paused_and_says_so_and_the_others_are_sent(
    store: Store, clock: Clock
) -> None:
    subscribe(store)
    broken = written(subscribe(store, "8888", channel="C2"))
    store.digests.edit("8888", broken.terms.replace('"UTC"', '"Mars/Olympus"'), who="U1", at=MADE, due=DUE)
    channel = Channel()
    await rounds(engine(store, channel, clock), clock)
    stored = store.digests.find("8888")
    assert stored is not None
    assert (stored.state, [place.channel for place, _ in channel.posts]) == ("paused", ["C1"])
    assert stored.why.startswith("No time zone is called “Mars/Olympus” on this machine.")
    assert [user for user, _ in channel.told] == ["U1"]


async def test_what_is_withdrawn_before_it_is_sent_is_not_sent(store: Store, clock: Clock) -> None:
    subscribe(store)
    channel = Channel()
    channel.faults = [Unreachable("Away.")]
    delivering = engine(store, channel, clock)
    await rounds(delivering, clock, 1)
    store.digests.change_state("7k2m", "paused", who="U1", why="Enough.", at=clock())
    await rounds(delivering, clock)
    assert (channel.posts, latest(store).state) == ([], "missed")


async def test_a_platform_of_another_process_is_left_to_it(store: Store, clock: Clock) -> None:
    subscribe(store, platform="discord")
    channel = Channel()
    await rounds(engine(store, channel, clock), clock, 4)
    assert (channel.asked, latest(store).state, latest(store).turn) == (0, "due", 0)
    other = engine(store, channel, clock)
    line = Line(channel, Process())
    other.postings = lambda: {"discord": line}
    await rounds(other, clock)
    assert (len(channel.posts), latest(store).state) == (1, "sent")


# ---- who dies


async def lived(delivering: Delivering) -> bool:
    """Run a process until it has nothing to do, or dies; whether it lived."""
    try:
        await delivering.round()
        await delivering.settled()
    except Died:
        return False
    return True


@pytest.mark.parametrize("fault", ["", "before", "after"])
async def test_whenever_a_process_dies_each_part_stands_in_the_channel_once(clock: Clock, fault: str) -> None:
    died = 0
    for step in range(1, 200):
        store = open_store("sqlite://")
        made = article("a", f"“{WORDS}”, the government said.\n", "2021-06-01")
        put(store, made, quotation(made, WORDS, issues=("loan",)), at=MADE + timedelta(minutes=5))
        subscribe(store, threaded=True)
        subscribe(store, "8888", channel="C2")
        clock.now = DUE + timedelta(seconds=1)
        channel = Channel(pages=2)
        channel.faults = ["fine", fault] if fault else []
        alive = await lived(engine(store, channel, clock, Process(step)))
        died += not alive
        clock.forward(seconds=LEASE.total_seconds() + 1)
        await rounds(engine(store, channel, clock), clock)
        assert sorted(channel.keys) == sorted(set(channel.keys)), step
        assert len(channel.posts) == 4, step
        assert {latest(store).state, latest(store, "8888").state} == {"sent"}, step
        store.close()
        if alive:
            break
    assert died > 20
    assert alive


async def test_two_processes_on_one_store_post_each_digest_once(store: Store, clock: Clock) -> None:
    ids = [f"00{a}{b}" for a in "0123" for b in "01234"]
    for number, id in enumerate(ids):
        subscribe(store, id, channel=f"C{number}")
    channel = Channel()
    one, two = engine(store, channel, clock), engine(store, channel, clock)
    for _ in range(4):
        await asyncio.gather(one.round(), two.round())
        await asyncio.gather(one.settled(), two.settled())
    assert sorted({place.channel for place, _ in channel.posts}) == sorted(f"C{n}" for n in range(20))
    assert len(channel.posts) == 20


async def test_a_claim_that_may_be_lost_posts_nothing(
    store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    subscribe(store)
    channel = Channel()
    monkeypatch.setattr(delivering_one, "AT_LEAST", LEASE.total_seconds() + 1)
    await rounds(engine(store, channel, clock), clock, 1)
    assert channel.asked == 0
    monkeypatch.undo()
    clock.forward(minutes=3)
    await rounds(engine(store, channel, clock), clock, 1)
    assert len(channel.posts) == 1


async def test_told_to_stop_it_finishes_what_is_under_way(store: Store, clock: Clock) -> None:
    subscribe(store)
    channel, stopping = Channel(), asyncio.Event()
    running = asyncio.create_task(deliver(engine(store, channel, clock), stopping, look=0.01))
    async with asyncio.timeout(5):
        while not channel.posts:  # noqa: ASYNC110 seen in the channel only
            await asyncio.sleep(0.01)
        stopping.set()
        await running
    assert latest(store).state == "sent"


async def test_what_cannot_be_finished_is_left_to_the_next_to_look_for(store: Store, clock: Clock) -> None:
    subscribe(store)
    channel = Channel()

    class Slow(Line):
        async def post(self, place: object, post: object) -> object:  # type: ignore[override]
            await super().post(place, post)  # type: ignore[arg-type]
            return await asyncio.Event().wait()

    delivering = engine(store, channel, clock)
    slow = Slow(channel, Process())
    delivering.postings = lambda: {"slack": slow}
    await delivering.round()
    async with asyncio.timeout(5):
        while not channel.posts:  # noqa: ASYNC110 seen in the channel only
            await asyncio.sleep(0.01)
    await delivering.leave(0.01)
    clock.forward(seconds=6)
    await rounds(engine(store, channel, clock), clock, 1)
    assert (channel.asked, latest(store).state) == (1, "sent")


async def test_an_error_that_nobody_foresaw_ends_after_its_window(store: Store, clock: Clock) -> None:
    subscribe(store)
    channel = Channel()

    class Broken(Line):
        async def post(self, place: object, post: object) -> object:  # type: ignore[override]
            raise RuntimeError("broken")

        async def find(self, place: object, key: object, since: object) -> object:  # type: ignore[override]
            raise RuntimeError("broken")

    delivering = engine(store, channel, clock)
    broken = Broken(channel, Process())
    delivering.postings = lambda: {"slack": broken}
    for _ in range(8):
        await rounds(delivering, clock, 1, minutes=20)
    assert store.digests.history("7k2m")[-1].state == "failed"
