"""What every store promises, tried on SQLite and on PostgreSQL."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from threading import Thread

import pytest

from bot.storage.contract import Event, Outcome, Store, Window
from bot.storage.errors import UnstorableArticle
from summaries.model import Article, Coverage, Evidence, Grade, QuotationType, RemarkKind
from summaries.when import When
from tests.bot.storage.making import (
    AT,
    TOPIC,
    article,
    day,
    development,
    evidence,
    put,
    quotation,
    remark,
    stance,
    words,
)

TEXT = "The premier said that “sanctions hurt the poor”.\nTalks in Bandrika failed on Monday.\n"


# ---- saving


def test_a_new_article_is_new_and_the_same_again_a_duplicate(store: Store) -> None:
    first = article("a", TEXT)
    assert put(store, first) is Outcome.NEW
    assert store.place(TOPIC, first, "1").outcome is Outcome.DUPLICATE
    assert put(store, first) is Outcome.DUPLICATE


def test_a_duplicate_adds_nothing(store: Store) -> None:
    first = article("a", TEXT)
    put(store, first, quotation(first, "sanctions"))
    before = (store.coverage(TOPIC), store.citation_ids(TOPIC, ""), store.quotations(TOPIC))
    put(store, first, quotation(first, "poor"))
    assert (store.coverage(TOPIC), store.citation_ids(TOPIC, ""), store.quotations(TOPIC)) == before


def test_a_changed_text_is_a_new_version_and_old_citations_resolve(store: Store) -> None:
    old = article("a", TEXT)
    quoted = quotation(old, "sanctions hurt the poor")
    put(store, old, quoted)
    changed = article("a", TEXT.replace("poor", "weak"))
    place = store.place(TOPIC, changed, "1")
    assert (place.outcome, place.article.id) == (Outcome.REVISED, "a@2")
    newer = quotation(place.article, "sanctions hurt the weak")
    assert store.save(TOPIC, place, evidence(place.article, newer), analyser="1", at=AT) is Outcome.REVISED

    assert store.quotations(TOPIC) == (newer,)
    assert store.citation(quoted.id) == quoted.content
    assert store.articles(["a", "a@2"]) == {"a": old, "a@2": place.article}
    assert [hit.passage.article for hit in store.search(TOPIC, "premier said")] == ["a@2"]
    assert store.coverage(TOPIC).articles == 1


def test_a_document_that_goes_back_to_an_earlier_text_gets_that_version_back(store: Store) -> None:
    first, second = article("a", TEXT), article("a", TEXT + "Corrected.\n")
    put(store, first, quotation(first, "sanctions"))
    put(store, second)
    back = store.place(TOPIC, first, "1")
    assert (back.outcome, back.article.id) == (Outcome.REVISED, "a")
    put(store, first, quotation(first, "sanctions"))
    assert [q.content[0].article for q in store.quotations(TOPIC)] == ["a"]
    assert [hit.passage.article for hit in store.search(TOPIC, "sanctions")] == ["a"]
    assert store.search(TOPIC, "corrected") == ()
    assert store.place(TOPIC, article("a", TEXT + "Third.\n"), "1").article.id == "a@3"


def test_another_analyser_replaces_the_evidence_and_the_description(store: Store) -> None:
    first = article("a", TEXT, "2020-05-10")
    put(store, first, quotation(first, "sanctions"), analyser="1")
    described = first.model_copy(update={"published": When.parse("2020-06-01")})
    assert put(store, described, quotation(first, "poor"), analyser="2") is Outcome.REANALYSED
    assert [q.words for q in store.quotations(TOPIC)] == ["poor"]
    assert store.sources(["a"])["a"].published == When.parse("2020-06-01")
    assert store.search(TOPIC, "premier", window=Window(as_of=day("2020-05-20"))) == ()
    assert len(store.search(TOPIC, "premier")) == 1


def test_an_article_whose_id_is_taken_by_another_document_gets_another(store: Store) -> None:
    put(store, article("a", TEXT))
    place = store.place(TOPIC, article("a", "Something else.", document="b"), "1")
    assert (place.outcome, place.article.id) == (Outcome.NEW, "b@1")


def test_evidence_follows_when_another_process_took_the_version_number(store: Store) -> None:
    put(store, article("a", TEXT))
    mine = article("a", TEXT + "Mine.\n")
    place = store.place(TOPIC, mine, "1")
    put(store, article("a", TEXT + "Theirs.\n"))
    quoted = quotation(place.article, "sanctions hurt the poor")
    shown = stance(place.article, "sanctions hurt the poor", "sanctions", quoted=quoted)
    found = evidence(place.article, quoted, shown)
    assert store.save(TOPIC, place, found, analyser="1", at=AT) is Outcome.REVISED

    (kept,) = store.quotations(TOPIC)
    assert kept.content[0] == store.articles(["a@3"])["a@3"].span(kept.content[0].start, kept.content[0].end)
    assert store.stances(TOPIC)[0].quotation == kept.id
    assert store.citation(kept.id) == kept.content


def test_one_article_serves_two_topics(store: Store) -> None:
    first = article("a", TEXT)
    put(store, first, quotation(first, "sanctions"), topic=TOPIC)
    assert put(store, first, quotation(first, "poor"), topic="other") is Outcome.NEW
    assert [q.words for q in store.quotations(TOPIC)] == ["sanctions"]
    assert [q.words for q in store.quotations("other")] == ["poor"]
    assert len(store.search(TOPIC, "sanctions")) == len(store.search("other", "sanctions")) == 1
    assert store.quotations("nowhere") == () == store.search("nowhere", "sanctions")


def test_bulk_saving_is_saving_one_by_one(store: Store) -> None:
    first, second = article("a", TEXT), article("b", TEXT)
    changed = article("a", TEXT + "Later.\n")
    items = [
        (store.place(TOPIC, one, "1"), evidence(one, quotation(one, "sanctions")))
        for one in (first, second, first, changed)
    ]
    outcomes = store.save_many(TOPIC, items, analyser="1", at=AT)
    assert outcomes == (Outcome.NEW, Outcome.NEW, Outcome.DUPLICATE, Outcome.REVISED)
    assert sorted(q.content[0].article for q in store.quotations(TOPIC)) == ["a@2", "b"]


def test_what_no_database_can_keep_is_refused_whole(store: Store) -> None:
    broken = article("a", TEXT + "\ud800")
    with pytest.raises(UnstorableArticle, match="surrogate"):
        put(store, broken)
    assert store.coverage(TOPIC) == Coverage()
    put(store, article("b", TEXT))
    assert store.coverage(TOPIC).articles == 1


def test_an_article_with_nul_characters_keeps_its_offsets(store: Store) -> None:
    odd = article("a", "Zero\0 here. The premier said “never”.\n", publisher="The\0Gazette")
    quoted = quotation(odd, "never")
    put(store, odd, quoted)
    assert store.articles(["a"])["a"] == odd
    assert store.quotations(TOPIC, words="never") == (quoted,)
    assert store.citation(quoted.id) == quoted.content


def test_evidence_of_another_article_is_no_evidence(store: Store) -> None:
    place = store.place(TOPIC, article("a", TEXT), "1")
    with pytest.raises(ValueError, match="evidence of b"):
        store.save(TOPIC, place, Evidence(article="b"), analyser="1", at=AT)


def test_a_time_of_storing_without_a_zone_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="zone"):
        put(store, article("a", TEXT), at=datetime(2021, 1, 1))  # noqa: DTZ001


def test_threads_share_a_store(store: Store) -> None:
    def work(number: int) -> None:
        one = article(f"a{number}", TEXT)
        put(store, one, quotation(one, "sanctions"))
        store.quotations(TOPIC)

    threads = [Thread(target=work, args=(number % 4,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.coverage(TOPIC).articles == len(store.quotations(TOPIC)) == 4


# ---- quotations


def test_quotations_come_newest_first_then_best_sourced(store: Store) -> None:
    one = article("a", "First words. Second words. Third words. Fourth words.", "2020-05-10")
    old = quotation(one, "First words", said="2020-05-01")
    good = quotation(one, "Second words", said="2020-05-08", grade=Grade.DIRECT)
    fair = quotation(one, "Third words", said="2020-05-08", grade=Grade.INDIRECT)
    undated = quotation(one, "Fourth words", grade=Grade.ANALYST)
    put(store, one, old, fair, good, undated)
    assert store.quotations(TOPIC) == (undated, good, fair, old)
    assert store.quotations(TOPIC, order="best") == (good, old, fair, undated)
    assert store.quotations(TOPIC, limit=2) == (undated, good)


def test_what_was_said_in_a_month_was_said_before_it_was_printed(store: Store) -> None:
    one = article("a", "First words. Second words.", "2020-05-10")
    month = quotation(one, "First words", said="2020-05", grade=Grade.ANALYST)
    exact = quotation(one, "Second words", said="2020-05-10")
    put(store, one, month, exact)
    assert store.quotations(TOPIC) == (exact, month)


def test_quotations_are_chosen_by_actor_person_and_issue(store: Store) -> None:
    one = article("a", "First words. Second words. Third words.")
    first = quotation(one, "First words", person="premier", issues=("oil", "talks"))
    second = quotation(one, "Second words", issues=("oil",))
    third = quotation(one, "Third words", actor="sylvania", person="premier")
    put(store, one, first, second, third)
    assert set(store.quotations(TOPIC, actor="freedonia")) == {first, second}
    assert set(store.quotations(TOPIC, person="premier")) == {first, third}
    assert store.quotations(TOPIC, person="premier", actor="sylvania") == (third,)
    assert set(store.quotations(TOPIC, issue="oil")) == {first, second}
    assert store.quotations(TOPIC, actor="freedonia", issue="talks") == (first,)
    assert store.quotations(TOPIC, person="premier", issue="oil") == (first,)
    assert store.quotations(TOPIC, actor="nobody") == ()


def test_quotations_are_chosen_by_their_words_whatever_case_accent_or_ending(store: Store) -> None:
    one = article("a", "“We reject every sanction on Bogotá.” “They sanctioned nobody.” “Oil flows.”")
    first = quotation(one, "We reject every sanction on Bogotá", person="premier")
    second = quotation(one, "They sanctioned nobody", grade=Grade.INDIRECT)
    put(store, one, first, second, quotation(one, "Oil flows"))
    assert set(store.quotations(TOPIC, words="SANCTIONS")) == {first, second}
    assert store.quotations(TOPIC, words="bogota reject") == (first,)
    assert store.quotations(TOPIC, words="sanctions", person="premier") == (first,)
    assert store.quotations(TOPIC, words="sanctions", person="premier", actor="sylvania") == ()
    assert store.quotations(TOPIC, words="sanctions", order="best") == (first, second)
    assert store.quotations(TOPIC, words="sanctions", order="best", limit=1) == (first,)
    assert store.quotations(TOPIC, words="oil bogota") == ()
    assert len(store.quotations(TOPIC, words="?!")) == 3


def test_the_last_statement_is_found_and_beliefs_are_none(store: Store) -> None:
    one = article("a", "First words. Second words. Third words.", "2020-05-10")
    thought = quotation(one, "First words", person="premier", type=QuotationType.BELIEF)
    said = quotation(one, "Second words", person="premier", said="2020-04-01")
    put(store, one, thought, said, quotation(one, "Third words", actor="sylvania"))
    assert store.last_quotation(TOPIC, person="premier") == said
    assert store.last_quotation(TOPIC, actor="freedonia") == said
    assert store.last_quotation(TOPIC, person="premier", as_of=day("2020-05-09")) is None
    assert store.last_quotation(TOPIC, person="nobody") is None


# ---- stances, developments, remarks


def test_stances_are_bounded_for_each_target(store: Store) -> None:
    one = article("a", "First words. Second words. Third words.", "2020-05-10")
    oldest = stance(one, "First words", "oil", said="2020-05-01")
    newer = stance(one, "Second words", "oil", said="2020-05-02", grade=Grade.REPORTED)
    other = stance(one, "Third words", "talks", said="2020-04-01")
    foreign = stance(one, "Third words", "oil", actor="sylvania")
    put(store, one, oldest, newer, other, foreign)
    assert store.stances(TOPIC, actor="freedonia", limit=1) == (newer, other)
    assert store.stances(TOPIC, actor="freedonia", order="best", limit=1) == (oldest, other)
    assert store.stances(TOPIC, actor="freedonia", target="oil") == (newer, oldest)
    assert store.stances(TOPIC, target="oil", limit=1) == (foreign,)
    assert store.stances(TOPIC) == (foreign, newer, oldest, other)


def test_one_question_asks_for_several_targets_of_an_actor_or_a_person(store: Store) -> None:
    one = article("a", "First words. Second words. Third words.")
    oil = stance(one, "First words", "oil", said="2020-05-01")
    newer_oil = stance(one, "Second words", "oil", said="2020-05-02")
    talks = stance(one, "Third words", "talks").model_copy(update={"person": "premier"})
    other = stance(one, "Third words", "sylvania")
    put(store, one, oil, newer_oil, talks, other)
    assert store.stances(TOPIC, actor="freedonia", target=("oil", "talks"), limit=1) == (talks, newer_oil)
    assert store.stances(TOPIC, actor="freedonia", target=["nothing"]) == ()
    assert store.stances(TOPIC, person="premier") == (talks,)
    assert store.stances(TOPIC, person="premier", actor="sylvania") == ()
    assert store.stances(TOPIC, person="premier", actor="freedonia", target="talks") == (talks,)


def test_one_question_asks_for_quotations_on_several_issues(store: Store) -> None:
    one = article("a", "First words. Second words. Third words.")
    both = quotation(one, "First words", said="2020-05-03", issues=("oil", "talks"))
    oil = quotation(one, "Second words", said="2020-05-02", issues=("oil",))
    talks = quotation(one, "Third words", said="2020-05-01", issues=("talks",))
    put(store, one, both, oil, talks)
    assert store.quotations(TOPIC, issue=("talks", "oil")) == (both, oil, talks)
    assert store.quotations(TOPIC, actor="freedonia", issue=("talks", "oil"), limit=1) == (both,)
    assert store.quotations(TOPIC, issue=("talks", "oil"), words="words") == (both, oil, talks)
    assert store.quotations(TOPIC, issue=("oil",), words="third") == ()


def test_stances_on_several_targets_may_share_their_words(store: Store) -> None:
    one = article("a", TEXT)
    shared = [stance(one, "sanctions hurt the poor", target) for target in ("oil", "talks", "sanctions")]
    put(store, one, quotation(one, "sanctions hurt the poor"), *shared)
    assert set(store.stances(TOPIC)) == set(shared)


def test_developments_come_newest_first_and_undated_last(store: Store) -> None:
    one = article("a", "First thing. Second thing. Third thing. Fourth thing.", "2020-05-10")
    exact = development(one, "First thing", "2020-04-30", ("freedonia",))
    month = development(one, "Second thing", "2020-04", ("freedonia", "sylvania"))
    ahead = development(one, "Third thing", "2020-12-01")
    undated = development(one, "Fourth thing", "", ("sylvania",))
    put(store, one, undated, month, ahead, exact)
    assert store.developments(TOPIC) == (ahead, exact, month, undated)
    assert store.developments(TOPIC, limit=3) == (ahead, exact, month)
    assert store.developments(TOPIC, actor="sylvania") == (month, undated)
    assert store.developments(TOPIC, window=Window(since=day("2020-05-01"))) == (ahead, undated)


def test_long_intervals_are_ordered_by_their_first_day(store: Store) -> None:
    one = article("a", "First thing. Second thing.", "2020-05-10")
    longer = development(one, "First thing", "2018-01-01/2019-12-31")
    shorter = development(one, "Second thing", "2019-01-01/2019-12-31")
    put(store, one, longer, shorter)
    assert store.developments(TOPIC) == (shorter, longer)


def test_remarks_are_chosen_by_kind_and_actor(store: Store) -> None:
    old, new = article("a", TEXT, "2020-05-01"), article("b", TEXT, "2020-05-02")
    first, second = remark(old, "premier", "freedonia"), remark(new, "premier", "sylvania")
    other = remark(new, "Talks", kind=RemarkKind.INCONSISTENCY)
    put(store, old, first)
    put(store, new, second, other)
    assert store.remarks(TOPIC, kind=RemarkKind.OBSTACLE) == (second, first)
    assert store.remarks(TOPIC, kind=RemarkKind.OBSTACLE, actor="freedonia") == (first,)
    assert store.remarks(TOPIC, kind=RemarkKind.INCONSISTENCY) == (other,)


# ---- windows


def test_since_asks_when_it_was_said_and_as_of_when_it_was_known(store: Store) -> None:
    one = article("a", "First words.", "2020-05-08/2020-05-10")
    said = quotation(one, "First words", said="2020-05-03")
    put(store, one, said)
    assert store.quotations(TOPIC, window=Window(since=day("2020-05-03"))) == (said,)
    assert store.quotations(TOPIC, window=Window(since=day("2020-05-04"))) == ()
    assert store.quotations(TOPIC, window=Window(as_of=day("2020-05-10"))) == (said,)
    assert store.quotations(TOPIC, window=Window(as_of=day("2020-05-09"))) == ()


def test_an_article_of_unknown_date_is_known_from_the_day_of_storing_in_utc(store: Store) -> None:
    one = article("a", TEXT, "")
    quoted = quotation(one, "sanctions")
    late = datetime(2021, 3, 2, 0, 30, tzinfo=timezone(timedelta(hours=2)))
    put(store, one, quoted, at=late)
    assert store.quotations(TOPIC, window=Window(as_of=day("2021-02-28"))) == ()
    assert store.quotations(TOPIC, window=Window(as_of=day("2021-03-01"))) == (quoted,)
    assert store.quotations(TOPIC, window=Window(since=day("2021-03-01"))) == (quoted,)
    assert store.quotations(TOPIC, window=Window(since=day("2021-03-02"))) == ()


def test_words_are_searched_inside_the_window(store: Store) -> None:
    one, two = article("a", TEXT, "2020-05-01"), article("b", TEXT, "2020-06-01")
    for each in (one, two):
        put(store, each, quotation(each, "sanctions"))
    early, late = Window(as_of=day("2020-05-31")), Window(since=day("2020-05-02"))
    for window, id in ((early, "a"), (late, "b")):
        assert [hit.passage.article for hit in store.search(TOPIC, "talks", window=window)] == [id]
        found = store.quotations(TOPIC, words="sanctions", window=window)
        assert [q.content[0].article for q in found] == [id]


# ---- places


def test_every_span_of_the_evidence_and_every_passage_found_can_be_cited(store: Store) -> None:
    one = article("a", TEXT)
    quoted = quotation(one, "sanctions hurt the poor")
    shown = stance(one, "sanctions hurt", "oil")
    happened = development(one, "Talks in Bandrika failed on Monday.", "2020-05-04")
    observed = remark(one, "Talks in Bandrika")
    put(store, one, quoted, shown, happened, observed)
    (hit,) = store.search(TOPIC, "Bandrika")
    spans = (*quoted.content, quoted.context, shown.span, *happened.spans, observed.span, hit.passage)
    for span in spans:
        assert store.citation(span.id) == (span,)
        assert span.id in store.citation_ids(TOPIC, span.id[:2])


def test_citation_ids_are_read_forgivingly(store: Store) -> None:
    one = article("a", TEXT)
    put(store, one, quotation(one, "sanctions"))
    (id,) = {quotation(one, "sanctions").id}
    spelled = id.upper().replace("0", "O").replace("1", "L")
    assert store.citation(spelled) == (words(one, "sanctions"),)


@pytest.mark.parametrize(
    "id", ["", "zzzzzzzz", "not an id", "abc", "0123456789", "'; DROP TABLE articles", "\0"]
)
def test_an_id_that_nothing_has_gives_nothing(store: Store, id: str) -> None:
    put(store, article("a", TEXT))
    assert store.citation(id) == ()
    assert store.quarantine(id, why="why", who="me", at=AT) == 0


def test_citation_ids_are_completed_in_order_and_within_the_topic(store: Store) -> None:
    one = article("a", TEXT)
    put(store, one, quotation(one, "sanctions"))
    put(store, article("b", "Elsewhere nothing happened.\n"), topic="other")
    ids = store.citation_ids(TOPIC, "")
    assert ids == tuple(sorted(ids))
    assert len(ids) == 4  # the quotation, its context and two paragraphs
    assert store.citation_ids(TOPIC, ids[0][:3]) == (ids[0],)
    assert store.citation_ids(TOPIC, "!") == ()
    assert store.citation_ids(TOPIC, "", limit=2) == ids[:2]


def test_unknown_articles_are_left_out(store: Store) -> None:
    one = article("a", TEXT)
    put(store, one)
    assert store.sources(["x", "a", "\0"]) == {"a": one.source}
    assert store.articles(["x", "a", "\0"]) == {"a": one}
    assert store.articles([]) == {}


# ---- search


def test_a_passage_is_found_by_all_its_words_and_the_words_are_marked(store: Store) -> None:
    one = article("a", "Nothing here.\n\nThe ministers of Bogotá were negotiating sanctions.\n")
    put(store, one)
    (hit,) = store.search(TOPIC, "bogota sanction negotiate")
    assert hit.passage == words(one, "The ministers of Bogotá were negotiating sanctions.")
    assert [match.text for match in hit.matches] == ["Bogotá", "negotiating", "sanctions"]
    assert all(one.text[m.start : m.end] == m.text for m in hit.matches)
    assert store.search(TOPIC, "bogota elsewhere") == ()


def test_words_that_stand_together_come_before_words_apart_then_the_newest(store: Store) -> None:
    apart = article("a", "Oil was dear, and nobody wanted an embargo.\n", "2020-05-03")
    together = article("b", "An oil embargo was near.\n", "2020-05-01")
    newer = article("c", "The oil embargo held.\n", "2020-05-02")
    for one in (apart, together, newer):
        put(store, one)
    assert [hit.passage.article for hit in store.search(TOPIC, "oil embargo")] == ["c", "b", "a"]
    assert [hit.passage.article for hit in store.search(TOPIC, "oil")] == ["a", "c", "b"]
    assert [hit.passage.article for hit in store.search(TOPIC, "oil", limit=1)] == ["a"]


@pytest.mark.parametrize("words", ["", "   ", "?!…", "“”", "_", "\u200d"])
def test_a_search_without_words_finds_nothing(store: Store, words: str) -> None:
    put(store, article("a", TEXT))
    assert store.search(TOPIC, words) == ()


@pytest.mark.parametrize(
    "typed",
    [
        'sanctions" OR "',
        "sanctions' OR '1'='1",
        "sanctions; DROP TABLE articles --",
        "sanctions NEAR(",
        "words: sanctions",
        "%s {0} %(x)s sanctions",
        "sanc*",
        "\\ \0 sanctions nowhere",
        "sanctions \ud800 nowhere",
        "_f1 _t1",
        "NOT sanctions",
    ],
)
def test_what_a_user_types_is_never_query_syntax(store: Store, typed: str) -> None:
    one = article("a", TEXT)
    put(store, one, quotation(one, "sanctions hurt the poor"))
    assert store.search(TOPIC, typed) == ()
    assert store.quotations(TOPIC, words=typed) == ()
    assert store.quotations(TOPIC, actor=typed, person=typed, issue=typed) == ()
    assert store.stances(TOPIC, actor=typed, target=typed) == ()
    assert store.search(TOPIC, "sanctions")


@pytest.mark.parametrize("marks", ["& ! | ( ) :* <->", "'", '"', "^", "-", "\\", "*", "\0", "%"])
def test_marks_beside_words_change_nothing(store: Store, marks: str) -> None:
    put(store, article("a", TEXT))
    found = store.search(TOPIC, "sanctions hurt")
    assert found
    assert store.search(TOPIC, f"sanctions {marks} hurt{marks}") == found


@pytest.mark.parametrize(
    "word", ["переговоры", "制裁", "عقوبات", "ἐλευθερία", "ﬁnance", "İstanbul", "1e5", "x2"]
)
def test_words_of_every_script_are_found(store: Store, word: str) -> None:
    one = article("a", f"Before {word} after.\n")
    put(store, one)
    (hit,) = store.search(TOPIC, word)
    assert [match.text for match in hit.matches] == [word]


# ---- coverage, events


def test_coverage_counts_current_articles_in_the_window(store: Store) -> None:
    put(store, article("a", TEXT, "2020-05", publisher="Gazette"))
    put(store, article("b", TEXT, "2020-05-31", publisher="Courier", language="es"))
    put(store, article("c", TEXT, "", publisher=""))
    put(store, article("a", TEXT + "More.\n", "2020-05", publisher="Gazette"))
    assert store.coverage(TOPIC) == Coverage(
        articles=3,
        publishers=("Courier", "Gazette"),
        languages=("en", "es"),
        first=When.parse("2020-05"),
        last=When.parse("2020-05-31"),
        copies=2,
    )
    assert store.coverage(TOPIC, Window(as_of=day("2020-05-30"))) == Coverage()
    assert store.coverage(TOPIC, Window(since=day("2020-06-01"))).articles == 1
    assert store.coverage("nowhere") == Coverage()


def test_coverage_is_fresh_after_each_change(store: Store) -> None:
    assert store.coverage(TOPIC).articles == 0
    put(store, article("a", TEXT))
    assert store.coverage(TOPIC).articles == 1
    put(store, article("b", TEXT))
    assert store.coverage(TOPIC).articles == 2


def test_events_come_newest_first_and_old_ones_are_forgotten(store: Store) -> None:
    times = [AT + timedelta(days=days) for days in (0, 80, 100)]
    for at in times:
        store.record(Event(at=at, source="feed", outcome="read", detail="a\0b"))
    assert [event.at for event in store.events()] == [times[2], times[1]]
    assert [event.at for event in store.events(limit=1)] == [times[2]]
    assert store.events()[0].detail == "a\ufffdb"


# ---- quarantine


def test_reported_evidence_is_withheld_with_what_was_read_from_it_and_given_back(store: Store) -> None:
    one = article("a", TEXT)
    quoted = quotation(one, "sanctions hurt the poor")
    read = stance(one, "hurt", "oil", quoted=quoted)
    free = stance(one, "Talks", "oil")
    put(store, one, quoted, read, free)
    assert store.quarantine(quoted.id, why="wrong speaker", who="anna", at=AT) == 2
    assert store.quotations(TOPIC) == () == store.quotations(TOPIC, words="sanctions")
    assert store.last_quotation(TOPIC, actor="freedonia") is None
    assert store.stances(TOPIC) == (free,)
    assert store.citation(quoted.id) == quoted.content

    assert store.restore(quoted.id, who="ben", at=AT) == 2
    assert store.quotations(TOPIC) == (quoted,) == store.quotations(TOPIC, words="sanctions")
    assert set(store.stances(TOPIC)) == {read, free}
    assert store.restore(quoted.id, who="ben", at=AT) == 0


def test_the_revision_is_another_one_whenever_briefs_may_be(store: Store) -> None:
    first = article("a", TEXT)
    quoted = quotation(first, "sanctions")
    seen = [store.revision()]
    put(store, first, quoted)
    seen.append(store.revision())
    store.quarantine(quoted.id, why="wrong", who="me", at=AT)
    seen.append(store.revision())
    store.restore(quoted.id, who="me", at=AT)
    seen.append(store.revision())
    assert len(set(seen)) == 4
    put(store, first, quoted)  # a duplicate
    store.keep("space", "key", "value", at=AT)
    assert store.revision() == seen[-1]


def test_a_quarantine_outlives_a_new_analysis(store: Store) -> None:
    one = article("a", TEXT)
    quoted = quotation(one, "sanctions")
    put(store, one, quoted)
    store.quarantine(quoted.id, why="wrong", who="anna", at=AT)
    put(store, one, quoted, quotation(one, "poor"), analyser="2")
    assert [q.words for q in store.quotations(TOPIC)] == ["poor"]


def test_evidence_withheld_twice_comes_back_when_both_are_undone(store: Store) -> None:
    one = article("a", TEXT)
    quoted = quotation(one, "sanctions")
    put(store, one, quoted)
    store.quarantine(quoted.id, why="wrong", who="anna", at=AT)
    store.quarantine(quoted.context.id, why="all wrong", who="anna", at=AT)
    store.restore(quoted.id, who="ben", at=AT)
    assert store.quotations(TOPIC) == ()
    store.restore(quoted.context.id, who="ben", at=AT)
    assert store.quotations(TOPIC) == (quoted,)


def test_every_review_leaves_a_trace(store: Store) -> None:
    one = article("a", TEXT)
    quoted = quotation(one, "sanctions")
    put(store, one, quoted)
    store.quarantine(quoted.id.upper(), why="wrong", who="anna", at=AT)
    store.restore(quoted.id, who="ben", at=AT + timedelta(hours=1))
    back, away = store.reviews(quoted.id)
    assert (away.action, away.who, away.why, away.at, away.pieces) == ("quarantine", "anna", "wrong", AT, 1)
    assert (back.action, back.who, back.citation) == ("restore", "ben", quoted.id)
    assert store.reviews() == (back, away)
    assert store.reviews("00000000") == ()


# ---- round trip


def test_what_is_stored_comes_back_as_it_was(store: Store) -> None:
    one = Article(
        id="a",
        document="a",
        title="Título “x”",
        publisher="P",
        byline="B",
        url="https://example.org/a?b=%20",
        language="es",
        published=When.parse("2020-05-10T12:30:00+02:00", inferred=True),
        published_basis="because",
        text="Emoji 🎉 and “sanctions” in Bogotá.\r\nمرحبا\u2028end",
    )
    quoted = quotation(one, "sanctions", said="2020-05", issues=("oil",))
    put(store, one, quoted)
    assert store.articles(["a"]) == {"a": one}
    assert store.sources(["a"]) == {"a": one.source}
    assert store.quotations(TOPIC) == (quoted,)


def test_a_report_waits_until_somebody_confirms_or_restores_it(store: Store) -> None:
    first = article("a", TEXT)
    one, other = quotation(first, "sanctions hurt the poor"), quotation(first, "hurt")
    put(store, first, one, other)
    store.quarantine(one.id, why="wrong speaker", who="anna", at=AT)
    store.quarantine(other.id, why="cut short", who="ben", at=AT + timedelta(hours=1))
    assert [(r.citation, r.why) for r in store.waiting(TOPIC)] == [
        (one.id, "wrong speaker"),
        (other.id, "cut short"),
    ]
    assert store.waiting("elsewhere") == ()

    assert store.confirm(one.id, why="it was the premier's aide", who="cleo", at=AT) == 1
    store.restore(other.id, who="cleo", at=AT)
    assert store.waiting(TOPIC) == ()
    assert store.quotations(TOPIC) == (other,)
    assert [r.action for r in store.reviews(one.id)] == ["confirm", "quarantine"]

    store.quarantine(one.id, why="again", who="ben", at=AT)
    assert [r.why for r in store.waiting(TOPIC)] == ["again"]


def test_what_is_not_withheld_cannot_be_confirmed(store: Store) -> None:
    first = article("a", TEXT)
    quoted = quotation(first, "sanctions")
    put(store, first, quoted)
    assert store.confirm(quoted.id, why="", who="cleo", at=AT) == 0
    assert store.confirm("zzzzzzzz", why="", who="cleo", at=AT) == 0
    assert store.reviews() == ()


# ---- keepsakes


def test_a_keepsake_is_there_until_it_is_replaced_or_forgotten(store: Store) -> None:
    store.keep("discord", "commands", "1", at=AT)
    store.keep("discord", "commands", "2", at=AT)
    store.keep("slack", "commands", "3", at=AT)
    assert store.kept("discord", at=AT) == {"commands": "2"}
    assert store.kept("slack", at=AT, key="commands") == {"commands": "3"}
    store.forget("discord", "commands")
    assert store.kept("discord", at=AT) == {}
    assert store.kept("slack", at=AT, key="other") == {}


def test_a_keepsake_runs_out(store: Store) -> None:
    soon = AT + timedelta(minutes=5)
    store.keep("slack", "a", "1", at=AT, until=soon)
    assert store.kept("slack", at=soon - timedelta(seconds=1)) == {"a": "1"}
    assert store.kept("slack", at=soon) == {}
    assert store.keep_first("slack", "a", "2", at=soon)


def test_turns_are_apart_for_everybody_and_not_waited_for_beyond_patience(store: Store) -> None:
    def turn(key: str = "C1", patience: float = 3000.0) -> float | None:
        return store.turn("slack", key, at=AT, apart=600.0, patience=patience)

    assert turn() == 0.0
    second, third = turn(), turn()
    assert second is not None
    assert third is not None
    assert 500 < second <= 600
    assert 1100 < third <= 1200
    assert turn(patience=1000.0) is None
    assert turn("C2", patience=0.0) == 0.0


def test_of_many_at_once_each_has_a_turn_of_its_own(store: Store) -> None:
    waits: list[float | None] = []
    threads = [
        Thread(target=lambda: waits.append(store.turn("slack", "C1", at=AT, apart=100.0, patience=3000.0)))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(round(wait or 0.0, -2) for wait in waits) == [100.0 * n for n in range(8)]


def test_a_turn_that_a_wrong_clock_took_is_not_waited_for(store: Store) -> None:
    far = AT + timedelta(days=30_000)
    store.keep("slack", "C1", "", at=AT, until=far)
    assert store.turn("slack", "C1", at=AT, apart=1.0) == 0.0


def test_of_many_at_once_one_keeps_first(store: Store) -> None:
    won: list[bool] = []
    threads = [
        Thread(target=lambda n=n: won.append(store.keep_first("slack", "event", str(n), at=AT)))
        for n in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(won) == [False] * 7 + [True]


def test_what_was_announced_by_a_day_is_known_on_it_and_what_came_later_is_not(store: Store) -> None:
    """Whatever lies ahead of its article: by a day, by the rest of its month, or by years."""
    told = {
        "talks": ("2020-05-10", "2020-05-09"),
        "visit": ("2020-05-10", "2020-05-20"),
        "month": ("2020-05-10", "2020-05"),
        "vote": ("2020-05-10", "2024-11-05"),
        "later": ("2020-05-12", "2020-05-11"),
        "later vote": ("2020-05-12", "2024-11-05"),
    }
    for number, (what, (published, when)) in enumerate(told.items()):
        one = article(f"a{number}", f"News of the {what} number {number}.\n", published=published)
        put(store, one, development(one, f"{what} number", when, ("freedonia",)))

    def known(limit: int = 50, **window: date) -> list[str]:
        found = store.developments(TOPIC, actor="freedonia", window=Window(**window), limit=limit)
        return [piece.spans[0].text.removesuffix(" number") for piece in found]

    assert known(as_of=day("2020-05-10")) == ["vote", "month", "visit", "talks"]
    assert known(as_of=day("2020-05-10"), limit=2) == ["vote", "month"]
    assert known(as_of=day("2020-05-10"), since=day("2020-05-15")) == ["vote", "month", "visit"]
    assert known(as_of=day("2020-05-09")) == []
    assert len(known(as_of=day("2020-05-12"))) == len(known()) == 6
