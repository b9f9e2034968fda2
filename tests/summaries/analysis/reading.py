"""A small invented topic and a short way to analyse a text of one's own with it."""

from __future__ import annotations

from functools import cache

from summaries.analysis import quotations, speakers
from summaries.analysis.dates import find_dates
from summaries.analysis.pipeline import Analyser
from summaries.model import Article, Quotation
from summaries.topics import Topic, parse_topic
from summaries.when import When

PACK = """
id = "straits"
title = "The straits dispute"

[[actors]]
id = "arland"
name = "Arland"
aliases = ["the Republic of Arland"]
adjectives = ["Arlandic"]
metonyms = ["Tarnholm"]
institutions = ["the Arlandic Foreign Ministry"]

[[actors]]
id = "belmora"
name = "Belmora"
adjectives = ["Belmoran"]
metonyms = ["Castelo"]

[[people]]
id = "mira-sollen"
name = "Mira Sollen"
actor = "arland"
pronoun = "she"
[[people.offices]]
title = "Foreign Minister"
from = 2018-01-01
to = 2020-06-30

[[people]]
id = "peter-lund"
name = "Peter Lund"
actor = "arland"
pronoun = "he"
[[people.offices]]
title = "Foreign Minister"
from = 2020-07-01

[[people]]
id = "otto-brandt"
name = "Otto Brandt"
actor = "arland"
pronoun = "he"
[[people.offices]]
title = "President"
from = 2015-01-01

[[people]]
id = "rui-carvao"
name = "Rui Carvao"
actor = "belmora"
pronoun = "he"
[[people.offices]]
title = "Prime Minister"
from = 2016-01-01

[[issues]]
id = "blockade"
name = "the blockade"
terms = ["blockade", "shipping lane"]

[[issues]]
id = "talks"
name = "talks"
terms = ["talks", "negotiations"]
"""


@cache
def topic() -> Topic:
    return parse_topic(PACK)


@cache
def analyser() -> Analyser:
    return Analyser(topic())


def read(text: str, published: str = "2019-05-20") -> tuple[Quotation, ...]:
    """The quotations of a text, as the pipeline finds them."""
    article = Article(id="a", document="a", text=text, published=When.parse(published))
    [document] = analyser().prepare([article])
    return speakers.resolve(document, quotations.find(document), find_dates(document))


def said(text: str, published: str = "2019-05-20") -> list[tuple[str, str | None]]:
    """Words and speaker of each quotation."""
    return [(quotation.words, quotation.name) for quotation in read(text, published)]
