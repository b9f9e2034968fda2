"""What a reader sees of Discord's markdown: the words, with every mark taken for what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import discord

from adapters.length import units

_TOKEN = re.compile(
    r"\\(?P<kept>[^\sA-Za-z0-9])|\[(?P<label>[⁰¹²³⁴-⁹]+)\]\([^)\s]*\)|(?P<mark>\*\*__|__\*\*|\*\*|\*|\u200b)"
)


def seen(markdown: str) -> str:
    """The text as it is shown."""
    return _TOKEN.sub(lambda found: found["kept"] or found["label"] or "", markdown)


def bare(markdown: str) -> str:
    """What is left without escaped signs, our footnotes and our emphasis: no sign may have a meaning."""
    return _TOKEN.sub(lambda found: "x" if found["kept"] else "", markdown)


def words(text: str) -> list[str]:
    return text.split()


def components(view: discord.ui.View) -> Iterator[dict[str, Any]]:
    for row in view.to_components():
        yield from row["components"]


def faults(embed: discord.Embed, view: discord.ui.View) -> list[str]:
    """Every limit of Discord's that a message breaks."""
    title, text, footer = embed.title or "", embed.description or "", embed.footer.text or ""
    parts = list(components(view))
    ids = [part["custom_id"] for part in parts]
    checks = {
        "title": 0 < units(title) <= 256,
        "description": units(text) <= 4096,
        "footer": units(footer) <= 2048,
        "together": units(title) + units(text) + units(footer) <= 6000,
        "custom ids": all(1 <= units(id) <= 100 for id in ids) and len(set(ids)) == len(ids),
        "rows": len(view.to_components()) <= 5,
        "row": all(1 <= len(row["components"]) <= 5 for row in view.to_components()),
        "labels": all(1 <= units(part["label"]) <= 80 for part in parts if part["type"] == 2),
        "menus": all(_menu(part) for part in parts if part["type"] == 3),
    }
    return [what for what, fine in checks.items() if not fine]


def _menu(part: dict[str, Any]) -> bool:
    values = [option["value"] for option in part["options"]]
    return (
        1 <= len(values) <= 25
        and len(set(values)) == len(values)
        and all(
            1 <= units(option[name]) <= 100
            for option in part["options"]
            for name in ("label", "value", "description")
        )
        and units(part.get("placeholder", "")) <= 150
    )
