"""Whom a digest calls: a role, a group or a person by the platform's own id, or everybody who is there."""

from __future__ import annotations

import re

_MARKED = re.compile(
    r"<(?:@!?(?P<person>[A-Z0-9]+)|@(?P<role>&[0-9]+)|!subteam\^(?P<group>[A-Z0-9]+)"
    r"|!(?P<there>here|channel|everyone))(?:\|@?(?P<name>[^<>\s,|]*))?>"
)
_EVERYBODY = {"here": "here", "everyone": "everyone", "channel": "everyone"}
_OF = {"slack": re.compile(r"&?[A-Z][A-Z0-9]+"), "discord": re.compile(r"&?[0-9]{15,20}")}
_SOMEBODY = {"person": "somebody", "role": "a role", "group": "a group"}


def called(mention: str) -> str:
    """Whom a mention calls, as ``Post.mention`` takes it; "" for a mere word, which calls nobody."""
    if whom := _EVERYBODY.get(mention.removeprefix("@").casefold()):
        return whom
    found = _MARKED.fullmatch(mention)
    if found is None:
        return ""
    if found["there"]:
        return _EVERYBODY[found["there"]]
    return f"&{found['group']}" if found["group"] else found["role"] or found["person"]


def shown(mention: str) -> str:
    """A mention for people to read, which calls nobody: "@desk"; "a role" where its name is not known."""
    found = _MARKED.fullmatch(mention)
    if found is None:
        return mention
    if found["there"]:
        return f"@{found['there']}"
    return (
        f"@{found['name']}" if found["name"] else next(_SOMEBODY[kind] for kind in _SOMEBODY if found[kind])
    )


def fits(mention: str, platform: str) -> bool:
    """Whether that platform knows such ids; any does where it is not known which."""
    whom, ids = called(mention), _OF.get(platform)
    return not mention or whom in _EVERYBODY or ids is None or ids.fullmatch(whom) is not None
