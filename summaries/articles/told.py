"""What was said about a page or a file before it was opened: by its feed, its address, its headers."""

from __future__ import annotations

from summaries.model import Value
from summaries.when import When


class Told(Value):
    """What is known of an article from outside its bytes; empty where nothing is.

    ``url`` is the address it came from in the end, after redirects; ``content_type`` the header as sent, with
    the encoding. ``id`` names it within its feed. The rest is what the feed said of it; what the page says of
    itself counts more, except for ``published`` with a time of day where the page gives only the day.
    ``summary`` is the feed's abstract, which never stands in for the text.
    """

    url: str = ""
    content_type: str = ""
    id: str = ""
    title: str = ""
    byline: str = ""
    publisher: str = ""
    language: str = ""
    published: When = When()
    summary: str = ""
