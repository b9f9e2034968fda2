"""Reading the commands whose words are taken as they come: search, source, report, help, digest, feeds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bot.commands.dates import EXAMPLES
from bot.commands.examples import examples
from bot.commands.grammar import Rule, SlotType, rule
from bot.commands.misunderstanding import NotUnderstood
from bot.commands.request import Request, spell
from bot.commands.slots import FILLERS, date_at, keyword_at
from bot.commands.suggestions import near_commands
from bot.commands.tokens import Token, show
from summaries.when import When

_FREE = {SlotType.TEXT, SlotType.CITATION, SlotType.COMMAND, SlotType.CHOICE}
_READ_ALOUD = str.maketrans("oil", "011")
_CITATION = re.compile(r"[0-9a-hjkmnp-tv-z]{4,8}|[0-9a-hjkmnp-tv-z]{12}")


def is_free(rule: Rule) -> bool:
    """Whether the command takes words as they come: it has to stand first then."""
    return any(slot.type in _FREE for slot in rule.slots)


def fill_free(request: Request, tokens: Sequence[Token], today: date) -> Request:
    """Read the words after the command's name. Raises NotUnderstood."""
    if request.command == "search":
        return _search(request, tokens, today)
    if request.command == "help":
        return _help(request, tokens)
    if request.rule.takes(SlotType.CITATION):
        return _citation(request, tokens)
    return _action(request, tokens)


def _search(request: Request, tokens: Sequence[Token], today: date) -> Request:
    """The words to look for; "since" and "as of" are part of them unless a date follows."""
    words: list[str] = []
    at = 0
    while at < len(tokens):
        keyword, length = keyword_at(tokens, at)
        slot = request.rule.slot(keyword)
        found = date_at(tokens, at + length, today) if slot else None
        if slot and found and found[0].start and found[0].end:
            if found[0].start > today:
                raise NotUnderstood(
                    f"“{show(slot.keyword + ' ' + str(found[0]))}” lies in the future.",
                    f"Dates that work: {', '.join(EXAMPLES)}.",
                )
            day = found[0].start if slot.name == "since" else min(found[0].end, today)
            request = request.filled(**{slot.name: day})
            at += length + found[1]
        else:
            words.append(tokens[at].text)
            at += 1
    if not words:
        raise NotUnderstood(
            "“search” needs words to look for.", "For example:", examples(request.topic, request.rule)
        )
    if request.since and request.as_of and request.since > request.as_of:
        raise NotUnderstood(
            f"“since” ({When.day(request.since)}) comes after “as of” ({When.day(request.as_of)}).",
            "Swap the two dates.",
        )
    return request.filled(words=" ".join(words))


def _help(request: Request, tokens: Sequence[Token]) -> Request:
    tokens = [token for token in tokens if token.fold not in FILLERS]
    if not tokens:
        return request
    if known := rule(tokens[0].fold):
        return request.filled(words=known.name)
    near = near_commands(tokens[0].text)
    raise NotUnderstood(
        f"There is no command “{show(tokens[0].text, 40)}”.",
        "Did you mean one of these?" if near else "These are the commands:",
        tuple(f"/{request.topic.id} help {name}" for name in near) or (f"/{request.topic.id} help",),
    )


def _citation(request: Request, tokens: Sequence[Token]) -> Request:
    """A citation's id, and for ``report`` what is wrong; ``report undo ID`` takes it back."""
    if request.command == "review":
        return _review(request, tokens)
    undo = request.command == "report" and bool(tokens) and tokens[0].fold == "undo"
    if undo:
        request, tokens = request.filled(action="undo"), tokens[1:]
    if not tokens:
        raise NotUnderstood(
            f"“{request.command}” needs the id of a citation: eight letters and digits.",
            "Replies offer them, as “source …” under the answer.",
            (f"/{request.topic.id} quotes {request.topic.actors[0].id}",),
        )
    id = _id(tokens[0])
    if not _CITATION.fullmatch(id):
        raise _no_citation(request, tokens[0])
    request = request.filled(id=id, words=" ".join(token.text for token in tokens[1:]))
    if request.command == "report" and not undo and not request.words:
        raise NotUnderstood(
            "“report” needs a few words on what is wrong.",
            f"For example: /{request.topic.id} report {id} wrong speaker",
            (f"/{request.topic.id} report {id} wrong speaker", spell(request.filled(command="source"))),
        )
    if request.words and request.command == "source":
        raise NotUnderstood(
            f"I can't place “{show(request.words, 40)}” in “source”.",
            "It takes one id.",
            (spell(request.filled(words="")),),
        )
    return request.filled(words="") if undo else request


def _id(token: Token) -> str:
    """A citation's id as it was meant, however it was read aloud."""
    return token.text.strip("#").casefold().translate(_READ_ALOUD)


def _no_citation(request: Request, token: Token) -> NotUnderstood:
    return NotUnderstood(
        f"“{show(token.text, 40)}” is no citation id.",
        f"An id is eight letters and digits: {request.rule.usage}",
        (f"/{request.topic.id} help {request.command}",),
    )


def _review(request: Request, tokens: Sequence[Token]) -> Request:
    """Nothing for the list; or what to do, the citation's id, and why."""
    if not tokens:
        return request
    slot = request.rule.takes(SlotType.CHOICE)
    if slot is None or tokens[0].fold not in slot.choices or len(tokens) < 2:
        raise NotUnderstood(
            f"“review” takes {request.rule.usage.removeprefix('review ')}.",
            "Alone it lists what waits.",
            (f"/{request.topic.id} review",),
        )
    if not _CITATION.fullmatch(_id(tokens[1])):
        raise _no_citation(request, tokens[1])
    found = _citation(request.filled(command="source"), tokens[1:2])
    words = " ".join(token.text for token in tokens[2:])
    return request.filled(action=tokens[0].fold, id=found.id, words=words)


def _action(request: Request, tokens: Sequence[Token]) -> Request:
    """Administrative commands: what to do, and the rest as typed."""
    slot = request.rule.takes(SlotType.CHOICE)
    known = slot is not None and bool(tokens) and tokens[0].fold in slot.choices
    words = tokens[1:] if known else tokens
    return request.filled(
        action=tokens[0].fold if known else "", words=" ".join(token.text for token in words)
    )
