"""A digest's sentence as somebody gives it, and whether its platform can do what it asks for."""

from __future__ import annotations

from bot.commands.context import Context
from bot.commands.misunderstanding import NotUnderstood
from bot.digests.mentions import fits
from bot.digests.values import Terms
from bot.digests.wording import Reading, read_digest
from summaries.topics import Topic


def read_sentence(context: Context, topic: Topic, words: str, platform: str) -> Reading:
    """What a sentence asks for there. Raises BotError with an example that works."""
    reading = read_digest(bare(words), topic, context.zone)
    _check(reading.terms, platform)
    return reading


def bare(words: str) -> str:
    """A sentence without quotation marks round it, as forms and shells leave them."""
    return words.strip().strip('"“”„').strip()


def _check(terms: Terms, platform: str) -> None:
    if not fits(terms.mention, platform):
        raise NotUnderstood(
            f"{platform.capitalize()} knows nobody by that mention.",
            "Type @ and choose from the list that opens there, or say “mention here”.",
        )
    if platform == "slack" and terms.forum:
        raise NotUnderstood("Slack has no forums.", "“daily at 08:00 in a thread” works.")
    if platform == "slack" and terms.publish:
        raise NotUnderstood(
            "Slack has no announcement channels to publish from.", "Leave “publish” out: “daily at 08:00”."
        )
