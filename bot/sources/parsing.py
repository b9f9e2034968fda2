"""What is done in a process of its own with bytes from outside: feeds and pages read, articles weighed.

A parser that hangs or crashes on them takes that process with it and nothing else. Errors come back as
values: of an exception, only what its class keeps would travel.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from bot.sources.dates import within
from summaries.articles.feed_values import FeedReading
from summaries.articles.told import Told
from summaries.errors import SummariesError, UnreadableFeed
from summaries.languages import in_its_language
from summaries.model import Article, Value
from summaries.model.articles import Form
from summaries.topics import Topic

if TYPE_CHECKING:
    from summaries.concern import Judge

MEMORY = 2 * 1024**3
"""Bytes of address space that a parser may take; a page of 20 MB takes it to a quarter of that."""

PATIENCE = 30.0
"""Seconds that one document may take, a fresh process's start included; a page of a megabyte takes a tenth
of one."""

_MOST_ANNOUNCED = 5


class Bytes(Value):
    """What was retrieved for a ``topic``. ``told`` holds address and content type; ``now`` bounds dates."""

    topic: str
    data: bytes
    told: Told
    now: float = 0.0


class File(Value):
    """A file of a folder and what stood beside it."""

    topic: str
    name: str
    data: bytes
    metadata: Mapping[str, Any] | None = None


class Weighed(Value):
    """An article, and whether it concerns the topic; ``why`` in a few words."""

    article: Article
    concerns: bool
    why: str = ""


class Page(Value):
    """The articles of a page or a file; ``faults`` are parts of it that could not be read."""

    articles: tuple[Weighed, ...]
    faults: tuple[str, ...] = ()


class Refused(Value):
    """Bytes that are nothing to read. ``announced`` are feeds that they lead to."""

    problem: str
    cure: str = ""
    announced: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.problem} {self.cure}".strip()


class Glance(Value):
    """What an address holds at a first look, and how many of its items or articles concern the topic.

    ``announced`` are feeds that a page leads to.
    """

    found: FeedReading | Page | Refused
    concerning: int = 0
    announced: tuple[str, ...] = ()


_topics: dict[str, Topic] = {}


def start(topics: Sequence[Topic]) -> None:
    """Make this process ready."""
    _topics.clear()
    _topics.update({topic.id: topic for topic in topics})
    _judge.cache_clear()


def read_feed_of(given: Bytes) -> FeedReading | Refused:
    """The bytes as a feed."""
    from summaries.articles.feeds import read_feed

    try:
        return read_feed(given.data, given.told.url, given.told.content_type)
    except UnreadableFeed as error:
        return Refused(problem=error.problem, cure=error.cure, announced=error.announced)
    except SummariesError as error:
        return Refused(problem=error.problem, cure=error.cure)


def read_page_of(given: Bytes) -> Page | Refused:
    """The bytes as a page, each article of it weighed."""
    from summaries.articles.reading import read_page

    try:
        articles = read_page(given.data, given.told)
    except SummariesError as error:
        return Refused(problem=error.problem, cure=error.cure)
    named = (_under_its_name(article, given.told) for article in articles)
    return Page(articles=_weighed(given.topic, (within(article, given.now) for article in named)))


def _under_its_name(article: Article, told: Told) -> Article:
    """What came without an address keeps the names that its feed gave it, whatever it claims."""
    if told.url or not told.id:
        return article
    entry = article.id[article.id.rfind("#") :] if article.form is Form.ENTRY else ""
    name = told.id + entry
    return article.model_copy(update={"id": name, "document": name, "url": "", "publisher": told.publisher})


def read_either(given: Bytes) -> FeedReading | Page | Refused:
    """The bytes as a feed, else as a page; feeds that a page without a text announces."""
    feed = read_feed_of(given)
    if isinstance(feed, FeedReading):
        return feed
    page = read_page_of(given)
    if isinstance(page, Page):
        return page
    if not feed.announced:
        return page if _is_page(given) else feed
    feeds = " ".join(feed.announced[:_MOST_ANNOUNCED])
    return Refused(
        problem="This page has no article's text, but announces feeds.",
        cure=f"Give the address of one: {feeds}",
        announced=feed.announced,
    )


def _is_page(given: Bytes) -> bool:
    """Whether what is wrong with the bytes is better told of a page than of a feed."""
    from summaries.articles.kinds import kind_of

    return kind_of(given.data, content_type=given.told.content_type) != "text"


def read_file_of(given: File) -> Page | Refused:
    """The articles of a file, each weighed."""
    from summaries.articles.reading import read_file

    articles, faults = [], []
    for found in read_file(given.name, given.data, given.metadata):
        if isinstance(found, Article):
            articles.append(found)
        else:
            faults.append(str(found))
    if not articles and faults:
        return Refused(problem=faults[0])
    return Page(articles=_weighed(given.topic, articles), faults=tuple(faults))


def glance(given: Bytes) -> Glance:
    """What the bytes are, and how many items of a feed seem to concern the topic by what is told of them."""
    feed = read_feed_of(given)
    if isinstance(feed, FeedReading):
        told = (_told_article(item.told, given.topic) for item in feed.items)
        return Glance(found=feed, concerning=sum(one.concerns for one in _weighed(given.topic, told)))
    page = read_page_of(given)
    concerning = sum(one.concerns for one in page.articles) if isinstance(page, Page) else 0
    return Glance(found=page, concerning=concerning, announced=feed.announced)


def _told_article(told: Told, topic: str) -> Article:
    name = told.url or told.id or topic
    text = f"{told.title}\n\n{told.summary}"
    return Article(id=name, document=name, title=told.title, text=text, language=told.language or "en")


def _weighed(topic: str, articles: Iterable[Article]) -> tuple[Weighed, ...]:
    judge = _judge(topic)
    found = []
    for article in map(in_its_language, articles):
        concern = judge.weigh(article)
        found.append(Weighed(article=article, concerns=concern.concerns, why=concern.why))
    return tuple(found)


@cache
def _judge(topic: str) -> Judge:
    from summaries.concern import Judge

    return Judge(_topics[topic])
