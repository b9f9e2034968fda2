"""Whether two databases say the same of the same documents: text, evidence, and what is found by words.

Keys differ between databases, as articles came in another order; so all is compared by what it says.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any, NamedTuple

from benchmarks.scale_test_site import rows

_PARTS = {
    "text": "SELECT a.document, a.version, a.id, a.hash, a.source, encode(a.text, 'hex') FROM {articles} a",
    "reading": (
        "SELECT a.document, r.current, r.known, r.first, r.last, r.publisher, r.language"
        " FROM readings r JOIN {articles} a ON a.key = r.article"
    ),
    "evidence": (
        "SELECT a.document, e.kind, e.type, e.actor, e.person, e.known, e.withheld, e.payload FROM evidence e"
        " JOIN {articles} a ON a.key = e.article"
    ),
    "citations": (
        'SELECT a.document, c.number, c.start, c."stop" FROM citations c'
        " JOIN {articles} a ON a.key = c.article"
    ),
    "listing": (
        "SELECT a.document, e.payload, l.rank, l.known, f.kind, f.actor, f.person, f.about"
        " FROM listing l JOIN facets f ON f.key = l.facet JOIN evidence e ON e.position = l.position"
        " JOIN {articles} a ON a.key = e.article"
    ),
    "words": (
        "SELECT a.document, p.start, p.stop, p.live, array_to_string(tsvector_to_array(w.words), ' ')"
        " FROM paragraphs p JOIN paragraph_words w ON w.position = p.position"
        " JOIN {articles} a ON a.key = p.article"
    ),
    "marks": "SELECT a.document, m.mark FROM fingerprints m JOIN {articles} a ON a.key = m.article",
}
_READ = "(SELECT * FROM articles WHERE document = ANY(%s))"


class Compared(NamedTuple):
    """Documents that are missing or say something else, and how many there are more than once."""

    lost: tuple[str, ...]
    repeated: int


def compared(url: str, other: str, documents: Sequence[str]) -> Compared:
    """What ``url`` has of these documents, against what ``other`` has of them, which counts as right."""
    found, right = _said(url, documents), _said(other, documents)
    lost = [name for name in documents if found.get(name) != right.get(name) or name not in right]
    return Compared(tuple(lost), repeated(url, documents))


def repeated(url: str, documents: Sequence[str]) -> int:
    """Articles, or current readings of them, beyond one for each document."""
    articles = rows(url, "SELECT document FROM articles WHERE document = ANY(%s)", [list(documents)])
    read = rows(
        url,
        "SELECT a.document FROM readings r JOIN articles a ON a.key = r.article"
        " WHERE a.document = ANY(%s) AND r.current",
        [list(documents)],
    )
    return max(_beyond(row[0] for row in some) for some in (articles, read))


def _beyond(names: Iterable[str]) -> int:
    return sum(number - 1 for number in Counter(names).values())


def _said(url: str, documents: Sequence[str]) -> dict[str, str]:
    """All that is kept of each document, boiled down to a number."""
    whole: dict[str, list[str]] = {}
    for name, query in _PARTS.items():
        for document, *rest in rows(url, query.format(articles=_READ), [list(documents)]):
            whole.setdefault(document, []).append(json.dumps([name, *map(_plain, rest)]))
    return {name: sha256("\n".join(sorted(said)).encode()).hexdigest() for name, said in whole.items()}


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | float | bool | None) else str(value)
