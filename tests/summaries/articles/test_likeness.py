"""Copies of one text are told from other articles on the same event."""

from __future__ import annotations

import pytest

from benchmarks.newsroom import tellings
from benchmarks.newsroom.editing import edited
from benchmarks.stories import pairs
from summaries.articles.likeness import copies, fingerprint, likeness

SOME = tuple(pairs(tellings()[9:18]))
AGENCY, OTHER, THIRD = (telling.text for telling in tellings()[:3])


def alike(one: str, other: str) -> bool:
    prints = fingerprint(one), fingerprint(other)
    assert copies(*prints) == copies(*reversed(prints))
    return copies(*prints)


def test_what_ten_to_forty_percent_of_the_words_were_changed_in_is_a_copy_and_is_found_by_a_mark() -> None:
    made = [pair.prints for pair in SOME if pair.copy][::2]
    found = [one for one, other in made if set(one.marks) & set(other.marks) and copies(one, other)]
    assert len(found) >= 0.95 * len(made) > 150


def test_other_articles_on_the_same_event_with_the_same_quotations_are_no_copies() -> None:
    apart = [pair.prints for pair in SOME if not pair.copy]
    assert sum(copies(*prints) for prints in apart) <= 0.005 * len(apart)


def test_headline_byline_dateline_and_boxes_do_not_matter() -> None:
    _, body = AGENCY.split("\n\n", 1)
    dressed = (
        f"Another headline altogether\n\nBy Ann Example\n\nCARACAS, May 14 (Reuters) — {body}\n\n"
        "Sign up for our newsletter\n\nReporting by Ann Example; editing by Bob Example"
    )
    assert fingerprint(dressed).equal == fingerprint(AGENCY).equal
    assert likeness(fingerprint(dressed), fingerprint(AGENCY)) == 1


def test_an_article_that_borrows_a_paragraph_is_no_copy() -> None:
    assert not alike(AGENCY, f"{OTHER}\n\n{AGENCY.split(chr(10) * 2)[1]}")


def test_a_page_of_briefs_is_no_copy_of_each_of_them() -> None:
    briefs = "\n\n".join(telling.text for telling in tellings()[::9])
    assert not alike(briefs, AGENCY)


def test_a_copy_cut_by_a_third_is_a_copy() -> None:
    assert alike(AGENCY, "\n\n".join(AGENCY.split("\n\n")[:-2]))


@pytest.mark.parametrize("words", ["", "No.", "Talks go on", "!!! ***"])
def test_texts_too_short_to_tell_are_never_copies(words: str) -> None:
    assert not alike(words, words)
    assert fingerprint(words).marks == ()


def test_short_texts_are_copies_only_where_they_are_equal() -> None:
    one = "The minister met her colleague in Geneva on Monday, and both left without a word to reporters."
    assert alike(one, one.upper())
    assert not alike(one, one.replace("Monday", "Tuesday"))


def test_a_statement_that_is_little_but_quotation_is_recognised_by_its_quotation() -> None:
    said = " ".join(OTHER.replace("“", "").replace("”", "").split()[:60])
    assert alike(f"“{said}”, she said.", f"He said: “{said}”")


def test_letters_with_and_without_accents_and_of_other_scripts_are_words() -> None:
    russian = (
        "Министр иностранных дел сообщил в понедельник, что переговоры продолжатся на следующей неделе в "
        "столице соседней страны, где обе делегации обсудят вопросы границы, торговли и безопасности, а "
        "также возвращение беженцев домой до наступления зимы, если позволит погода и дороги будут открыты."
    )
    assert alike(russian, russian.replace("понедельник", "вторник").replace("зимы", "осени"))
    assert fingerprint(AGENCY.replace("á", "a")).equal == fingerprint(AGENCY).equal


def test_marks_are_the_same_on_every_machine() -> None:
    assert fingerprint(AGENCY).marks[:2] == MARKS
    assert all(0 <= mark < 2**63 for mark in fingerprint(THIRD).marks)


def test_the_same_seed_makes_the_same_copy() -> None:
    assert edited(AGENCY, 0.3, "a") == edited(AGENCY, 0.3, "a") != edited(AGENCY, 0.3, "b")


MARKS = (6822216004045543079, 6411868445189069679)
