"""The first pieces of each of some facets, on PostgreSQL: one plan for all, and the same whatever is stored.

Asked for the first rows of a facet, PostgreSQL weighs three indexes by how many rows it believes there are.
Where it believes wrongly, it reads and sorts them all, or walks all evidence that is newer. So it is asked in
a way that only the index meant answers without sorting: where (facet, position) lies between two places, in
that order. The facets come from a list, one after the other (LATERAL): planned once, without any guess.
"""

from __future__ import annotations

from functools import cache

from sqlalchemy import TextClause, text

from bot.storage.contract import Order
from summaries.model import Grade

_EACH = """SELECT piece.payload, piece.position
FROM unnest(CAST(:facets AS integer[])) AS wanted(facet)
CROSS JOIN LATERAL ({first}) AS place
JOIN evidence AS piece ON piece.position = place.position
"""
_NEWEST = """
SELECT listing.position FROM listing {told}
WHERE (listing.facet, listing.position) >= (wanted.facet, :from_position)
AND (listing.facet, listing.position) <= (wanted.facet, :to_position) {only}
ORDER BY listing.facet, listing.position LIMIT :limit
"""
_BEST = """
SELECT listing.position FROM listing {told}
WHERE listing.facet >= wanted.facet AND listing.facet <= wanted.facet {only}
ORDER BY listing.facet, listing.rank, listing.position LIMIT :limit
"""
# Within a window grade by grade: what is better and out of the window is leapt over.
_BEST_WITHIN = f"""
SELECT graded.position FROM generate_series({min(Grade):d}, {max(Grade):d}) AS grade(rank)
CROSS JOIN LATERAL (
    SELECT listing.position, listing.rank FROM listing {{told}}
    WHERE (listing.facet, listing.rank, listing.position) >= (wanted.facet, grade.rank, :from_position)
    AND (listing.facet, listing.rank, listing.position) <= (wanted.facet, grade.rank, :to_position) {{only}}
    ORDER BY listing.facet, listing.rank, listing.position LIMIT :limit
) AS graded
ORDER BY graded.rank, graded.position LIMIT :limit
"""  # noqa: S608 numbers of our own only
_TOLD = "JOIN evidence ON evidence.position = listing.position"
_AHEAD = "listing.position < (CAST(3652059 - listing.known AS BIGINT) << 41)"


@cache
def first_of_each(
    order_by: Order, *, within: bool, known: bool, ahead: bool, by_actor: bool, by_type: bool
) -> TextClause:
    """The query: ``within`` a window of positions, of what was ``known`` by a day, of what is ``ahead`` only.

    It takes ``facets``, ``limit``, ``from_position`` and ``to_position``, and ``known``, ``only_actor`` and
    ``only_type`` where these count.
    """
    first = _NEWEST if order_by == "newest" else _BEST_WITHIN if within else _BEST
    only = {
        "listing.known <= :known": known,
        _AHEAD: ahead,
        "evidence.actor = :only_actor": by_actor,
        "evidence.type = :only_type": by_type,
    }
    conditions = "".join(f" AND {condition}" for condition, counts in only.items() if counts)
    told = _TOLD if by_actor or by_type else ""
    return text(_EACH.format(first=first.format(told=told, only=conditions)))
