"""Words given as somebody's without a verb of saying: "according to", "in the words of"."""

from __future__ import annotations

import re

from summaries.analysis.foreign.attributed import Cue
from summaries.analysis.foreign.cast import Paragraph
from summaries.analysis.foreign.names import key_of
from summaries.analysis.foreign.speakers import NOBODY
from summaries.analysis.foreign.telling import Telling


class Sources(Telling):
    """Reads who is named as a source."""

    def _source(
        self, found: re.Match[str], paragraph: Paragraph, end: int, number: int, *, after: bool
    ) -> Cue | None:
        stop = self._stop(found.end(), end) if after else end
        clause = (found.start(), stop)
        if found["his"]:
            his = key_of(found["pronoun"]) if "pronoun" in found.re.groupindex and found["pronoun"] else ""
            gender = {"el": "he", "lui": "he", "ele": "he", "его": "he"}.get(his, "she" if his else "")
            if his == "él":
                gender = "he"
            return Cue(found.start(), found.end(), clause, None, self._pronoun(gender, number), after=after)
        comma = self._first_comma(paragraph, found.end(), stop)
        candidates = [c for c in self._candidates(paragraph, found.end(), stop) if c.start < comma]
        if not candidates:
            return Cue(found.start(), found.end(), clause, None, NOBODY, after=after)
        first = next((c for c in candidates if c.mention or c.head), candidates[0])
        if self._tongue.cases:
            named = [
                c for c in candidates if c.mention and c.mention.kind in ("person", "stranger", "single")
            ]
            first = named[0] if named else first
        direct = first._replace(governed=False)
        if self._tongue.cases and direct.mention and direct.mention.kind == "stranger":
            direct = direct._replace(mention=direct.mention._replace(nominative=False))
        if direct.pronoun:
            return Cue(
                found.start(), found.end(), clause, None, self._pronoun(direct.pronoun, number), after=after
            )
        return Cue(
            found.start(),
            found.end(),
            clause,
            (first.start, first.end),
            self._speakers.of(direct),
            after=after,
        )
