"""``help``: every command from the grammar, with examples of the topic in use."""

from __future__ import annotations

from datetime import date

from bot.commands.context import Context
from bot.commands.dates import EXAMPLES
from bot.commands.examples import examples
from bot.commands.grammar import GRAMMAR, Keyword, Rule, SlotType, rule
from bot.commands.request import Request
from bot.messages import Block, Heading, Note, Reply, Suggestions, Table
from summaries.topics import Topic


def answer(context: Context, request: Request) -> Reply:
    """All commands, or the one named in ``request.words``."""
    topic = request.topic
    if one := rule(request.words):
        return Reply(title=f"/{topic.id} {one.usage}", blocks=tuple(_one(context, topic, one)))
    rows = tuple((each.usage, each.summary) for each in GRAMMAR)
    blocks: tuple[Block, ...] = (
        Note(text="Words in any order, names by any alias; quotation marks keep words together."),
        Table(headers=("command", "answer"), rows=rows),
        Note(text=f"Dates: {', '.join(EXAMPLES)}. Plain questions work too."),
        Heading(text="Names"),
        Table(headers=("", "for example"), rows=_names(topic)),
        _offers(context, topic),
    )
    return Reply(title=f"What Readout answers on {topic.title}", blocks=blocks)


def greeting(context: Context) -> Reply:
    """What a newcomer sees first: what this is, what is followed, what to type."""
    if not context.topics:
        return Reply(
            title="Readout", blocks=(Note(text="No topic is set up yet: READOUT_TOPICS names their folder."),)
        )
    topics = tuple(context.topics.values())
    notes = [Note(text="Who stands where, in their own words. Every line shows the sentence it came from.")]
    notes += [Note(text=f"/{topic.id}: {topic.title}, {_stored(context, topic)}.") for topic in topics]
    return Reply(title="Readout", blocks=(*notes, _offers(context, topics[0])))


def _stored(context: Context, topic: Topic) -> str:
    count = context.store.coverage(topic.id).articles
    return (
        "nothing stored yet (“readout ingest” reads articles in)"
        if not count
        else ("1 article stored" if count == 1 else f"{count:,} articles stored")
    )


def _one(context: Context, topic: Topic, one: Rule) -> list[Block]:
    blocks: list[Block] = [Note(text=one.summary)]
    if one.slots:
        rows = tuple((slot.usage, slot.description) for slot in one.slots)
        blocks.append(Table(headers=("", "takes"), rows=rows))
    if one.slot(Keyword.SINCE):
        blocks.append(Note(text=f"Dates: {', '.join(EXAMPLES)}."))
    if one.synonyms:
        blocks.append(Note(text=f"Also: {', '.join(one.synonyms)}."))
    id = next(iter(context.store.citation_ids(topic.id, "", 1)), "") if one.takes(SlotType.CITATION) else ""
    if filled := examples(topic, one, id=id, around=_around(context, topic)):
        blocks.append(Suggestions(commands=filled))
    return blocks


def _around(context: Context, topic: Topic) -> date | None:
    """A day near which something is stored, so that examples with dates find something."""
    return context.store.coverage(topic.id).first.start


def _names(topic: Topic) -> tuple[tuple[str, ...], ...]:
    rows = (
        ("actors", [actor.id for actor in topic.actors]),
        ("people", [person.name for person in topic.people]),
        ("issues", [issue.id for issue in topic.issues]),
    )
    return tuple((kind, ", ".join(names[:16])) for kind, names in rows if names)


def _offers(context: Context, topic: Topic) -> Suggestions:
    """One example of each of the commands that people need first."""
    first = ("overview", "stance", "compare", "quotes", "latest")
    filled = [examples(topic, each)[:1] for each in GRAMMAR if each.name in first]
    return Suggestions(commands=tuple(command for one in filled for command in one))
