"""Posting to a channel surely: what is posted where, what came of it, and what could not be done and why."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from pydantic import Field

from bot.messages.adapter import Problem
from bot.messages.reply import Message, Reply

NEW = "new"
"""The thread of a ``Place`` whose first post begins it."""


class Place(Message):
    """Where something is posted, in the platform's own ids.

    ``thread`` is "" for the channel itself, a thread's id, or ``NEW``: then the post stands in the channel
    (a forum: as a post of its own under ``title``), and ``Posted.thread`` is the id under which whatever
    belongs to it is posted next. ``publish`` sends a post in an announcement channel on to its followers.
    """

    workspace: str
    channel: str = Field(min_length=1)
    thread: str = ""
    title: str = ""
    publish: bool = False


class Post(Message):
    """One page of a reply, to be posted once.

    ``key`` names it for ever, among all posts of its channel: the delivery's id and the number of the part.
    ``page`` counts from 1. ``topic`` is whose sources the menu under it shows. ``mention`` is whom the post
    may call: the id of a user or, after ``&``, of a role (on Slack: of a user group), ``here``, ``everyone``,
    or "" for nobody.
    ``note`` stands above a post that was corrected where it stands.
    """

    key: str = Field(pattern=r"^[A-Za-z0-9_-]{1,25}$")
    reply: Reply
    page: int = Field(default=1, ge=1)
    topic: str = Field(min_length=1)
    mention: str = Field(default="", pattern=r"^(|here|everyone|&?[A-Za-z0-9]+)$")
    note: str = ""


class Posted(Message):
    """A message that is there. ``thread`` is where whatever belongs to it is posted: "" for the channel.

    ``message`` is "" where the platform says that it was there and has been deleted since.
    """

    message: str
    thread: str = ""


class Unsure(Problem):
    """It may have been posted, or not: ``find`` tells, a few seconds later. Never post again without."""


class Throttled(Problem):
    """It was not posted, since there is too much: worth trying again after ``retry_after`` seconds."""

    def __init__(self, retry_after: float) -> None:
        self.retry_after = retry_after
        super().__init__(f"The platform asks to wait for {retry_after:.0f} s.")


class ChannelGone(Problem):
    """It was not posted: there is no such channel any more, or no way into it."""


class NotAllowed(Problem):
    """It was not posted: ``permission`` is missing, as the platform names it to its users."""

    def __init__(self, permission: str, cure: str) -> None:
        self.permission = permission
        super().__init__(f"Readout lacks the permission “{permission}” there.", cure)


class Unfit(Problem):
    """It was not posted: the platform takes no such message. To try again is of no use."""


class Posting(Protocol):
    """What a platform does with a delivery. Every method may raise ``Throttled``, ``ChannelGone``,
    ``NotAllowed``, ``Unreachable`` and ``Refused``; after each of these, nothing has been done.
    """

    def pages(self, reply: Reply) -> int:
        """How many posts a reply takes: at least one. Told without asking anybody, and raising nothing."""
        ...

    async def post(self, place: Place, post: Post) -> Posted:
        """Post it. Sent over the wire at most once, but where the platform said that it was not taken.

        Raises ``Unsure`` where only the answer may be lost, and ``Unfit``.
        """
        ...

    async def find(self, place: Place, key: str, since: datetime) -> Posted | None:
        """The post of that key among the messages since then; None where it is surely not among them.

        Raises ``Unsure`` where there are too many messages to look through.
        """
        ...

    async def edit(self, place: Place, posted: Posted, post: Post) -> None:
        """Put another content in place of a post's; doing it twice changes nothing. It calls nobody anew.

        Raises ``Unfit``, and where the message is gone.
        """
        ...

    async def tell(self, workspace: str, user: str, reply: Reply) -> None:
        """Say something to one person alone. Raises ``Unsure``, ``Unfit``, and ``NotAllowed`` where they
        take nothing from us.
        """
        ...
