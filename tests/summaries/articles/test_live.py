"""Live blogs are read entry by entry."""

from __future__ import annotations

from pathlib import Path

import pytest

from summaries.articles.reading import read_file, read_page
from summaries.articles.told import Told
from summaries.model import Article
from summaries.model.articles import Form

FOLDER = Path(__file__).parent / "pages"
TOLD = "gazette.example/world/live/2019/may/06/norland-strike-live"


def read(name: str) -> tuple[Article, ...]:
    return read_page((FOLDER / f"{name}.html").read_bytes(), Told(id=name))


@pytest.mark.parametrize("name", ["live_told", "live_shown"])
def test_each_entry_is_an_article_with_its_own_time_and_place(name: str) -> None:
    entries = read(name)
    assert [entry.form for entry in entries] == [Form.ENTRY] * 3
    assert [entry.published.iso() for entry in entries] == [
        *("2019-05-06T11:40:00+00:00", "2019-05-06T09:12:00+00:00", "2019-05-06T07:00:00+00:00"),
    ]
    assert [entry.title for entry in entries][::2] == ["Crews vote yes", "Good morning"]
    assert "412 to 60" in entries[0].text
    assert entries[1].text.startswith("Mayor Olaf Quist")
    assert "“We are ready to sail.”" in entries[1].text
    assert all(entry.url.endswith(entry.id.partition("#")[2]) for entry in entries)


def test_the_name_of_an_entry_is_the_pages_with_its_own() -> None:
    assert [entry.id for entry in read("live_told")][:2] == [f"{TOLD}#block-5cd01a", f"{TOLD}#block-5cd01b"]
    assert [entry.document for entry in read("live_shown")] == [
        f"radio.example/live/strike#post-{number}" for number in (3, 2, 1)
    ]


def test_entries_under_one_name_get_names_of_their_own() -> None:
    page = (FOLDER / "live_shown.html").read_text("utf-8").replace("post-2", "post-3")
    names = [entry.id.partition("#")[2] for entry in read_page(page.encode(), Told(id="a"))]
    assert names == ["post-3", "post-3-2", "post-1"]


def test_the_entries_of_a_file_keep_the_name_that_stands_beside_it() -> None:
    data = (FOLDER / "live_shown.html").read_bytes()
    found = list(read_file("a.html", data, {"id": "strike"}))
    assert [entry.id for entry in found if isinstance(entry, Article)] == [
        f"strike#post-{number}" for number in (3, 2, 1)
    ]


def test_a_list_with_times_on_a_page_that_is_not_live_is_not_split() -> None:
    prose = "The ferries will sail again on Monday, the mayor said on the bridge of the ship that waited."
    blocks = "".join(
        f"<section id=s{n}><time datetime='2019-05-0{n}'>{n} May</time><p>{prose} Day {n}.</p></section>"
        for n in range(1, 5)
    )
    (article,) = read_page(f"<html><title>A diary</title><body>{blocks}</body></html>".encode(), Told(id="a"))
    assert article.form is Form.ARTICLE
    assert "Day 4." in article.text
