"""Honest silence: saying that there is nothing, and what the last thing was."""

from __future__ import annotations

from summaries.briefs.material import Material, window_words
from summaries.languages import QUOTED, base, language_name
from summaries.model import Coverage, Quotation

_POSSESSIVE = {"he": "his", "she": "her", "they": "their"}


def half_read(coverage: Coverage) -> list[str]:
    """What the languages of the articles keep a brief on positions from knowing, in a sentence or none."""
    codes = sorted({base(code) for code in coverage.languages} - {"en", ""})
    quoted = _listed([language_name(code) for code in codes if code in QUOTED])
    stored = _listed([language_name(code) for code in codes if code not in QUOTED])
    clauses = [f"articles in {quoted} were read for quotations only"] if quoted else []
    clauses += [f"articles in {stored} are stored but not analysed"] if stored else []
    sentence = "; ".join(clauses)
    return [f"{sentence[:1].upper()}{sentence[1:]}."] if clauses else []


def _listed(names: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def silence(
    material: Material, nothing: str, person: str | None = None, last: Quotation | None = None
) -> str:
    """A sentence such as: No statement by Lavrov since 1 June 2019; his last is of 14 May 2019.

    ``nothing`` is how it begins; ``last`` is the newest statement outside the window.
    """
    sentence = f"{nothing}{window_words(material) or ' in these articles'}"
    if last is None:
        return f"{sentence}."
    published = material.published(last.content[0].article)
    if last.said.start:
        date = f"is of {last.said}"
    elif published.start:
        date = (
            f"was published in {published}" if published.span_of_days > 1 else f"was published on {published}"
        )
    else:
        return f"{sentence}; {_whose(material, person)} last statement bears no date."
    return f"{sentence}; {_whose(material, person)} last statement {date}."


def _whose(material: Material, person: str | None) -> str:
    pronoun = next((p.pronoun for p in material.topic.people if p.id == person), "")
    return _POSSESSIVE.get(pronoun, "its" if person is None else "the")
