"""A post's key on the message itself, so that it is found again after any time.

Discord enforces a nonce for some minutes and then forgets it: a message that is read again bears none. What
every reading of a message gives back, and no reader sees, is the custom id of a button or a menu; pressed, it
means the same as without the key. A page that has neither bears its key in small print.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from adapters.discord import limits

_PREFIX = "ro:"
Payload = dict[str, Any]


def keyed(message: Payload, key: str) -> Payload:
    """The message with its key on it: ``embeds`` and ``components`` as Discord takes them."""
    rows = [{**row, "components": list(row["components"])} for row in message.get("components", ())]
    for row in rows:
        for at, part in enumerate(row["components"]):
            spelled = _with_key(str(part.get("custom_id", "")), key)
            if spelled and limits.CUSTOM_ID.holds(spelled):
                row["components"][at] = {**part, "custom_id": spelled}
                return {**message, "components": rows}
    embed, *others = message["embeds"]
    footer = embed.get("footer", {}).get("text", "")
    small = limits.FOOTER.cut(f"{key}\n{footer}" if footer else key)
    return {**message, "embeds": [{**embed, "footer": {"text": small}}, *others]}


def bears(message: Mapping[str, Any], key: str) -> bool:
    """Whether it is the post of that key."""
    if message.get("nonce") == key:
        return True
    start = f"ro~{key}:"
    if any(custom_id.startswith(start) for custom_id in _custom_ids(message)):
        return True
    footers = (embed.get("footer") or {} for embed in message.get("embeds") or ())
    return any(str(footer.get("text", "")).split("\n", 1)[0] == key for footer in footers)


def _with_key(custom_id: str, key: str) -> str:
    return f"ro~{key}:{custom_id[len(_PREFIX) :]}" if custom_id.startswith(_PREFIX) else ""


def _custom_ids(message: Mapping[str, Any]) -> Iterator[str]:
    for row in message.get("components") or ():
        for part in row.get("components") or ():
            yield str(part.get("custom_id", ""))
