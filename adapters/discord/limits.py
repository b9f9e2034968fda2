"""Discord's limits (docs.discord.com: resources/message, components/reference; its OpenAPI description).

Lengths are counted in UTF-16 units, which is never less than any way that Discord may count.
"""

from __future__ import annotations

from adapters.length import Limit

TITLE = Limit(256)
PAGE = Limit(3000)
"""The description of an embed may have 4096: more than one cares to read at once."""

DESCRIPTION = Limit(4096)
EMBEDS_TOGETHER = Limit(6000)
FOOTER = Limit(2048)
BUTTON = Limit(80)
OPTION = Limit(100)
PLACEHOLDER = Limit(150)
CUSTOM_ID = Limit(100)
OPTIONS = 25
BUTTONS_IN_ROW = 5
CHOICES = 25
COMMANDS = 100
COMMAND_NAME = Limit(32)
CONTENT = Limit(2000)
THREAD = Limit(100)
"""A thread's name."""
