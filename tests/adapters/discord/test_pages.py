"""Pages hold everything, and each holds no more than Discord takes: N is one page, N + 1 is two."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.discord import limits
from adapters.discord.cards import card
from adapters.discord.markup import plain
from adapters.discord.pages import Page, pages
from adapters.length import units
from bot.messages import (
    Citation,
    Heading,
    Lines,
    Note,
    Part,
    Reply,
    ReplyLine,
    SourceEntry,
    Sources,
    Style,
    Suggestions,
    Table,
)
from tests.adapters.discord.keeping import Desk
from tests.adapters.discord.reading import components, faults, seen

NASTY = st.text(st.one_of(st.sampled_from("*_[]():#>-1. \n|`\\"), st.characters()), max_size=40)
LONG = st.builds(lambda text, times: (text + " ") * times, NASTY, st.sampled_from([1, 1, 20, 90]))
NUMBERS = st.integers(1, 60)


@st.composite
def lines(draw: st.DrawFn) -> ReplyLine:
    parts = draw(
        st.lists(
            st.builds(Part, text=LONG | st.just("word " * 1000), style=st.sampled_from(Style)),
            min_size=1,
            max_size=4,
        )
    )
    numbers = draw(st.lists(NUMBERS, min_size=1, max_size=70, unique=True))
    return ReplyLine(parts=tuple(parts), citations=tuple(cited(number) for number in numbers))


def cited(number: int) -> Citation:
    return Citation(id=f"{number:08}", number=number, article=f"a{number}", start=0, end=1, text="x")


def entry(number: int, url: str = "", title: str = "Talks") -> SourceEntry:
    return SourceEntry(number=number, article=f"a{number}", title=title, publisher="Daily Harbour", url=url)


BLOCKS = st.one_of(
    st.builds(Heading, text=LONG),
    st.builds(Note, text=LONG),
    st.builds(Lines, lines=st.lists(lines(), max_size=3).map(tuple)),
    st.builds(
        Table,
        headers=st.tuples(NASTY, NASTY, NASTY),
        rows=st.tuples(st.tuples(LONG, NASTY, NASTY)).map(tuple),
    ),
    st.builds(Suggestions, commands=st.lists(NASTY, max_size=8).map(tuple)),
)
URLS = st.sampled_from(["", "https://example.org/a", "https://example.org/" + "(" * 300, "javascript:x"])
SOURCES = st.builds(
    lambda url, title: Sources(entries=tuple(entry(number, url, title) for number in range(1, 61))),
    URLS,
    LONG,
)
REPLIES = st.builds(
    lambda title, blocks, sources, ok: Reply(title=title, blocks=(*blocks, sources), ok=ok),
    LONG,
    st.lists(BLOCKS, max_size=3),
    SOURCES,
    st.booleans(),
)


@settings(max_examples=60, deadline=None)
@given(REPLIES, st.booleans())
async def test_any_reply_fits_and_every_word_and_citation_is_on_some_page(
    reply: Reply, private: bool
) -> None:
    texts, opened = [], set()
    for page in pages(reply):
        made = await card(Desk(), reply, "strait overview", page.number, private=private)
        assert faults(made.embed, made.view) == []
        texts += [made.embed.title or ""] * (page.number == 1) + [made.embed.description or ""]
        opened |= {o["value"] for part in components(made.view) for o in part.get("options", ())}
    assert opened == {c.id for each in lines_of(reply) for c in each.citations}
    shown = squeezed(seen("\n".join(texts)))
    for told in told_by(reply):
        assert (squeezed(told) in shown) is True


def lines_of(reply: Reply) -> list[ReplyLine]:
    return [line for block in reply.blocks if isinstance(block, Lines) for line in block.lines]


def told_by(reply: Reply) -> list[str]:
    """Texts that must be found whole, however they are parted."""
    cells = [c for b in reply.blocks if isinstance(b, Table) for row in b.rows for c in row]
    notes = [b.text for b in reply.blocks if isinstance(b, Note | Heading)]
    return [plain(text) for text in (reply.title, *cells, *notes, *(line.text for line in lines_of(reply)))]


def squeezed(text: str) -> str:
    """Without blanks and without what begins a line of a list, a heading or a small line of ours."""
    lines = (line.removeprefix("### ").removeprefix("-# ").removeprefix("- ") for line in text.split("\n"))
    return "".join("".join(lines).split())


# ---- N and N + 1 ---------------------------------------------------------------------------------------


def paged(*blocks: Heading | Lines | Note | Table | Sources, title: str = "Title") -> tuple[Page, ...]:
    return pages(Reply(title=title, blocks=blocks))


def line(text: str, *numbers: int) -> ReplyLine:
    return ReplyLine(parts=(Part(text=text),), citations=tuple(cited(number) for number in numbers or (1,)))


def test_a_page_holds_exactly_as_much_as_it_may() -> None:
    first = [Note(text="a" * 597) for _ in range(4)]  # "-# " and a line break make each 601 long
    left = limits.PAGE.most - 4 * 601
    assert [units(page.text) for page in paged(*first, Note(text="b" * (left - 3)))] == [limits.PAGE.most]
    assert len(paged(*first, Note(text="b" * (left - 2)))) == 2


def test_a_menu_of_twenty_five_sources_is_one_page_and_of_twenty_six_two() -> None:
    def page_count(most: int) -> int:
        return len(paged(Lines(lines=tuple(line("a", number) for number in range(1, most + 1)))))

    assert (page_count(25), page_count(26)) == (1, 2)


def test_one_line_with_more_citations_than_a_menu_has_options_keeps_them_all() -> None:
    shown = paged(Lines(lines=(line("a", *range(1, 61)),)))
    numbers = [[c.number for each in page.lines for c in each.citations] for page in shown]
    assert [len(each) for each in numbers] == [25, 25, 10]
    assert [number for each in numbers for number in each] == list(range(1, 61))


def test_sources_that_are_too_many_for_a_footer_move_to_the_next_page() -> None:
    entries = Sources(entries=tuple(entry(number, title="T" * 500) for number in range(1, 8)))
    shown = paged(Lines(lines=tuple(line("a", number) for number in range(1, 8))), entries)
    assert [len(page.footer.splitlines()) for page in shown] == [5, 2]
    assert all(units(page.footer) <= 2048 for page in shown)


async def test_a_full_footer_has_room_for_the_page_number() -> None:
    entries = Sources(entries=tuple(entry(number, title="T" * 364) for number in range(1, 12)))
    reply = Reply(title="t", blocks=(Lines(lines=tuple(line("a", n) for n in range(1, 12))), entries))
    made = await card(Desk(), reply, "strait overview")
    footer = made.embed.footer.text or ""
    assert "Page 1 of" in footer
    assert 1900 < units(footer) <= 2048


def test_a_title_of_256_letters_is_whole_and_a_longer_one_is_told_whole_below() -> None:
    assert paged(title="t" * 256)[0].title == "t" * 256
    (page,) = paged(title="t" * 257)
    assert page.title.endswith("…")
    assert "t" * 257 in page.text


def test_a_heading_is_never_the_last_of_a_page() -> None:
    filling = [Note(text="a" * 690) for _ in range(4)]
    first, second = paged(*filling, Heading(text="What follows"), Note(text="b" * 690))
    assert "What follows" not in first.text
    assert second.text.startswith("### What follows")


def test_an_empty_reply_is_a_page_with_its_title() -> None:
    (page,) = paged()
    assert (page.title, page.text, page.count) == ("Title", "", 1)


@pytest.mark.parametrize("text", ["", " \n \u200b"])
async def test_a_message_is_never_empty(text: str) -> None:
    made = await card(Desk(), Reply(title=text), "strait overview")
    assert made.embed.title == "Readout"
