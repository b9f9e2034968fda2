"""A reply takes as many posts as it has pages, on every platform, signed in or not."""

from __future__ import annotations

import pytest

from adapters.discord.posting import DiscordPosting
from adapters.slack.posting import SlackPosting
from bot.messages import Note, Posting, Reply

SHORT = Reply(title="Nothing new", blocks=(Note(text="Nothing new: no article came in."),))
LONG = Reply(title="Much", blocks=tuple(Note(text=f"{n} " + "word " * 300) for n in range(30)))


@pytest.mark.parametrize("posting", [SlackPosting(), DiscordPosting()])
def test_a_short_reply_takes_one_post_and_a_long_one_several(posting: Posting) -> None:
    assert posting.pages(SHORT) == 1
    assert posting.pages(LONG) > 1
