"""Slack's limits (docs.slack.dev: Block Kit reference, messages; Slack's official type packages)."""

from __future__ import annotations

from adapters.length import Limit

HEADER = Limit(150)
SECTION = Limit(2900)
"""A section may have 3000 characters."""

CONTEXT = Limit(1900)
"""The text of a context block may have 2000 characters."""

PAGE = 3500
"""Characters of a message: more than one cares to read at once."""

SPARE = 600
"""More of them for small print that would stand alone on a page of its own."""

WEIGHT = 9000
"""Characters of a message's text, sources and menu as JSON. Slack takes about 13,200 for all of its blocks
(undocumented: bolt-js issue 2509); the title, the buttons and the marks of JSON need the rest."""

MENTIONED = Limit(300)
"""A source among the small print of a page."""

ADDRESS = 500
"""Characters of an address that is worth a link in each line."""

FALLBACK = Limit(3900)
"""The plain text of a message, for notifications and screen readers; Slack advises 4000 at most."""

BLOCKS = 40
"""Pieces of a page; a message may have 50 blocks."""

VIEW = 100
"""Blocks of a modal, or of App Home."""

BUTTON = Limit(75)
OPTION = Limit(75)
OPTIONS = 30
"""Of a menu. Slack takes 100, but not together with this much text: each is some 200 characters as JSON."""

OPTION_WEIGHT, BLOCK_WEIGHT = 200, 80
VALUE = Limit(150)
"""Of an option; a button's value may have 2000, but several long ones would leave no room for text."""

MODAL_TITLE = Limit(24)
OFFERS = 5
