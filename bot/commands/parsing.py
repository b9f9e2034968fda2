"""From a typed line to a request: which topic, which command, and in which order to try the readings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from bot.commands.free import fill_free, is_free
from bot.commands.grammar import SlotType, rule
from bot.commands.misunderstanding import NotUnderstood
from bot.commands.naming import name_at
from bot.commands.questions import is_question, read_question
from bot.commands.request import Request, spell
from bot.commands.slots import FILLERS, fill, keyword_at
from bot.commands.suggestions import near_commands
from bot.commands.tokens import Token, clean, show, tokenise
from bot.messages import Command, without_unseen
from summaries.folding import fold
from summaries.topics import Topic

LONGEST = 4000
"""Code points that a command may have."""


def read(topics: Mapping[str, Topic], command: Command, today: date) -> Request:
    """Understand a command.

    The topic is what a leading ``/topic`` (or the bare word) names, else ``command.topic``, else the only
    one there is.
    A first word that may be the topic or an actor is tried as the topic first. What nobody sees, such as a
    blank without a width that was copied along, parts no words. Raises NotUnderstood.
    """
    if len(command.text) > LONGEST:
        raise NotUnderstood(
            f"That is {len(command.text):,} characters long.", f"A command has at most {LONGEST:,}."
        )
    if not topics:
        raise NotUnderstood("No topic is set up.", "READOUT_TOPICS names the folder with topic packs.")
    typed = _visible(command.text)
    tokens = _tokens(typed)
    if not tokens and command.topic not in topics:
        raise _nothing_typed(topics)
    refusal: NotUnderstood | None = None
    for topic, words in _readings(topics, command, tokens, today):
        try:
            return _read(topic, words, typed, today)
        except NotUnderstood as error:
            refusal = refusal or error
    if refusal is None:
        return _read_without_topic(topics, tokens, typed, today)
    raise refusal


def name_of(topics: Mapping[str, Topic], command: Command) -> str:
    """The name of the command that a line begins with, without understanding the rest; "" if it is none."""
    words = iter(_tokens(_visible(command.text[:LONGEST])))
    first = next(words, None)
    if first and topic_named(topics, first.text):
        first = next(words, None)
    named = rule(first.fold) if first else rule("overview")
    return named.name if named else ""


def topic_named(topics: Mapping[str, Topic], word: str) -> Topic | None:
    """The topic that a word names, by id or alias."""
    key = fold(word)
    for topic in topics.values():
        if key and key in (fold(name) for name in (topic.id, *topic.aliases)):
            return topic
    return None


def _nothing_typed(topics: Mapping[str, Topic]) -> NotUnderstood:
    first = next(iter(topics))
    return NotUnderstood(
        "Nothing was typed.",
        "Begin with the situation in one message:",
        (f"/{first} overview", f"/{first} help"),
    )


# ---- which topic -------------------------------------------------------------------------------------


def _visible(text: str) -> str:
    """What was typed as it is seen; ends of lines of any kind part words all the same."""
    return without_unseen("".join(" " if letter.isspace() else letter for letter in text))


def _tokens(text: str) -> tuple[Token, ...]:
    """The words of a line; a bare question mark asks for help."""
    line = clean(text).strip()
    if line in {"?", "/?"}:
        return tokenise("help")
    return tokenise(text)


def _readings(
    topics: Mapping[str, Topic], command: Command, tokens: Sequence[Token], today: date
) -> Iterator[tuple[Topic, Sequence[Token]]]:
    """The topics that may be meant, each with the words that are left to read, likeliest first."""
    given = topics.get(command.topic) or (next(iter(topics.values())) if len(topics) == 1 else None)
    slashed = bool(tokens) and tokens[0].text.startswith("/") and not tokens[0].quoted
    named = topic_named(topics, tokens[0].text) if tokens and not tokens[0].quoted else None
    if named:
        yield named, tokens[1:]
    if slashed and not named and not rule(tokens[0].fold):
        raise _unknown_topic(topics, tokens, today)
    if given and not (slashed and named):
        yield given, tokens


def _unknown_topic(topics: Mapping[str, Topic], tokens: Sequence[Token], today: date) -> NotUnderstood:
    known = " and ".join(f"/{id}" for id in topics)
    return NotUnderstood(
        f"I know no topic “{show(tokens[0].text.strip('/'), 40)}”.",
        f"I follow {known}.",
        tuple(_rest(topic, tokens[1:], today) for topic in topics.values()),
    )


def _rest(topic: Topic, tokens: Sequence[Token], today: date) -> str:
    """The rest of the line as a command of ``topic``, where it is one; else its overview."""
    try:
        return spell(_read(topic, tokens, "", today))
    except NotUnderstood:
        return f"/{topic.id} overview"


def _read_without_topic(
    topics: Mapping[str, Topic], tokens: Sequence[Token], text: str, today: date
) -> Request:
    """The reading in the only topic where the words make sense; otherwise the user chooses."""
    requests: list[Request] = []
    refusals: list[NotUnderstood] = []
    for topic in topics.values():
        try:
            requests.append(_read(topic, tokens, text, today))
        except NotUnderstood as error:
            refusals.append(error)
    if len(requests) == 1 or (requests and requests[0].command == "help"):
        return requests[0]
    if not requests:
        raise refusals[0]
    raise NotUnderstood(
        f"I follow {len(topics)} topics.", "Which one?", tuple(spell(request) for request in requests)
    )


# ---- which command -----------------------------------------------------------------------------------


def _read(topic: Topic, tokens: Sequence[Token], text: str, today: date) -> Request:
    if not tokens:
        return Request(topic, "overview")
    blank = Request(topic, "overview")
    if not tokens[0].quoted and (first := rule(tokens[0].fold)):
        if first.name == "check":  # every mark counts: the line itself, not its words
            return blank.filled(command="check", words=clean(text)[tokens[0].end :].strip())
        if first.name == "digest":  # so does a cron expression's star
            return _as_typed(blank.filled(command="digest"), tokens, clean(text))
        return _fill(blank.filled(command=first.name), ((), tokens[1:]), today)
    if is_question(tokens, text):
        return read_question(topic, tokens, today)
    for at, token in enumerate(tokens):
        if not token.quoted and (named := rule(token.fold)) and not is_free(named):
            return _fill(blank.filled(command=named.name), (tokens[:at], tokens[at + 1 :]), today)
    return _implied(blank, tokens, today)


def _as_typed(request: Request, tokens: Sequence[Token], line: str) -> Request:
    """What to do, where that is said, and the rest of the line with every mark."""
    slot = request.rule.takes(SlotType.CHOICE)
    acts = slot is not None and len(tokens) > 1 and tokens[1].fold in slot.choices
    words = line[tokens[1 if acts else 0].end :].strip()
    return request.filled(action=tokens[1].fold if acts else "", words=words)


def _fill(request: Request, runs: Sequence[Sequence[Token]], today: date) -> Request:
    if is_free(request.rule):
        return fill_free(request, [token for run in runs for token in run], today)
    return fill(request, runs, today)


def _implied(blank: Request, tokens: Sequence[Token], today: date) -> Request:
    """Names without a command: two sides are compared, one side's stance, one person's quotations.

    An issue alone is an overview of who stands where on it.
    """
    kinds = _kinds(blank.topic, tokens)
    sides = [kind for kind in kinds if kind != "issue"]
    if not kinds:
        raise _no_command(blank.topic, tokens, today)
    command = "overview" if not sides else "compare" if len(sides) > 1 else "stance"
    try:
        return fill(blank.filled(command="quotes" if sides == ["person"] else command), (tokens,), today)
    except NotUnderstood:
        if not name_at(blank.topic, tokens, 0, ("actor", "person", "issue")):
            raise _no_command(blank.topic, tokens, today) from None
        raise


def _kinds(topic: Topic, tokens: Sequence[Token]) -> list[str]:
    """The kind of each name among the words, up to the first keyword."""
    kinds: list[str] = []
    at = 0
    while at < len(tokens) and not keyword_at(tokens, at)[1]:
        named = name_at(topic, tokens, at, ("actor", "person", "issue"))
        if named:
            kinds.append((named.of("actor") or named.of("person") or named.of("issue"))[0].kind)
        at += named.length if named else 1
    return kinds


def _no_command(topic: Topic, tokens: Sequence[Token], today: date) -> NotUnderstood:
    """The first word is no command: the nearest ones with the rest of the line, or a search."""
    blank = Request(topic, "overview")
    commands: list[str] = []
    for name in near_commands(tokens[0].text):
        try:
            commands.append(spell(_fill(blank.filled(command=name), ((), tokens[1:]), today)))
        except NotUnderstood as error:
            commands += error.suggestions[:1]
    words = " ".join(token.text for token in tokens if token.quoted or token.fold not in FILLERS)
    if not commands:
        commands += [spell(blank.filled(command="stance", actor=id)) for id in _near_actors(topic, words)]
        commands += [spell(blank.filled(command="search", words=show(words, 200)))] if fold(words) else []
    return NotUnderstood(
        f"“{show(tokens[0].text, 40)}” is no command that I know.",
        "Did you mean one of these?" if commands else f"“/{topic.id} help” lists them all.",
        tuple(commands) or (f"/{topic.id} help",),
    )


def _near_actors(topic: Topic, words: str) -> tuple[str, ...]:
    found = (match for name in topic.suggest(words, 4) for match in topic.resolve(name))
    return tuple(match.id for match in found if match.kind == "actor")[:2]
