"""Whom a digest calls: real marks of a platform, and never a mere word."""

from __future__ import annotations

import pytest

from bot.digests.mentions import called, fits, shown


@pytest.mark.parametrize(
    ("mention", "whom", "read"),
    [
        ("<@&123456789012345678|News-Desk>", "&123456789012345678", "@News-Desk"),
        ("<@&123456789012345678>", "&123456789012345678", "a role"),
        ("<@!123456789012345678>", "123456789012345678", "somebody"),
        ("<@U012AB|ann>", "U012AB", "@ann"),
        ("<!subteam^S012AB|@desk>", "&S012AB", "@desk"),
        ("<!subteam^S012AB>", "&S012AB", "a group"),
        ("<!here|here>", "here", "@here"),
        ("<!channel>", "everyone", "@channel"),
        ("@everyone", "everyone", "@everyone"),
        ("@desk", "", "@desk"),
        ("<@&desk>", "", "<@&desk>"),
        ("<script>", "", "<script>"),
    ],
)
def test_a_mention_calls_whom_it_marks_and_reads_as_a_name(mention: str, whom: str, read: str) -> None:
    assert (called(mention), shown(mention)) == (whom, read)


def test_each_platform_knows_its_own_ids() -> None:
    assert fits("<@&123456789012345678>", "discord")
    assert not fits("<@&123456789012345678>", "slack")
    assert fits("<!subteam^S1>", "slack")
    assert not fits("<@U1>", "discord")
    assert fits("@here", "slack")
    assert fits("", "discord")
    assert fits("<@U1>", "terminal")
