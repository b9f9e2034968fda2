"""What can go wrong in the core, each error with the cure for whoever caused it."""


class SummariesError(Exception):
    """Base of every error the core raises on purpose.

    ``problem`` is one calm sentence for the user; ``cure`` says what to do about it.
    """

    def __init__(self, problem: str, cure: str = "") -> None:
        self.problem = problem
        self.cure = cure
        super().__init__(f"{problem} {cure}".strip())


class UnreadableArticle(SummariesError):
    """The bytes or the text given cannot become an article."""


class UnreadableFeed(SummariesError):
    """The bytes are no feed that can be read; ``announced`` are feeds that a page in its place leads to."""

    def __init__(self, problem: str, cure: str = "", announced: tuple[str, ...] = ()) -> None:
        self.announced = announced
        super().__init__(problem, cure)


class InvalidTopic(SummariesError):
    """A topic pack breaks its own rules; ``problems`` says where and how, one sentence each with its cure."""

    def __init__(self, problem: str, cure: str = "", problems: tuple[str, ...] = ()) -> None:
        self.problems = problems or (f"{problem} {cure}".strip(),)
        super().__init__(problem, cure)


class ModelMissing(SummariesError):
    """A language model that analysis needs is not installed."""
