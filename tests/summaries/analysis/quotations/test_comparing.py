"""Comparing attributions by place."""

from __future__ import annotations

from summaries.analysis.attribution import Attribution, Place
from summaries.analysis.contents import Contents
from summaries.analysis.quotations.comparing import (
    agree,
    are_alike,
    likeness,
    most_alike,
    share_cue,
    touching,
)
from summaries.model import Kind, QuotationType


def one(*content: Place, source: Place | None = None, cue: Place | None = None) -> Attribution:
    return Attribution(Kind.INDIRECT, QuotationType.STATEMENT, content, source, cue)


def test_the_likeness_of_contents_is_their_common_share() -> None:
    assert likeness(one((0, 10)), one((5, 15))) == 5 / 15
    assert likeness(one((0, 4), (6, 10)), one((0, 10))) == 0.8
    assert likeness(one((0, 4)), one((4, 8))) == 0


def test_contents_are_alike_from_more_than_half_on() -> None:
    assert are_alike(one((0, 10)), one((0, 6)))
    assert not are_alike(one((0, 10)), one((0, 5)))


def test_cues_are_shared_and_sources_agree_where_they_have_a_letter_in_common() -> None:
    first, second = one((0, 1), source=(2, 5), cue=(6, 9)), one((0, 1), source=(4, 8), cue=(8, 9))
    assert agree(first, second)
    assert share_cue(first, second)


def test_nobody_agrees_with_nobody() -> None:
    assert not agree(one((0, 1)), one((0, 1)))
    assert not share_cue(one((0, 1)), one((0, 1), cue=(2, 3)))


def test_the_most_alike_is_looked_for_among_those_that_touch() -> None:
    near, nearer, apart = one((0, 30)), one((0, 12)), one((40, 50))
    known = Contents([near, nearer, apart])
    assert most_alike(one((0, 10)), known) is nearer
    assert most_alike(one((20, 60)), known) is None
    assert set(map(id, touching(one((5, 45)), known))) == {id(near), id(nearer), id(apart)}
