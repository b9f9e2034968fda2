"""Reading plain questions as commands, by rules that a reader can follow; what is unsure is offered.

A question is a line that ends with a question mark or begins with a question word. Its names (actors, people,
issues), its dates and its remaining words are found first; then the first rule that fits decides:

1. "who", a verb of position and somebody or something to stand towards: ``overview on`` that issue;
   "who", a verb of saying and words: ``search`` for them
2. two sides, and a word of difference or agreement ("differ", "agree", "compared"), or two sides joined
   by "and" with an issue: ``compare``
3. a word of contradiction ("inconsistent", "contradict"): ``tensions``
4. "when" or "timeline" and at most one side: ``timeline``
5. a word of news ("happened", "new", "latest", "going on"): ``latest``
6. one side and a verb of saying: ``quotes`` for a person or for words that are no issue, else ``stance``
7. one side and a word of position ("think", "stand", "support", "want"): ``stance``
8. two sides and a word of position or of saying: the ``stance`` of the first towards the second
9. "help" or "what can you do": ``help``
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.commands.grammar import KEYWORDS, Keyword
from bot.commands.misunderstanding import NotUnderstood
from bot.commands.naming import cause, is_topic, issue_of, name_at
from bot.commands.request import Request, spell
from bot.commands.slots import FILLERS, date_at
from bot.commands.tokens import Token, clean, show
from summaries.folding import fold
from summaries.lookup import Match
from summaries.topics import Topic

_OPENERS = """
who whos what whats where wheres when why how which does did do is are was has have will would can could
should tell any
"""
_POSITION = (
    r"back(s|ed|ing)?|support(s|ed|ing|ers?)?|oppos(es?|ed|ing)|recogni[sz](es?|ed|ing)|reject(s|ed|ing)?|against|"
    r"favou?r(s|ed|ing)?|want(s|ed)?|stand(s)?|stance|position|view(s)?|polic(y|ies)|thinks?|thought|think(s|ing)|"
    r"believ(es?|ed)|agree(s|d)?|accept(s|ed)?|side(s|d)?|attitude|line|plan(s|ned|ning)?|for|denied|den(y|ies)|"
    r"condemn(s|ed)?|call(s|ed)? for|demand(s|ed)?|ready|willing|consider(s|ed|ing)?"
)
_SAYING = (
    r"sa(y|ys|id|ying)|tell(s)?|told|tweet(s|ed)?|claim(s|ed)?|comment(s|ed)?|quote[sd]?|words|"
    r"warn(s|ed)?|speak|spoke|statements?"
)
_NEWS = r"happen(s|ed|ing)?|new|news|latest|recent(ly)?|going on|developments?|changed?|update[sd]?|up to"
_DIFFERENCE = (
    r"differ(s|ent|ence|ences)?|disagree(s)?|agree(s)?|common|compared?|clash(es)?|versus|vs|apart|between"
)
_CONTRADICTION = r"contradict(s|ed|ing|ions?|ory)?|inconsisten(t|cy|cies)|tensions?|at odds|mixed signals"
_MODAL_MONTHS = frozenset({"may", "march", "mar", "sun", "sat", "now"})
_OTHERS = "about on their his her its it they he she this that there be been being so far towards over into"
_SPARE = FILLERS | frozenset(_OPENERS.split()) | frozenset(_OTHERS.split())


@dataclass(frozen=True)
class Question:
    """A question taken apart: its folded text, its sides and issue in order, since when, and the other words.

    ``named`` tells whether the issue was named, or found by its terms; ``unclear`` are the meanings of a
    name that has several.
    """

    topic: Topic
    text: str
    sides: tuple[Match, ...]
    issue: str | None
    since: date | None
    words: str
    named: bool = False
    unclear: tuple[Match, ...] = ()

    def has(self, pattern: str) -> bool:
        """Whether one of the words stands in the question."""
        return re.search(rf"\b({pattern})\b", self.text) is not None


def is_question(tokens: Sequence[Token], text: str) -> bool:
    """Whether a line asks in plain words."""
    return clean(text).rstrip().endswith(("?", "？", "?”", '?"')) or tokens[0].fold in _OPENERS.split()


def read_question(topic: Topic, tokens: Sequence[Token], today: date) -> Request:
    """The command that answers a question, with ``understood`` set. Raises NotUnderstood when unsure."""
    question = _take_apart(topic, tokens, today)
    request = None if question.unclear else _decide(question)
    if request is None:
        raise _unsure(question)
    if question.since and request.rule.slot(Keyword.SINCE):
        request = request.filled(since=question.since)
    return request.filled(understood=spell(request))


# ---- taking apart ------------------------------------------------------------------------------------


def _take_apart(topic: Topic, tokens: Sequence[Token], today: date) -> Question:
    sides: list[Match] = []
    issues: list[str] = []
    words: list[str] = []
    about: list[str] = []
    unclear: list[Match] = []
    since: date | None = None
    at = 0
    while at < len(tokens):
        named = name_at(topic, tokens, at, ("actor", "person", "issue"))
        dated = None if tokens[at].fold in _MODAL_MONTHS else date_at(tokens, at, today)
        if named:
            found = _side(topic, named.matches, tokens[at].text)
            sides += found if len(found) == 1 else []
            unclear += found if len(found) > 1 else []
            issues += [match.id for match in named.of("issue")]
            about += [t.text for t in tokens[at : at + named.length] if t.fold not in FILLERS]
            at += named.length
        elif dated and dated[0].start and dated[0].start <= today:
            since, at = dated[0].start, at + dated[1]
        else:
            words += [tokens[at].text] if tokens[at].fold not in _SPARE else []
            at += 1
    text = fold(" ".join(token.text for token in tokens))
    rest = " ".join(
        word for word in words if not _RULE_WORD.fullmatch(fold(word)) and fold(word) not in KEYWORDS
    )
    issue = issues[0] if issues else issue_of(topic, rest) if rest else None
    unique = tuple({match.id: match for match in sides}.values())
    words_left = rest or " ".join(about)
    return Question(topic, text, unique, issue, since, words_left, bool(issues), tuple(unclear))


def _side(topic: Topic, matches: Sequence[Match], word: str) -> list[Match]:
    """The sides a name may mean; none for the topic's own name, which says where and not who."""
    if is_topic(topic, word):
        return []
    return [match for match in matches if match.kind == "person"] or [m for m in matches if m.kind == "actor"]


# ---- deciding ----------------------------------------------------------------------------------------


def _decide(question: Question) -> Request | None:
    blank = Request(question.topic, "overview")
    sides = question.sides
    if question.text.startswith("who ") and question.has(_POSITION) and (target := _target(question)):
        return blank.filled(issue=target)
    if question.text.startswith("who ") and question.has(_SAYING) and not sides and question.words:
        return blank.filled(command="search", words=question.words)
    both = question.has(_DIFFERENCE) or (question.issue and " and " in question.text)
    if len(sides) == 2 and both and _actor(question, 0) != _actor(question, 1):
        pair = {"actor": _actor(question, 0), "other": _actor(question, 1)}
        return blank.filled(command="compare", issue=question.issue, **pair)
    if len(sides) <= 1 and question.has(_CONTRADICTION):
        return blank.filled(command="tensions", actor=_actor(question, 0))
    if len(sides) <= 1 and question.has("when|timeline|chronology") and not question.words:
        return blank.filled(command="timeline", actor=_actor(question, 0))
    if len(sides) <= 1 and question.has(_NEWS) and not question.has(_SAYING):
        return blank.filled(command="latest", actor=_actor(question, 0))
    if len(sides) == 1 and question.has(_SAYING):
        return _said(blank, question)
    if len(sides) == 1 and question.has(_POSITION):
        return _stance(blank, question, question.issue)
    if len(sides) == 2 and question.has(f"{_POSITION}|{_SAYING}"):
        return _stance(blank, question, question.issue or cause(question.topic, _actor(question, 1) or ""))
    return blank.filled(command="help") if question.has("help|can you (do|answer)|can i ask") else None


def _target(question: Question) -> str | None:
    """What is stood towards: the issue named or meant, else the side of somebody named."""
    side = _actor(question, 0)
    return question.issue or (cause(question.topic, side) if side else None)


def _actor(question: Question, place: int) -> str | None:
    """The side at that place, a person's side for a person."""
    if place >= len(question.sides):
        return None
    match = question.sides[place]
    return question.topic.person(match.id).actor if match.kind == "person" else match.id


def _person(question: Question) -> str | None:
    return question.sides[0].id if question.sides[0].kind == "person" else None


def _stance(blank: Request, question: Question, target: str | None) -> Request:
    return blank.filled(command="stance", actor=_actor(question, 0), person=_person(question), issue=target)


def _said(blank: Request, question: Question) -> Request:
    person = _person(question)
    if person is None and (question.issue or not question.words):
        return _stance(blank, question, question.issue)
    words = question.words or (question.issue or "")
    return blank.filled(command="quotes", actor=_actor(question, 0), person=person, words=words)


# ---- unsure ------------------------------------------------------------------------------------------


def _unsure(question: Question) -> NotUnderstood:
    """What was understood, and commands that may be meant."""
    if question.unclear:
        meant = " or ".join(match.name for match in question.unclear[:3])
        sides = (replace(question, sides=(match,), unclear=(), words="") for match in question.unclear)
        return NotUnderstood(f"That may be {meant}.", "Which one?", tuple(_offers(side)[0] for side in sides))
    names = [match.name for match in question.sides]
    names += [_name(question.topic, question.issue)] if question.issue and question.named else []
    problem = (
        f"I understood {' and '.join(names)}, but not what is asked."
        if names
        else "I did not understand that."
    )
    return NotUnderstood(problem, "Did you mean one of these?", _offers(question))


def _offers(question: Question) -> tuple[str, ...]:
    blank = Request(question.topic, "overview")
    offers: list[Request] = []
    if question.sides:
        offers.append(_stance(blank, question, question.issue))
        offers.append(offers[0].filled(command="quotes", issue=None, words=""))
    elif question.issue:
        offers.append(blank.filled(issue=question.issue))
    if question.words:
        offers.append(blank.filled(command="search", words=show(question.words, 80)))
    return tuple(spell(offer) for offer in offers) or (
        f"/{question.topic.id} overview",
        f"/{question.topic.id} help",
    )


def _name(topic: Topic, issue: str) -> str:
    return next((each.name for each in topic.issues if each.id == issue), issue)


_RULE_WORD = re.compile(f"{_POSITION}|{_SAYING}|{_NEWS}|{_DIFFERENCE}|{_CONTRADICTION}")
