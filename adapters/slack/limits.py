"""Slack's limits (docs.slack.dev: Block Kit reference, messages; Slack's official type packages)."""

from __future__ import annotations

from adapters.length import Limit

HEADER = Limit(150)
SECTION = Limit(2900)
"""A section may have 3000 characters."""

CONTEXT = Limit(1900)
"""The text of a context block may have 2000 characters."""

PAGE = 3500
"""Characters of a message: more than one cares to read at once, far under the 13,200 that Slack takes."""

FALLBACK = Limit(3000)
"""The plain text of a message, for notifications and screen readers; Slack advises 4000 at most."""

BLOCKS = 40
"""Of a page; a message may have 50, a modal 100."""

BUTTON = Limit(75)
OPTION = Limit(75)
OPTIONS = 100
VALUE = Limit(2000)
MODAL_TITLE = Limit(24)
OFFERS = 5
