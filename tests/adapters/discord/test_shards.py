"""Discord's shards shared out among processes."""

from __future__ import annotations

import pytest

from adapters.discord import Discord
from adapters.discord.shards import Shards, shards_of
from bot.messages import PlatformSettings


@pytest.mark.parametrize(
    ("spelled", "shards"),
    [
        ("", Shards()),
        ("0-3/16", Shards((0, 1, 2, 3), 16)),
        ("15/16", Shards((15,), 16)),
        ("0, 4-5/6", Shards((0, 4, 5), 6)),
    ],
)
def test_a_setting_says_which_shards_of_how_many(spelled: str, shards: Shards) -> None:
    assert shards_of(spelled) == shards


@pytest.mark.parametrize("spelled", ["16/16", "3-1/16", "0-3", "a/b", "/4"])
def test_what_says_nothing_of_the_kind_is_refused(spelled: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        shards_of(spelled)


def test_each_server_is_of_one_shard_and_so_of_one_process() -> None:
    guilds = [str(number << 22) for number in range(100)]
    parts = [shards_of("0-3/16"), shards_of("4-15/16")]
    assert all(sum(part.has(guild) for part in parts) == 1 for guild in guilds)
    assert shards_of("0-3/16").of("81384788765712384") == (81384788765712384 >> 22) % 16
    assert all(Shards().has(guild) for guild in guilds)


def test_deliveries_go_in_the_lane_of_their_shard() -> None:
    def discord(spelled: str) -> Discord:
        values = {"READOUT_DISCORD_SHARDS": spelled}
        return Discord(PlatformSettings(data="/", values=values))

    assert list(discord("2-3/4").lanes) == ["2", "3"]
    assert discord("2-3/4").lane(str(7 << 22), 4) == discord("").lane(str(7 << 22), 4) == "3"
    assert (list(discord("").lanes), discord("").lane("7", 1)) == ([""], "")
    assert (list(discord("0/1").lanes), discord("0/1").lane("7", 1)) == (["0"], "0")
    assert (discord("2-3/4").shared_out, discord("").shared_out) == (4, 1)
