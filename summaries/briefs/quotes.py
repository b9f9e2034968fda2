"""Verbatim quotations of one actor or person, newest first."""

from __future__ import annotations

from summaries.briefs.lines import quoted_line
from summaries.briefs.material import Material, newest_first
from summaries.briefs.selection import Selection, said_by
from summaries.briefs.silence import silence
from summaries.briefs.utterances import Utterance, first_told
from summaries.model import Brief, Kind, Line, Quotation, Section

_MOST = 20
_LONGEST = 900
"""A quotation is what was asked for, so it is cut later than elsewhere."""


def quotes(
    material: Material,
    actor: str | None = None,
    person: str | None = None,
    words: str = "",
    last: Quotation | None = None,
) -> Brief:
    """What ``person`` (or else anybody of ``actor``) said, in quotation marks wholly or in part.

    ``words`` and the window are shown, not applied: the material is already chosen by them. ``last`` is the
    newest statement outside the window, for an honest silence.
    """
    selection = Selection(material)
    said = [u for u in selection.utterances if said_by(u.best, actor, person)]
    verbatim = [u for u in said if u.best.kind is not Kind.INDIRECT]
    verbatim.sort(key=lambda u: _newest(material, u))
    name = material.person(person) if person else material.actor(actor or "")
    called = material.person(person) if person else material.called(actor or "")
    about = f" on “{words}”" if words else ""
    lines = tuple(_line(material, utterance) for utterance in verbatim[:_MOST])
    return material.brief(
        "quotes",
        f"Quotes: {name}{about}",
        [Section(title="In their own words, newest first", lines=lines)],
        _notes(material, called + about, person, said, verbatim, last),
    )


def _line(material: Material, utterance: Utterance) -> Line:
    return quoted_line(material, utterance, longest=_LONGEST)


def _newest(material: Material, utterance: Utterance) -> tuple[int, int, int, str]:
    best = utterance.best
    when = newest_first(material.dated(best.said, first_told(material, utterance)))
    return (*when, best.grade, best.id)


def _notes(
    material: Material,
    name: str,
    person: str | None,
    said: list[Utterance],
    verbatim: list[Utterance],
    last: Quotation | None,
) -> list[str]:
    notes = []
    if not verbatim:
        notes.append(silence(material, f"No verbatim quotation of {name}", person, last))
    reported = len(said) - len(verbatim)
    if reported:
        what = "statement is" if reported == 1 else "statements are"
        notes.append(f"{reported} more {what} told in the reporters’ words only.")
    if len(verbatim) > _MOST:
        notes.append(f"{len(verbatim) - _MOST} older quotations are not shown; narrow the dates to see them.")
    return notes
