"""Folders watched: what is whole is read, what is being written is waited for."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.sources.folders import QUIET, NoFolder, look, poll, read
from bot.sources.parsing import File
from bot.sources.retrieved import Unretrievable
from bot.storage.feed_contract import StoredFeed

LATER = 3 * QUIET


def names(folder: Path, ahead: float = LATER) -> list[str]:
    return [item.key for item in look(folder, time.time() + ahead).items]


def test_files_below_a_folder_are_found_and_others_are_not(tmp_path: Path) -> None:
    for name in (
        "a.txt",
        "deep/b.HTML",
        "c.pdf",
        "d.exe",
        ".hidden.txt",
        "e.txt.part",
        "f.tmp",
        ".git/g.txt",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("words")
    assert names(tmp_path) == ["a.txt", "c.pdf", "deep/b.HTML"]


def test_a_file_that_was_just_written_is_waited_for(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("half")
    assert names(tmp_path, ahead=0) == []
    os.utime(
        tmp_path / "a.txt", (1, 1)
    )  # a copy keeps the time of its original: when it came is seen all the same
    assert names(tmp_path, ahead=0) == []
    assert names(tmp_path) == ["a.txt"]


def test_a_change_of_a_file_or_of_what_stands_beside_it_changes_its_mark(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("words")

    def mark() -> str:
        (item,) = look(tmp_path, time.time() + LATER).items
        return item.mark

    marks = [mark(), mark()]
    file.write_text("more words")
    marks.append(mark())
    (tmp_path / "a.toml").write_text('publisher = "The Gazette"')
    marks.append(mark())
    assert marks[0] == marks[1]
    assert len(set(marks)) == 3


def test_an_unchanged_folder_lists_nothing_anew(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("words")
    now = datetime.fromtimestamp(time.time() + LATER, UTC)
    feed = StoredFeed(
        key=1, topic="t", url=str(tmp_path), origin="", kind="folder", added=now, due=now, interval=60
    )
    kept, items = poll(feed, now)
    assert [item.key for item in items] == ["a.txt"]
    assert poll(feed.model_copy(update={"hash": kept.hash}), now)[1] == ()


def test_a_folder_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(NoFolder):
        look(tmp_path / "nowhere", 0)
    now = datetime.now(UTC)
    feed = StoredFeed(
        key=1, topic="t", url=str(tmp_path / "nowhere"), origin="", added=now, due=now, interval=60
    )
    with pytest.raises(Unretrievable, match="no folder nowhere"):
        poll(feed, now)


def test_a_file_is_read_with_what_stands_beside_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("words")
    (tmp_path / "a.toml").write_text('publisher = "The Gazette"')
    found = read("t", str(tmp_path / "a.txt"))
    assert isinstance(found, File)
    assert (found.data, found.metadata) == (b"words", {"publisher": "The Gazette"})
    assert read("t", str(tmp_path / "b.txt")) == "The file was taken away before it was read."
    (tmp_path / "a.toml").write_text("publisher = ")
    assert read("t", str(tmp_path / "a.txt")) == "a.toml beside it is no valid TOML in UTF-8."
