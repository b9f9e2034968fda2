"""What the store promises about digests and their deliveries: nothing lost, nothing twice."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Literal, Protocol

from pydantic import AwareDatetime, Field

from summaries.model import Value

DigestState = Literal["active", "paused", "removed"]

DeliveryState = Literal["due", "sending", "sent", "skipped", "missed", "failed"]
"""``due`` waits, ``sending`` is being worked on, ``failed`` waits for another try or has had its last one.
``sent``, ``skipped`` (nothing new) and ``missed`` (too late) are ends.
"""

Ending = Literal["sent", "skipped", "missed", "failed"]


class GivenDigest(Value):
    """A digest as someone sets it up: where it goes, and its ``terms``, which the store does not read.

    A digest is its channel's; ``who`` is answerable for it at the moment. ``thread`` is "" for the channel
    itself.
    """

    id: str = Field(min_length=1)
    topic: str
    platform: str
    workspace: str
    channel: str
    thread: str = ""
    who: str
    terms: str


class StoredDigest(GivenDigest):
    """A digest as it stands. ``version`` grows with every edit.

    ``cutoff`` is up to which instant of storing its channel has been told; ``ran`` the last run that was
    dealt with. ``due`` is the next run, None while the digest is not active.
    """

    version: int = 1
    state: DigestState = "active"
    why: str = ""
    cutoff: AwareDatetime
    ran: AwareDatetime
    due: AwareDatetime | None = None
    made: AwareDatetime


class OpenedWindow(Value):
    """A window that has come: what was stored after ``since`` up to ``cutoff``, for the run at ``end``.

    After ``deadline`` it is too late. A ``missed`` one is only noted: it tells nothing, ``cutoff`` is
    ``since``, and the next window begins where it would have begun.
    """

    since: AwareDatetime
    cutoff: AwareDatetime
    end: AwareDatetime
    deadline: AwareDatetime
    missed: bool = False
    why: str = ""


class Opening(Value):
    """What has come for a digest that stood at ``version`` and ``ran``; ``due`` is its next run.

    ``window`` is None where nothing has come and only ``due`` was wrong.
    """

    digest: str
    version: int
    ran: AwareDatetime
    due: AwareDatetime | None
    window: OpenedWindow | None = None


class Post(Value):
    """A part of a delivery that stands in the channel, by the platform's id of the message.

    ``thread`` is where whatever belongs to it is posted, "" for the channel itself.
    """

    part: int
    message: str
    thread: str = ""
    at: AwareDatetime


class StoredDelivery(Value):
    """A delivery, with what is needed to carry it out; ``digest.terms`` are of the version it began with.

    ``content`` is what is sent, as the caller wrote it, in ``pages`` messages: "" until it was recorded.
    ``turn`` counts how often it was claimed: whoever holds an earlier turn may change nothing any more.
    ``again`` is when it may be claimed, None once it is over; ``tries`` counts failures.
    """

    key: int
    digest: StoredDigest
    end: AwareDatetime
    since: AwareDatetime
    cutoff: AwareDatetime
    deadline: AwareDatetime
    state: DeliveryState
    why: str = ""
    tries: int = 0
    content: str = ""
    pages: int = 0
    opened: AwareDatetime
    again: AwareDatetime | None = None
    settled: AwareDatetime | None = None
    turn: int = 0
    posts: tuple[Post, ...] = ()


class Recorded(Value):
    """Whether content was recorded. ``ours`` is False where somebody else has the delivery by now.

    ``told`` are those keys that the channel has been told meanwhile: with any, nothing was recorded.
    """

    ours: bool = True
    told: tuple[str, ...] = ()


class Written(Value):
    """What a delivery will say, composed before it is claimed; ``told`` and ``shown`` as for ``record``."""

    delivery: StoredDelivery
    content: str = Field(min_length=1)
    pages: int
    told: frozenset[str] = frozenset()
    shown: frozenset[str] = frozenset()


class Late(Value):
    """What should have been done and was not: digests nobody looked at, deliveries that are not over."""

    digests: tuple[StoredDigest, ...] = ()
    deliveries: tuple[StoredDelivery, ...] = ()


Channel = tuple[str, str, str, str]
"""A channel and what is told there: topic, platform, workspace, channel."""


class Sendable(Value):
    """A delivery that may be claimed now, by its key, and where it goes. ``digest`` is the digest's id."""

    key: int
    digest: str
    platform: str
    workspace: str


class Digests(Protocol):
    """Digests and their deliveries. Synchronous; safe to call from several threads and several processes.

    A digest has one delivery under way at a time, and its next window opens when that is over. How far the
    channel was told moves on only by what was sent or skipped. All times have a zone.
    """

    # ---- what a channel has
    def create(
        self, given: GivenDigest, *, at: AwareDatetime, due: AwareDatetime | None, most: int | None = None
    ) -> bool:
        """Set up a digest that has told everything up to ``at``; False where its id is taken.

        Raises ``ChannelFull`` where its channel has ``most`` already, whoever sets up others meanwhile.
        """
        ...

    def edit(
        self, id: str, terms: str, *, who: str, at: AwareDatetime, due: AwareDatetime | None
    ) -> StoredDigest | None:
        """Give it other terms; what is under way keeps the old. None where there is no such digest.

        It goes on from where its channel was told; runs before ``at`` are not made up for.
        """
        ...

    def change_state(
        self,
        id: str,
        state: DigestState,
        *,
        who: str,
        why: str = "",
        at: AwareDatetime,
        due: AwareDatetime | None = None,
        most: int | None = None,
    ) -> StoredDigest | None:
        """Pause, resume or remove it, which resuming undoes; None where there is no such digest.

        A delivery of which nobody has begun to send anything is missed, with ``why``. Raises ``ChannelFull``
        where a removed one is resumed and its channel has ``most`` already.
        """
        ...

    def hand_over(self, id: str, *, who: str) -> bool:
        """Make ``who`` answerable for it; whether there is such a digest."""
        ...

    def find(self, id: str) -> StoredDigest | None:
        """The digest of that id, removed ones too."""
        ...

    def listing(self, platform: str = "", workspace: str = "", channel: str = "") -> tuple[StoredDigest, ...]:
        """The digests that are not removed, oldest first; of a channel, a workspace, a platform or all."""
        ...

    def on_change(self, call: Callable[[], None]) -> Callable[[], None]:
        """Have ``call`` called, from whatever thread, after each change above that this object makes, or that
        its store is told of; what is given back ends that.
        """
        ...

    # ---- opening windows
    def next(self, *, platforms: Collection[str], besides: Collection[int] = ()) -> AwareDatetime | None:
        """When something is to be done next: a window opened, or a delivery claimed on these platforms.

        Deliveries ``besides`` do not count, nor digests whose delivery is under way. None: never.
        """
        ...

    def ripe(self, *, at: AwareDatetime, limit: int) -> tuple[StoredDigest, ...]:
        """Active digests that are due with no delivery under way, the longest overdue first."""
        ...

    def open(self, openings: Sequence[Opening], *, at: AwareDatetime) -> int:
        """Open these windows in one transaction; how many. One whose digest has changed since is left out."""
        ...

    # ---- composing ahead
    def take(
        self,
        *,
        at: AwareDatetime,
        holder: str,
        until: AwareDatetime,
        limit: int,
        platforms: Collection[str] | None = None,
    ) -> tuple[StoredDelivery, ...]:
        """Due deliveries to be composed before they are claimed, of these platforms or all: each once.

        Of each channel the first alone; those that may say the same follow each other. Nobody claims them
        before ``until``, unless they are let go of by ``write``. No turn is counted: whoever claims one knows
        that nothing of it was sent.
        """
        ...

    def write(
        self,
        holder: str,
        written: Sequence[Written],
        *,
        others: Collection[int] = (),
        at: AwareDatetime,
    ) -> frozenset[int]:
        """Keep what these will say, and let all that was taken be claimed; the keys of those kept.

        Left out is what somebody else has by now, and what tells its channel anything that it was told
        meanwhile: whoever claims that composes it, as he does ``others``, which are let go of as they are.
        """
        ...

    # ---- delivering
    def claim(
        self,
        *,
        at: AwareDatetime,
        holder: str,
        until: AwareDatetime,
        limit: int,
        platforms: Collection[str] | None = None,
        besides: Collection[int] = (),
        blank: bool = True,
    ) -> tuple[StoredDelivery, ...]:
        """Deliveries to work on, claimed for ``holder``: never two at once.

        Of each channel the longest waiting first, then of each its second; and so for workspaces. Only those
        of ``platforms`` (None: of all), and none of the keys ``besides``, which the caller works on already:
        a clock that was set forward makes them look free. Without ``blank`` nothing that was never taken
        to be composed.
        """
        ...

    def claim_one(
        self, key: int, *, at: AwareDatetime, holder: str, until: AwareDatetime
    ) -> StoredDelivery | None:
        """That delivery, where ``claim`` might give it."""
        ...

    def sendable(self, *, at: AwareDatetime, limit: int) -> tuple[Sendable, ...]:
        """What ``claim`` would give, but for what ``take`` would give: so many of each platform.

        One that is slow has more waiting than that, and hides nothing of the others.
        """
        ...

    def blank(self, *, at: AwareDatetime) -> int:
        """How many deliveries ``take`` would give of all platforms."""
        ...

    def expire(
        self, *, at: AwareDatetime, platforms: Collection[str], why: str
    ) -> tuple[StoredDelivery, ...]:
        """End as missed what is too late and waits for platforms other than these; what was ended.

        Only that of which nothing can stand in a channel: the rest waits for who can look.
        """
        ...

    def record(
        self,
        delivery: StoredDelivery,
        content: str,
        pages: int,
        *,
        told: Collection[str] = (),
        shown: Collection[str] = (),
        at: AwareDatetime,
    ) -> Recorded:
        """Keep what will be sent, and what the channel is told by it, before any of it is sent.

        ``shown`` are the citation ids in it: where one of them is withdrawn later, ``corrections`` follow.
        """
        ...

    def post(
        self, delivery: StoredDelivery, part: int, message: str, *, thread: str = "", at: AwareDatetime
    ) -> bool:
        """Note that a part stands in the channel; whether the delivery is still the caller's.

        It is noted in any case. The first message noted for a part stays.
        """
        ...

    def finish(
        self,
        delivery: StoredDelivery,
        state: Ending,
        *,
        why: str = "",
        at: AwareDatetime,
        quiet: bool = False,
    ) -> bool:
        """End a delivery; False where somebody else has it by now.

        Whoever runs Readout is to be alerted of a missed or failed one, unless it is ended ``quiet``ly.

        The channel was told up to its cutoff if it was sent or skipped, or if any part of it stands there.
        Otherwise what it would have told is told by the next one.
        """
        ...

    def fail(self, delivery: StoredDelivery, why: str, *, again: AwareDatetime, counts: bool = True) -> bool:
        """Note that it could not be sent now and let go of it until ``again``; False as for ``finish``.

        Being told to wait is no failure that ``counts``.
        """
        ...

    def renew(self, holder: str, keys: Collection[int], *, until: AwareDatetime) -> int:
        """Lengthen what ``holder`` has claimed of these; how many deliveries that are."""
        ...

    def release(self, holder: str, *, at: AwareDatetime) -> int:
        """Let go of what ``holder`` has claimed, for others to go on with; how many deliveries."""
        ...

    # ---- looking
    def told(
        self, topic: str, platform: str, workspace: str, channel: str, keys: Collection[str]
    ) -> frozenset[str]:
        """Those of the keys that the channel was told, or is being told."""
        ...

    def history(self, id: str, limit: int = 20) -> tuple[StoredDelivery, ...]:
        """The digest's deliveries, the latest run first."""
        ...

    def unsaid(self, id: str, limit: int = 20) -> tuple[StoredDelivery, ...]:
        """What was missed or has failed since something was last sent, the latest run first."""
        ...

    def told_in(self, channels: Collection[Channel], most: int) -> Mapping[Channel, frozenset[str]] | None:
        """All that each of these channels was told; None where that is more than ``most`` keys."""
        ...

    def behind(self, ids: Collection[str]) -> frozenset[str]:
        """Those of these digests of which ``unsaid`` gives anything."""
        ...

    def late(self, *, before: AwareDatetime, limit: int = 100) -> Late:
        """What was due before then and is not over."""
        ...

    # ---- keeping house
    def now(self, at: AwareDatetime) -> AwareDatetime:
        """What the clock says that all who share the store go by, when the caller's says ``at``.

        That of the database's server; a file has none, and ``at`` is given back.
        """
        ...

    def mend(self, *, at: AwareDatetime) -> int:
        """Free what a clock that was set back would keep waiting; how many deliveries."""
        ...

    def put_right(self, *, at: AwareDatetime) -> int:
        """Undo what a clock wrote that was more than an hour ahead; how many digests.

        They go on with their next run after ``at``, from where their channel was told by a clock that was
        right; what was stored by the wrong one counts as stored now.
        """
        ...

    def prune(self, *, at: AwareDatetime) -> int:
        """Forget deliveries a year after they were over, and what no more than that needs; how many."""
        ...
