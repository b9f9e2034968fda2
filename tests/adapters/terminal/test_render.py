"""How a reply looks: footnotes, widths, colours, and nothing that steers the terminal."""

import io
import re
import unicodedata
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from adapters.terminal.render import PLAIN_WIDTH, picture, plain, write
from bot.messages import Heading, Lines, Note, Part, Reply, Style, Table
from tests.adapters.terminal.replies import BRIEF, QUOTE, REPLIES, citation, line

COLOUR = re.compile(r"\x1b\[[0-9;]*m")


class Screen(io.StringIO):
    """A terminal as a program sees it."""

    def isatty(self) -> bool:
        return True


def on_screen(reply: Reply, monkeypatch: pytest.MonkeyPatch, columns: int = 80, **environment: str) -> str:
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", str(columns))
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    screen = Screen()
    write(reply, screen)
    return screen.getvalue()


def test_a_line_ends_with_its_footnote_and_the_id_that_source_takes() -> None:
    words = " ".join(plain(BRIEF).split())
    assert f"Ana Berg, Foreign Minister: “{QUOTE}” (5 May 2019 · direct quote) [1]·7hq2m4xz" in words
    assert "announced a review [1]·aaaaaaaa [2]·bbbbbbbb" in words


def test_a_source_that_is_cited_twice_in_a_line_is_named_once() -> None:
    twice = line(
        Part(text="They met"),
        citations=(citation(2, "bbbbbbbb"), citation(1, "aaaaaaaa"), citation(2, "cccccccc")),
    )
    assert "They met [2]·bbbbbbbb [1]·aaaaaaaa\n" in plain(Reply(title="t", blocks=(Lines(lines=(twice,)),)))


def test_footnotes_name_publisher_title_author_date_and_address() -> None:
    assert (
        "[1] Daily Harbour, “Talks resume”, Jo Writer, 6 to 11 May 2019, inferred\n"
        "    https://example.org/2019/05/talks\n"
        "[2] Risk Notes, “An uneasy calm”\n"
    ) in plain(BRIEF)


def test_plain_text_has_no_colour_no_boxes_and_no_trailing_blanks() -> None:
    text = plain(BRIEF)
    assert "\x1b" not in text
    assert not [c for c in text if "\u2500" <= c <= "\u259f"]
    assert all(row == row.rstrip() for row in text.splitlines())


def test_what_is_not_a_terminal_gets_plain_text() -> None:
    out = io.StringIO()
    write(BRIEF, out)
    assert out.getvalue() == plain(BRIEF) + "\n"


@pytest.mark.parametrize("columns", [30, 60, 80, 120, 300])
def test_no_row_is_wider_than_the_window(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = COLOUR.sub("", on_screen(BRIEF, monkeypatch, columns)).splitlines()
    assert max(cell_len(row) for row in rows) <= min(columns, 100)


def test_a_long_line_hangs_under_its_first_word() -> None:
    rows = plain(BRIEF, width=60).splitlines()
    first = next(i for i, row in enumerate(rows) if row.startswith("• Ana Berg"))
    assert rows[first + 1].startswith("  ")
    assert not rows[first + 1].startswith("   ")


def test_a_position_has_its_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b[31m•" in on_screen(BRIEF, monkeypatch)


def test_a_quote_looks_other_than_our_own_words(monkeypatch: pytest.MonkeyPatch) -> None:
    codes = re.search(r"(\x1b\[[0-9;]*m)We ask every", on_screen(BRIEF, monkeypatch, 100))
    ours = re.search(r"(\x1b\[[0-9;]*m)The ministry", on_screen(BRIEF, monkeypatch, 100))
    assert codes
    assert not ours or ours[1] != codes[1]


def test_no_color_is_obeyed(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = on_screen(BRIEF, monkeypatch, NO_COLOR="1")
    codes = {code for run in COLOUR.findall(shown) for code in run[2:-1].split(";")}
    assert codes <= {"0", "1", "2", "3", "4"}


def test_markup_and_emoji_names_are_words_like_any_other() -> None:
    reply = Reply(
        title="[bold]x[/bold]",
        blocks=(
            Heading(text="[red]h"),
            Note(text=":smile: [link=file:///etc]n[/link]"),
            Lines(lines=(line(Part(text="[blink]q[/]", style=Style.QUOTE)),)),
            Table(headers=("[b]a",), rows=(("[i]c",),)),
        ),
    )
    text = plain(reply)
    for literal in (
        "[bold]x[/bold]",
        "[red]h",
        ":smile: [link=file:///etc]n[/link]",
        "[blink]q[/]",
        "[b]a",
        "[i]c",
    ):
        assert literal in text


@settings(max_examples=40, deadline=None)
@given(REPLIES, st.integers(20, 120))
def test_any_reply_renders_and_no_control_character_comes_through(reply: Reply, width: int) -> None:
    text = plain(reply, width)
    assert {c for c in text if unicodedata.category(c) in ("Cc", "Cs")} <= {"\n"}


@settings(max_examples=20, deadline=None)
@given(REPLIES)
def test_any_reply_becomes_a_picture_that_is_well_formed_and_loads_nothing(reply: Reply) -> None:
    svg = picture(reply)
    ElementTree.fromstring(svg)
    assert "@import" not in svg
    assert "@font-face" not in svg


def test_the_same_reply_gives_the_same_picture() -> None:
    assert picture(BRIEF) == picture(BRIEF)


def test_plain_width_is_kept() -> None:
    assert max(cell_len(row) for row in plain(BRIEF).splitlines()) <= PLAIN_WIDTH
