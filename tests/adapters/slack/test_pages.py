"""A reply on as many pages as it takes."""

from __future__ import annotations

import re

from hypothesis import HealthCheck, given, settings

from adapters.slack import limits
from adapters.slack.pages import Kind, pages
from adapters.slack.text import clean
from bot.messages import Heading, Lines, Note, Part, Reply, SourceEntry, Sources, Style, Table
from tests.adapters.slack.reading import LARGE
from tests.adapters.terminal.replies import citation, line

UNHURRIED = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def told(reply: Reply) -> str:
    """All that stands on the pages, without blanks, bullets and numbers."""
    made = pages(reply)
    return letters(made[0].title + "".join(piece.plain for page in made for piece in page.pieces))


def letters(text: str) -> str:
    return re.sub(r"\[\d+\]|[\s•…]", "", text)


def everything(reply: Reply) -> list[str]:
    found = [reply.title]
    for block in reply.blocks:
        if isinstance(block, Heading | Note):
            found.append(block.text)
        elif isinstance(block, Lines):
            found += [each.text for each in block.lines]
        elif isinstance(block, Table):
            found += [cell for row in block.rows for cell in row]
    return [letters(clean(text)) for text in found]


@UNHURRIED
@given(LARGE)
def test_all_of_a_replys_text_is_on_some_page(reply: Reply) -> None:
    text = told(reply)
    assert all(part in text for part in everything(reply))


@UNHURRIED
@given(LARGE)
def test_every_citation_can_be_opened_from_some_page(reply: Reply) -> None:
    wanted = {c.id for b in reply.blocks if isinstance(b, Lines) for each in b.lines for c in each.citations}
    offered = {c.id for page in pages(reply) for each in page.lines for c in each.citations}
    assert offered == wanted


@UNHURRIED
@given(LARGE)
def test_a_page_has_room_for_its_menu_and_its_sources(reply: Reply) -> None:
    for page in pages(reply):
        assert len({c.id for each in page.lines for c in each.citations}) <= limits.OPTIONS
        assert all(limits.MENTIONED.holds(source) for source in page.sources)


def test_a_heading_never_stands_alone_at_a_pages_end() -> None:
    note = Note(text="a" * 1700)
    made = pages(Reply(title="T", blocks=(note, note, Heading(text="Last"), note)))
    assert [page.pieces[0].plain for page in made][1] == "Last"


def test_words_that_slack_would_format_are_shown_exactly() -> None:
    bold = line(Part(text="She wrote *this* and :tada:", style=Style.QUOTE))
    (page,) = pages(Reply(title="T", blocks=(Lines(lines=(bold,)),)))
    assert page.pieces[0].kind is Kind.EXACT
    assert page.pieces[0].text == "• She wrote *this* and :tada: [1]"


def test_a_number_leads_to_its_article() -> None:
    sources = Sources(
        entries=(SourceEntry(number=1, article="a", title="T", publisher="P", url="https://x.org/?a&b"),)
    )
    (page,) = pages(Reply(title="T", blocks=(Lines(lines=(line(Part(text="Words")),)), sources)))
    assert page.pieces[0].text == "• Words <https://x.org/?a&amp;b|[1]>"


def test_an_address_that_could_break_out_of_its_link_is_no_link() -> None:
    for url in (
        "https://x.org/>|<!channel>",
        "javascript:alert(1)",
        "https://x.org/a b",
        "https://x.org/" + "a" * 600,
    ):
        sources = Sources(entries=(SourceEntry(number=1, article="a", title="T", publisher="P", url=url),))
        (page,) = pages(Reply(title="T", blocks=(Lines(lines=(line(Part(text="Words")),)), sources)))
        assert page.pieces[0].text == "• Words [1]"


def test_bold_stands_only_where_slack_takes_it_for_bold() -> None:
    parts = (
        Part(text="un"),
        Part(text="seen", style=Style.HIGHLIGHT),
        Part(text=" Ana", style=Style.LABEL),
        Part(text=": x"),
    )
    (page,) = pages(Reply(title="T", blocks=(Lines(lines=(line(*parts),)),)))
    assert page.pieces[0].text == "• unseen *Ana*: x [1]"


def test_a_line_cited_a_hundred_times_keeps_every_citation() -> None:
    many = tuple(citation(number, f"{number:08d}") for number in range(1, 101))
    made = pages(Reply(title="T", blocks=(Lines(lines=(line(Part(text="Words"), citations=many),)),)))
    assert sum(len(each.citations) for page in made for each in page.lines) == 100


def test_a_number_or_a_date_in_a_table_is_told_with_the_name_of_its_column() -> None:
    headers = ("topic", "articles", "languages", "next (UTC)")
    table = Table(headers=headers, rows=(("/strait", "2", "en", "2021-03-04 10:00"),))
    (page,) = pages(Reply(title="T", blocks=(table,)))
    assert page.pieces[0].plain == "• /strait · 2 articles · en · next (UTC) 2021-03-04 10:00"


def test_a_highlight_takes_in_the_quotation_marks_round_it() -> None:
    parts = (
        Part(text="She said, “"),
        Part(text="We ask.", style=Style.HIGHLIGHT),
        Part(text="” Then ("),
        Part(text="left", style=Style.HIGHLIGHT),
        Part(text=")."),
    )
    (page,) = pages(Reply(title="T", blocks=(Lines(lines=(line(*parts),)),)))
    assert page.pieces[0].text == "• She said, *“We ask.”* Then *(left*). [1]"


def test_small_print_does_not_stand_alone_on_a_last_page() -> None:
    lines = tuple(line(Part(text="a" * 340)) for _ in range(10))
    (page,) = pages(Reply(title="T", blocks=(Lines(lines=lines), Note(text="b" * 200))))
    assert page.pieces[-1].plain == "b" * 200


def test_small_print_that_has_no_room_left_takes_the_last_line_along() -> None:
    lines = tuple(line(Part(text="a" * 340)) for _ in range(10))
    blocks = (Lines(lines=lines[:9]), Heading(text="At last"), Lines(lines=lines[9:]), Note(text="b" * 900))
    first, last = pages(Reply(title="T", blocks=blocks))
    assert len(first.pieces) == 9
    assert [piece.plain.strip("• ")[:2] for piece in last.pieces] == ["At", "aa", "bb"]
