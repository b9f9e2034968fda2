"""From an article to its evidence: quotations, speakers, stances, dates, developments."""

from __future__ import annotations

from summaries.topics import Topic

RULES = "rules-5"
"""Names this way of analysing. A change of it makes every ingestion analyse again what is stored."""


def analyser(topic: Topic) -> str:
    """The name under which evidence is stored: the rules and the topic's pack, which both decide it.

    An article whose evidence bears another name is analysed again when it is next read.
    """
    return f"{RULES}:{topic.fingerprint}"
