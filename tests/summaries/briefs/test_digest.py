"""A digest tells what changed: shifts first, everything once, old articles as old, nothing that is known."""

from __future__ import annotations

import random
from collections.abc import Collection
from datetime import UTC, datetime

import pytest

from summaries.briefs import Material, Period, digest
from summaries.briefs.arrivals import before, is_late
from summaries.briefs.digest_corrections import Reviewed
from summaries.briefs.digest_keys import told_key, told_keys
from summaries.model import (
    Brief,
    Coverage,
    Development,
    Line,
    Position,
    Quotation,
    Quoted,
    Span,
    StanceStatement,
)
from summaries.when import When
from tests.summaries.briefs.conftest import TOPIC, Desk

AFTER = datetime(2021, 3, 10, 8, tzinfo=UTC)
OLD = datetime(2021, 3, 9, 8, tzinfo=UTC)
FRESH = datetime(2021, 3, 11, 8, tzinfo=UTC)

FIRM = "We will finish the dam whatever our neighbours say"
SOFT = "We do not want this dam any more and it will not be built"
NEVER = "The dam would empty our fields and we will never accept it"


class Newsroom:
    """Articles of some lines each, stored before the window or within it."""

    def __init__(self) -> None:
        self.desk = Desk()
        self.stored: dict[str, datetime] = {}
        self.quotations: list[Quotation] = []
        self.stances: list[StanceStatement] = []
        self.developments: list[Development] = []

    def takes_in(self, id: str, text: str, at: datetime, published: str = "", publisher: str = "") -> None:
        day = "" if published == "unknown" else published or f"{at:%Y-%m-%d}"
        self.desk.article(id, text, publisher or f"The {id.title()}", day)
        self.stored[id] = at

    def says(
        self, person: str, words: str, article: str, position: Position | None = None, said: str = ""
    ) -> Quotation:
        quoted = self.desk.said(person, words, article, said, issues=("dam",))
        self.quotations.append(quoted)
        if position:
            self.stances.append(self.desk.backed(quoted, "dam", position))
        return quoted

    def happens(
        self, words: str, article: str, when: str, *actors: str, type: str = "CONSULT"
    ) -> Development:
        span = self.desk.span(words, article)
        made = Development(when=When.parse(when), type=type, spans=(span,), actors=actors)
        self.developments.append(made)
        return made

    def material(self, shuffled: random.Random | None = None) -> Material:
        quotations, stances, developments = self.quotations[:], self.stances[:], self.developments[:]
        if shuffled:
            shuffled.shuffle(quotations)
            shuffled.shuffle(stances)
            shuffled.shuffle(developments)
        new = [id for id, at in self.stored.items() if at > AFTER]
        return Material(
            topic=TOPIC,
            quotations=tuple(quotations),
            stances=tuple(stances),
            developments=tuple(developments),
            sources={id: a.source for id, a in self.desk.articles.items()},
            coverage=Coverage(articles=len(new)),
        )

    def digest(self, earlier: dict[str, str] | None = None, seed: int | None = None, **more: object) -> Brief:
        now = self.material(random.Random(seed) if seed is not None else None)
        known = before(now, self.stored, AFTER, earlier or {})
        return digest(Period(known, now, AFTER), **more)  # type: ignore[arg-type]


@pytest.fixture
def newsroom() -> Newsroom:
    return Newsroom()


def titles(brief: Brief) -> list[str]:
    return [section.title for section in brief.sections]


def texts(brief: Brief) -> str:
    return "\n".join(line.text for line in brief.lines())


# ---- what is new


def test_what_was_stored_before_the_window_is_not_told(newsroom: Newsroom) -> None:
    newsroom.takes_in("courier", f"“{FIRM}”, said Ada Brook.", OLD)
    newsroom.says("ada-brook", FIRM, "courier")
    newsroom.takes_in("herald", f"“{NEVER}”, said Ines Marsh.", FRESH)
    newsroom.says("ines-marsh", NEVER, "herald")
    made = newsroom.digest()
    assert titles(made) == ["Lowland: new statements"]
    assert texts(made) == f"“{NEVER}”"


def test_a_known_statement_printed_by_another_paper_is_not_new(newsroom: Newsroom) -> None:
    newsroom.takes_in("courier", f"“{FIRM}”, said Ada Brook.", OLD)
    newsroom.says("ada-brook", FIRM, "courier")
    newsroom.takes_in("herald", f"Brook repeated: “{FIRM}.”", FRESH)
    newsroom.says("ada-brook", FIRM, "herald")
    made = newsroom.digest()
    assert made.empty
    assert [note.text for note in made.notes] == [
        "Nothing new in the one article that came in since the last digest."
    ]


def test_where_part_of_the_topic_was_asked_for_only_that_is_called_nothing_new(newsroom: Newsroom) -> None:
    newsroom.takes_in("herald", f"“{NEVER}”, said Ines Marsh.", FRESH)
    newsroom.says("ines-marsh", NEVER, "herald")
    made = newsroom.digest(actors=("upland",))
    assert made.empty
    assert made.notes[0].text == "Nothing new on this in the one article that came in since the last digest."


def test_a_digest_without_articles_says_so_in_one_line(newsroom: Newsroom) -> None:
    made = newsroom.digest()
    assert made.empty
    assert [note.text for note in made.notes] == ["Nothing new: no article came in since the last digest."]


def test_a_first_digest_names_no_digest_before_it(newsroom: Newsroom) -> None:
    newsroom.takes_in("courier", f"“{FIRM}”, said Ada Brook.", FRESH)
    assert newsroom.digest(covers="since this digest was set up").notes[0].text == (
        "Nothing new in the one article that came in since this digest was set up."
    )
    newsroom.says("ada-brook", FIRM, "courier")
    assert newsroom.digest(covers="since this digest was set up").covers == "since this digest was set up"


def test_one_event_told_by_two_new_articles_is_one_line(newsroom: Newsroom) -> None:
    one, two = (
        "Talks were held in Ferry on 10 March 2021.",
        "Both sides held talks in Ferry on 10 March 2021.",
    )
    newsroom.takes_in("courier", one, FRESH)
    newsroom.takes_in("herald", two, FRESH)
    newsroom.happens(one, "courier", "2021-03-10", "upland", "lowland")
    newsroom.happens(two, "herald", "2021-03-10", "upland", "lowland")
    made = newsroom.digest()
    assert [len(section.lines) for section in made.sections] == [1]
    assert {span.article for span in next(iter(made.lines())).citations} == {"courier", "herald"}


def test_what_a_channel_was_told_is_not_told_again_by_another_telling(newsroom: Newsroom) -> None:
    one, two = (
        "Talks were held in Ferry on 10 March 2021.",
        "Both sides held talks in Ferry on 10 March 2021.",
    )
    newsroom.takes_in("courier", one, FRESH)
    newsroom.happens(one, "courier", "2021-03-10", "upland", "lowland")
    told = told_keys(newsroom.digest())
    newsroom.takes_in("herald", two, FRESH)
    newsroom.happens(two, "herald", "2021-03-10", "upland", "lowland")
    assert newsroom.digest(told=told).empty
    assert not newsroom.digest().empty


def test_a_new_version_tells_only_what_it_adds(newsroom: Newsroom) -> None:
    old = f"“{FIRM}”, said Ada Brook."
    newsroom.takes_in("courier@2", f"{old} “{NEVER}”, said Ines Marsh.", FRESH)
    newsroom.says("ada-brook", FIRM, "courier@2")
    newsroom.says("ines-marsh", NEVER, "courier@2")
    assert FIRM not in texts(newsroom.digest(earlier={"courier@2": old}))
    assert NEVER in texts(newsroom.digest(earlier={"courier@2": old}))


def test_words_have_the_same_key_in_a_new_version() -> None:
    one, two = (Span(article=id, start=0, end=len(FIRM), text=FIRM) for id in ("a", "a@2"))
    first, second = (told_key(_line(span)) for span in (one, two))
    assert first & second
    assert not told_key(_line(Span(article="a", start=0, end=2, text="No"))) & told_key(
        _line(Span(article="b", start=0, end=2, text="No"))
    )


def _line(span: Span) -> Line:
    return Line(parts=(Quoted(span=span),), citations=(span,))


# ---- shifts and tensions


def changed(newsroom: Newsroom, **second: str) -> None:
    newsroom.takes_in("courier", f"“{FIRM}”, said Ada Brook on 2 March.", OLD)
    newsroom.says("ada-brook", FIRM, "courier", Position.SUPPORTS, said="2021-03-02")
    newsroom.takes_in("herald", f"“{SOFT},” said Ada Brook.", FRESH, **second)


def test_a_shift_comes_first_with_both_quotes_and_both_dates(newsroom: Newsroom) -> None:
    changed(newsroom)
    newsroom.says("ada-brook", SOFT, "herald", Position.OPPOSES, said="2021-03-10")
    newsroom.takes_in("post", f"“{NEVER}”, said Ines Marsh.", FRESH)
    newsroom.says("ines-marsh", NEVER, "post")
    made = newsroom.digest()
    assert titles(made) == [
        "Shift: Upland on building the dam, from supporting to opposing",
        "Lowland: new statements",
    ]
    was, is_now = made.sections[0].lines
    assert (was.label, is_now.label) == ("Before, Ada Brook", "Now, Ada Brook")
    assert (FIRM in was.text, SOFT in is_now.text) == (True, True)
    assert ("2 March 2021" in was.note, "10 March 2021" in is_now.note) == (True, True)


def test_an_old_article_found_late_makes_no_shift_and_is_marked(newsroom: Newsroom) -> None:
    changed(newsroom, published="2021-03-04")
    newsroom.says("ada-brook", SOFT, "herald", Position.OPPOSES)
    made = newsroom.digest()
    assert titles(made) == ["Old articles, found late"]
    assert [line.note for line in made.lines()] == ["found late: published 4 March 2021 · direct quote"]


def test_words_that_are_not_surely_later_make_no_shift(newsroom: Newsroom) -> None:
    changed(newsroom)
    newsroom.says("ada-brook", SOFT, "herald", Position.OPPOSES, said="2021-03")
    assert not any(title.startswith("Shift") for title in titles(newsroom.digest()))


def test_somebody_else_saying_otherwise_is_a_tension_and_no_shift(newsroom: Newsroom) -> None:
    newsroom.takes_in("courier", f"“{FIRM}”, said Ada Brook on 2 March.", OLD)
    newsroom.says("ada-brook", FIRM, "courier", Position.SUPPORTS, said="2021-03-02")
    newsroom.takes_in("herald", f"“{SOFT},” said Otto Weir.", FRESH)
    newsroom.says("otto-weir", SOFT, "herald", Position.OPPOSES, said="2021-03-10")
    made = newsroom.digest()
    assert titles(made) == ["Tension: Upland on building the dam"]


def test_a_tension_that_was_there_before_is_not_new(newsroom: Newsroom) -> None:
    newsroom.takes_in("courier", f"“{FIRM}”, said Ada Brook. “{SOFT},” said Otto Weir.", OLD)
    newsroom.says("ada-brook", FIRM, "courier", Position.SUPPORTS, said="2021-03-02")
    newsroom.says("otto-weir", SOFT, "courier", Position.OPPOSES, said="2021-03-03")
    newsroom.takes_in("herald", "Nothing.", FRESH)
    assert newsroom.digest().empty


def test_an_old_quotation_recalled_today_is_no_tension_and_no_shift(newsroom: Newsroom) -> None:
    newsroom.takes_in("courier", f"“{FIRM}”, said Ada Brook. “{FIRM}, yes”, said Otto Weir.", OLD)
    newsroom.quotations.append(newsroom.desk.said("otto-weir", f"{FIRM}, yes", "courier", "2020-02-01"))
    newsroom.stances.append(newsroom.desk.backed(newsroom.quotations[0], "dam", Position.SUPPORTS))
    newsroom.takes_in("herald", f"In 2020 Otto Weir said: “{SOFT}.”", FRESH)
    newsroom.says("otto-weir", SOFT, "herald", Position.OPPOSES, said="2020-08-01")
    assert titles(newsroom.digest()) == ["Earlier, told only now"]


def test_somebody_who_denies_what_they_said_in_nearly_the_same_words_has_shifted(newsroom: Newsroom) -> None:
    newsroom.takes_in("courier", "“We will build the dam for our neighbours”, said Ada Brook.", OLD)
    newsroom.says("ada-brook", "We will build the dam for our neighbours", "courier", Position.SUPPORTS)
    newsroom.takes_in("herald", "“We will not build the dam for our neighbours”, said Ada Brook.", FRESH)
    newsroom.says("ada-brook", "We will not build the dam for our neighbours", "herald", Position.OPPOSES)
    assert titles(newsroom.digest()) == ["Shift: Upland on building the dam, from supporting to opposing"]


# ---- old things


def test_what_bears_no_date_at_all_is_not_shown_as_new(newsroom: Newsroom) -> None:
    newsroom.takes_in("courier", f"“{FIRM}”, said Ada Brook. “{NEVER}”, said Ines Marsh.", FRESH, "unknown")
    newsroom.says("ada-brook", FIRM, "courier", Position.SUPPORTS)
    newsroom.says("ines-marsh", NEVER, "courier", said="2021-03-10")
    assert titles(newsroom.digest()) == ["Lowland: new statements", "Of unknown date, perhaps old"]


@pytest.mark.parametrize(
    ("published", "late"),
    [
        ("2021-03-09", True),
        ("2021-03-10", False),
        ("2021-03", False),
        ("2021-02", True),
        ("", False),
        ("2021-03-07T09:00:00+00:00", False),
        ("2021-03-07T07:59:00+00:00", True),
    ],
)
def test_what_was_published_well_before_the_window_is_late(published: str, late: bool) -> None:
    assert is_late(When.parse(published), AFTER) is late


def test_what_happened_long_before_is_told_apart_from_what_happened_now(newsroom: Newsroom) -> None:
    text = "Talks were held in Ferry on 10 March 2021. A treaty was signed in Delta City on 2 May 2018."
    newsroom.takes_in("courier", text, FRESH)
    newsroom.happens("Talks were held in Ferry on 10 March 2021.", "courier", "2021-03-10", "upland")
    newsroom.happens("A treaty was signed in Delta City on 2 May 2018.", "courier", "2018-05-02", "upland")
    assert titles(newsroom.digest()) == ["What happened, newest first", "Earlier, told only now"]


# ---- corrections and silences


def test_an_event_whose_number_is_another_now_is_corrected(newsroom: Newsroom) -> None:
    one, two = (
        "Upland moved 400 engineers to Ferry on Monday.",
        "Upland moved 250 engineers to Ferry on Monday.",
    )
    newsroom.takes_in("courier", one, OLD)
    told_then = newsroom.happens(one, "courier", "2021-03-08", "upland", type="MOBILIZE")
    newsroom.takes_in("herald", two, FRESH)
    newsroom.happens(two, "herald", "2021-03-08", "upland", type="MOBILIZE")
    assert newsroom.digest().empty  # nobody was told the other number
    made = newsroom.digest(told=frozenset({told_then.id}))
    assert titles(made) == ["Corrections of what was posted"]
    assert [line.text for line in made.lines()] == [one, two]


def test_what_was_withdrawn_since_is_named_and_not_repeated(newsroom: Newsroom) -> None:
    newsroom.takes_in("courier", f"“{FIRM}”, said Ada Brook.", OLD)
    span = newsroom.desk.span(FIRM, "courier")
    made = newsroom.digest(reviewed=Reviewed(withdrawn=(span,)))
    assert not made.empty
    assert made.sections[0].note is not None
    assert made.sections[0].note.text == (
        f"Withdrawn since it was posted, and under review: {span.id} (The Courier, 9 March 2021)."
    )
    assert FIRM not in made.model_dump_json()


def test_an_actor_that_was_asked_for_and_is_silent_is_named_with_its_last_words(newsroom: Newsroom) -> None:
    newsroom.takes_in("courier", f"“{FIRM}”, said Ada Brook on 2 March.", OLD)
    newsroom.says("ada-brook", FIRM, "courier", said="2021-03-02")
    newsroom.takes_in("herald", f"“{NEVER}”, said Ines Marsh.", FRESH)
    newsroom.says("ines-marsh", NEVER, "herald")
    made = newsroom.digest(actors=("upland", "lowland"))
    assert [note.text for note in made.notes] == [
        "No new statement by Upland in these articles; its last statement is of 2 March 2021."
    ]
    assert newsroom.digest(actors=("upland",)).empty


# ---- bounds and order


def crowd(newsroom: Newsroom) -> None:
    for number in range(20):
        words = f"Point {number} of plan {number * 7} concerns gate {number * 13} and lock {number * 17}"
        newsroom.takes_in(f"p{number:02}", f"“{words},” said Ada Brook.", FRESH)
        newsroom.says("ada-brook" if number % 3 else "ines-marsh", words, f"p{number:02}")
    for day in range(8, 12):
        text = f"Delegates met in Port{day} and Quay{day * 3} for talk number {day}."
        newsroom.takes_in(f"q{day:02}", text, FRESH)
        newsroom.happens(text, f"q{day:02}", f"2021-03-{day:02}", "upland", "lowland")


@pytest.mark.parametrize("most", [1, 2, 5, 12])
def test_no_more_lines_than_asked_for_and_the_rest_is_counted(newsroom: Newsroom, most: int) -> None:
    crowd(newsroom)
    made = newsroom.digest(most=most)
    assert len(list(made.lines())) == most
    assert made.notes[-1].text.startswith("Not shown: ")


def test_each_actor_and_what_happened_have_their_share(newsroom: Newsroom) -> None:
    crowd(newsroom)
    counts = {section.title: len(section.lines) for section in newsroom.digest().sections}
    assert counts == {
        "Upland: new statements": 4,
        "Lowland: new statements": 4,
        "What happened, newest first": 4,
    }


def test_the_order_of_the_evidence_makes_no_difference(newsroom: Newsroom) -> None:
    crowd(newsroom)
    changed(newsroom)
    newsroom.says("ada-brook", SOFT, "herald", Position.OPPOSES, said="2021-03-10")
    first = newsroom.digest().model_dump_json()
    assert all(newsroom.digest(seed=seed).model_dump_json() == first for seed in range(8))


def test_all_that_is_told_has_keys_and_telling_it_again_is_empty(newsroom: Newsroom) -> None:
    crowd(newsroom)
    changed(newsroom)
    newsroom.says("ada-brook", SOFT, "herald", Position.OPPOSES, said="2021-03-10")
    told: Collection[str] = frozenset()
    for _ in range(5):
        made = newsroom.digest(told=frozenset(told))
        told = frozenset(told) | told_keys(made)
        if made.empty:
            break
    assert made.empty
