"""What an article takes is told table by table, and adds up to what there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks.filling import fill
from benchmarks.scale_bytes import main
from summaries.topics import parse_topic
from tests.bot.storage.test_plans import TOPIC_PACK


def test_the_parts_of_a_database_add_up_to_its_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "filled.db"
    fill(f"sqlite:///{path}", parse_topic(TOPIC_PACK), 60)
    main(f"sqlite:///{path}")
    told = capsys.readouterr().out
    (everything,) = re.findall(r"\| all +\| +\| +(\d+) \|", told)
    assert int(everything) == pytest.approx(path.stat().st_size / 60, rel=0.02)
    assert re.search(r"\| listing +\| +listing_best +\|", told)
