"""What a reader sees of Block Kit, and every limit of Slack's that a message breaks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from hypothesis import strategies as st

from adapters.slack.cards import Card
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

Block = dict[str, Any]

_LINK = re.compile(r"<(https?://[^<>|\s]+)\|(\[\d+\])>")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def objects(blocks: Sequence[Block]) -> Iterator[dict[str, Any]]:
    """Each text object that is shown as text, in order."""
    for block in blocks:
        if block["type"] in ("header", "section"):
            yield block["text"]
        elif block["type"] == "context":
            yield from block["elements"]


def elements(blocks: Sequence[Block]) -> list[dict[str, Any]]:
    return [each for block in blocks if block["type"] == "actions" for each in block["elements"]]


def buttons(blocks: Sequence[Block]) -> dict[str, str]:
    """The values of the buttons by what they say."""
    return {each["text"]["text"]: each["value"] for each in elements(blocks) if each["type"] == "button"}


def options(blocks: Sequence[Block]) -> list[dict[str, Any]]:
    return [option for each in elements(blocks) for option in each.get("options", ())]


def seen(text: dict[str, Any]) -> str:
    """The words as Slack shows them."""
    if text["type"] == "plain_text":
        return str(text["text"])
    shown = _LINK.sub(r"\2", text["text"])
    return _unescaped(re.sub(r"(?<![^\s(\[\"'-])\*([^*\n]+)\*(?![^\s)\].,:;!?\"'-])", r"\1", shown))


def _unescaped(text: str) -> str:
    for entity, letter in _ENTITIES:
        text = text.replace(entity, letter)
    return text


def words(blocks: Sequence[Block]) -> str:
    return " ".join(" ".join(seen(text) for text in objects(blocks)).split())


def markup(blocks: Sequence[Block]) -> list[str]:
    """What Slack would read as markup, an emoji, a link or a mention, and isn't of our making."""
    found = []
    for text in objects(blocks):
        if text["type"] == "plain_text":
            continue
        bare = _LINK.sub("", text["text"])
        bare = re.sub(r"(?<![^\s(\[\"'-])\*[^*\n]+\*(?![^\s)\].,:;!?\"'-])", "", bare)
        found += re.findall(r"[<>*_~`]|&(?!(?:amp|lt|gt);)|:[^\s:]+:|^&gt;", bare, re.MULTILINE)
    return found


def faults(card: Card) -> list[str]:
    """Every limit of Slack's that a message breaks."""
    blocks = card.blocks
    checks = {
        "fallback": 0 < len(card.text) <= 4000,
        "blocks": 1 <= len(blocks) <= 50,
        "together": len(json.dumps(blocks, ensure_ascii=False)) < 13_000,
        "header": all(1 <= len(b["text"]["text"]) <= 150 for b in blocks if b["type"] == "header"),
        "section": all(1 <= len(b["text"]["text"]) <= 3000 for b in blocks if b["type"] == "section"),
        "context": all(
            len(b["elements"]) <= 10 and all(1 <= len(e["text"]) <= 2000 for e in b["elements"])
            for b in blocks
            if b["type"] == "context"
        ),
        "actions": all(1 <= len(b["elements"]) <= 25 for b in blocks if b["type"] == "actions"),
        "action ids": len({e["action_id"] for e in elements(blocks)}) == len(elements(blocks)),
        "buttons": all(_button(each) for each in elements(blocks) if each["type"] == "button"),
        "menus": all(_menu(each) for each in elements(blocks) if each["type"] == "static_select"),
        "unfurled": all(text.get("verbatim") for text in objects(blocks) if text["type"] == "mrkdwn"),
        "emoji": all(text.get("emoji") is False for text in objects(blocks) if text["type"] == "plain_text"),
    }
    return [what for what, fine in checks.items() if not fine]


def _button(button: dict[str, Any]) -> bool:
    return 1 <= len(button["text"]["text"]) <= 75 and len(button["value"]) <= 2000


def _menu(menu: dict[str, Any]) -> bool:
    values = [option["value"] for option in menu["options"]]
    return (
        1 <= len(values) <= 100
        and len(set(values)) == len(values)
        and all(len(value) <= 150 for value in values)
        and all(1 <= len(option["text"]["text"]) <= 75 for option in menu["options"])
        and len(menu["placeholder"]["text"]) <= 150
    )


# ---- replies as large as anybody can make them

_SMALL = st.text(max_size=30) | st.sampled_from(
    ['"\\' * 9, "&" * 20, "*_~`", "<!channel>", ":tada:", "> so", "\u202e\u200b", "😀" * 9, "wo rds "]
)
_LARGE = st.builds(lambda text, times: text * times, _SMALL, st.sampled_from([1, 1, 3, 30, 120]))
_MADE = st.builds(
    lambda number: Citation(
        id=f"{number:08d}", number=number % 60 + 1, article="a", start=0, end=1, text="words"
    ),
    st.integers(0, 400),
)
_LINES = st.builds(
    ReplyLine,
    parts=st.lists(st.builds(Part, text=_LARGE, style=st.sampled_from(Style)), min_size=1, max_size=3).map(
        tuple
    ),
    citations=st.lists(_MADE, min_size=1, max_size=6).map(tuple),
) | st.builds(
    ReplyLine,
    parts=st.just((Part(text="cited often"),)),
    citations=st.lists(_MADE, min_size=90, max_size=130).map(tuple),
)
_ENTRIES = st.builds(
    lambda number, text: SourceEntry(
        number=number, article="a", title=text, publisher=text, url=f"https://example.org/{text.strip()}"
    ),
    st.integers(1, 60),
    _LARGE,
)
_ANY = st.one_of(
    st.builds(Heading, text=_LARGE),
    st.builds(Note, text=_LARGE),
    st.builds(Lines, lines=st.lists(_LINES, max_size=6).map(tuple)),
    st.builds(
        Table,
        headers=st.just(("what", "number", "more")),
        rows=st.lists(st.tuples(_LARGE, _SMALL, _LARGE), max_size=4).map(tuple),
    ),
    st.builds(Sources, entries=st.lists(_ENTRIES, max_size=60).map(tuple)),
    st.builds(Suggestions, commands=st.lists(_LARGE, max_size=9).map(tuple)),
)
LARGE = st.builds(Reply, title=_LARGE, blocks=st.lists(_ANY, max_size=6).map(tuple), ok=st.booleans())
"""Any reply, as long as anybody can make it, and whatever stands in it."""
