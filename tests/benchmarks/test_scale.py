"""The measurement of many articles, in small: it fills, asks, and asks while others take articles in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks.scale import main
from bot.storage import open_store


def test_a_command_is_measured_while_articles_are_taken_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("benchmarks.scale.ROUNDS", 30)
    monkeypatch.setattr("benchmarks.scale_load._MADE", 20)
    main([60], only="sqlite", keep=tmp_path, postgres="", load=12)
    told = capsys.readouterr().out
    assert all(f"| {command} " in told for command in ("stance", "latest", "quotes", "search"))
    found = re.search(r"(\d+) more taken in each second by 2 processes: a command p50 \d+ ms", told)
    assert found, told
    store = open_store(f"sqlite:///{tmp_path / 'scale-60.db'}")
    stored = store.coverage("venezuela").articles
    store.close()
    assert stored > 60
