"""Which keys make a difference to what is composed is what was asked for, and nothing else."""

from __future__ import annotations

from bot.digests.asked import Asked


def test_what_was_asked_for_is_known_with_its_answers() -> None:
    told = Asked({"a", "b", "c"})
    assert "a" in told
    assert "x" not in told
    assert told.isdisjoint({"y", "z"})
    assert told.answers == ({"a", "x", "y", "z"}, {"a"})


def test_taking_away_what_was_told_asks_for_each_key() -> None:
    told = Asked({"a", "b", "c"})
    assert frozenset({"a", "x"}) - told == {"x"}
    assert told.answers == ({"a", "x"}, {"a"})


def test_who_looks_at_all_has_asked_for_all() -> None:
    told = Asked({"a", "b"})
    assert sorted(told) == ["a", "b"]
    assert (told.answers, len(told)) == (({"a", "b"}, {"a", "b"}), 2)
