"""Replies of the kinds that commands give, and any reply at all."""

from hypothesis import strategies as st

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

QUOTE = "We ask every neighbour, and all who advise them, to put away a plan that was drawn up in haste"


def citation(number: int = 1, id: str = "7hq2m4xz") -> Citation:
    return Citation(id=id, number=number, article=f"article-{number}", start=0, end=5, text="words")


def line(*parts: Part, position: str = "", citations: tuple[Citation, ...] = ()) -> ReplyLine:
    return ReplyLine(parts=parts, citations=citations or (citation(),), position=position)


BRIEF = Reply(
    title="Norland: where it stands",
    blocks=(
        Heading(text="Fishing rights: opposes"),
        Lines(
            lines=(
                line(
                    Part(text="Ana Berg, Foreign Minister", style=Style.LABEL),
                    Part(text=": “"),
                    Part(text=QUOTE, style=Style.QUOTE),
                    Part(text="”"),
                    Part(text=" (5 May 2019 · direct quote)", style=Style.FAINT),
                    position="opposes",
                ),
                line(
                    Part(text="The ministry announced a review"),
                    citations=(citation(1, "aaaaaaaa"), citation(2, "bbbbbbbb")),
                ),
            )
        ),
        Note(text="No statement by Norland on the canal in this window; its last is of 14 May 2019."),
        Table(headers=("command", "example"), rows=(("stance ACTOR", "/strait stance norland"),)),
        Suggestions(commands=("/strait quotes berg",)),
        Sources(
            entries=(
                SourceEntry(
                    number=1,
                    article="article-1",
                    title="Talks resume",
                    publisher="Daily Harbour",
                    byline="Jo Writer",
                    date="6 to 11 May 2019, inferred",
                    url="https://example.org/2019/05/talks",
                ),
                SourceEntry(number=2, article="article-2", title="An uneasy calm", publisher="Risk Notes"),
            )
        ),
    ),
)

_TEXT = st.text(max_size=60)
_PARTS = st.builds(Part, text=_TEXT, style=st.sampled_from(Style))
_CITATIONS = st.builds(
    Citation,
    id=_TEXT,
    number=st.integers(1, 99),
    article=_TEXT,
    start=st.just(0),
    end=st.just(1),
    text=_TEXT,
)
_LINES = st.builds(
    ReplyLine,
    parts=st.lists(_PARTS, min_size=1, max_size=4).map(tuple),
    citations=st.lists(_CITATIONS, min_size=1, max_size=5).map(tuple),
    position=st.sampled_from(["", "supports", "opposes", "mixed", "unclear", "\x1b[31m"]),
)
_ENTRIES = st.builds(
    SourceEntry,
    number=st.integers(1, 99),
    article=_TEXT,
    title=_TEXT,
    publisher=_TEXT,
    byline=_TEXT,
    date=_TEXT,
    url=_TEXT,
)
_ROWS = st.lists(st.tuples(_TEXT, _TEXT), max_size=3).map(tuple)
_BLOCKS = st.one_of(
    st.builds(Heading, text=_TEXT),
    st.builds(Note, text=_TEXT),
    st.builds(Lines, lines=st.lists(_LINES, max_size=3).map(tuple)),
    st.builds(Table, headers=st.tuples(_TEXT, _TEXT), rows=_ROWS),
    st.builds(Sources, entries=st.lists(_ENTRIES, max_size=3).map(tuple)),
    st.builds(Suggestions, commands=st.lists(_TEXT, max_size=3).map(tuple)),
)
REPLIES = st.builds(Reply, title=_TEXT, blocks=st.lists(_BLOCKS, max_size=4).map(tuple), ok=st.booleans())
"""Any reply, its words from the whole of Unicode: control characters, markup, right-to-left, emoji."""
