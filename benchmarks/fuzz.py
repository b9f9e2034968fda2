"""Feed what reads pages and feeds with broken input, for as long as one likes.

    python -m benchmarks.fuzz html corpus/ -max_total_time=3600

The first word is html, pdf, mail, page (whatever the bytes are) or feed; what follows goes to libFuzzer, its
manual is https://llvm.org/docs/LibFuzzer.html. Needs atheris, which is not among Readout's dependencies:
`pip install atheris`, for a Python that it has wheels for. Any input must give articles that can be stored,
or one of the core's own errors with its cure, within ten seconds; whatever else happens ends the run and is
kept as a file.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import atheris

# What is looked into for new paths: our readers, and the libraries' Python. Lxml is compiled.
_WATCHED = ["summaries.articles", "trafilatura", "htmldate", "pypdf", "ftfy", "feedparser", "email"]

with atheris.instrument_imports(include=_WATCHED):
    for name in ("feedparser", "ftfy", "htmldate", "pypdf", "trafilatura"):
        import_module(name)  # what readers load when they first need it is watched only if it is loaded here

    from summaries.articles.kinds import Kind
    from summaries.articles.mail import read_mail
    from summaries.articles.pages import read_html
    from summaries.articles.pdf import read_pdf
    from summaries.articles.reading import read_page
    from summaries.articles.told import Told
    from summaries.errors import SummariesError
    from summaries.model import Article

_TOLD = Told(url="https://news.example/2019/05/06/ferries", id="ferries")
_WORDS = Path(__file__).parent / "fuzz.dict"


def _checked(articles: tuple[Article, ...]) -> None:
    assert articles
    assert len({article.id for article in articles}) == len(articles)
    for article in articles:
        assert article.id
        assert any(map(str.isalnum, article.text))
        article.text.encode()
        article.model_dump_json()


def _page(data: bytes) -> None:
    _checked(read_page(data, _TOLD))


def _feed(data: bytes) -> None:
    from summaries.articles.feeds import read_feed

    read_feed(data, "https://news.example/feed", "application/rss+xml").model_dump_json()


TARGETS: dict[str, Callable[[bytes], None]] = {
    "page": _page,
    "feed": _feed,
    Kind.HTML.name.lower(): lambda data: _checked(read_html(data, _TOLD, "The page")),
    Kind.PDF.name.lower(): lambda data: _checked(read_pdf(data, _TOLD, "The file")),
    Kind.MAIL.name.lower(): lambda data: _checked(read_mail(data, _TOLD, "The mail")),
}


def main(arguments: list[str]) -> None:
    """Fuzz the target that is named first with libFuzzer's options that follow."""
    if len(arguments) < 2 or arguments[1] not in TARGETS:
        sys.exit(f"python -m benchmarks.fuzz {'|'.join(TARGETS)} [CORPUS] [-max_total_time=SECONDS ...]")
    target = TARGETS[arguments[1]]

    def once(data: bytes) -> None:
        try:
            target(data)
        except SummariesError as error:
            if not (error.problem and error.cure):
                raise AssertionError("a refusal says what it is and the cure") from error

    limits = ["-timeout=10", "-rss_limit_mb=2048", f"-dict={_WORDS}"]
    atheris.Setup([arguments[0], *limits, *arguments[2:]], once)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv)
