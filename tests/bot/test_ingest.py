"""Articles taken in from files: what is new, known, revised, refused."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.app import App
from bot.ingest import NothingThere, Step, find_files, ingest
from bot.progress import Tally
from bot.storage.contract import Outcome
from bot.workers import _analyser
from summaries.topics import Topic
from tests.bot.conftest import SAID

AT = datetime(2021, 3, 5, 12, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "articles"
    made.mkdir()
    return made


def take_in(app: App, topic: Topic, *names: Path, everything: bool = False) -> list[Step]:
    steps: list[Step] = []
    files = find_files(str(name) for name in names)
    ingest(app.context.store, topic, files, jobs=0, at=AT, tell=steps.append, everything=everything)
    return steps


def outcomes(steps: list[Step]) -> list[Outcome | str]:
    return [step.outcome or step.refused for step in steps]


def test_what_is_known_is_neither_stored_nor_analysed_again(app: App, strait: Topic, folder: Path) -> None:
    (folder / "talks.txt").write_text(SAID)
    assert outcomes(take_in(app, strait, folder)) == [Outcome.NEW]
    _analyser.cache_clear()
    assert outcomes(take_in(app, strait, folder)) == [Outcome.DUPLICATE]
    assert _analyser.cache_info().currsize == 0
    assert app.context.store.coverage("strait").articles == 1


def test_another_text_under_the_same_name_is_a_revision(app: App, strait: Topic, folder: Path) -> None:
    (folder / "talks.txt").write_text(SAID)
    take_in(app, strait, folder)
    (folder / "talks.txt").write_text(SAID.replace("never", "not"))
    assert outcomes(take_in(app, strait, folder)) == [Outcome.REVISED]
    (quotation,) = app.context.store.quotations("strait", person="ana-berg")
    assert "not accept" in quotation.words


def test_what_stands_beside_a_text_says_where_it_is_from(app: App, strait: Topic, folder: Path) -> None:
    (folder / "talks.txt").write_text(SAID)
    (folder / "talks.toml").write_text('publisher = "Daily Harbour"\npublished = "2021-03"\n')
    take_in(app, strait, folder)
    assert app.context.store.coverage("strait").publishers == ("Daily Harbour",)


def test_a_bad_file_is_refused_and_recorded_and_the_rest_goes_on(
    app: App, strait: Topic, folder: Path
) -> None:
    (folder / "a.txt").write_bytes(b"")
    (folder / "b.txt").write_text(SAID)
    (folder / "b.toml").write_text("publisher = \n")
    (folder / "c.pdf").write_bytes(b"%PDF-1.7")
    (folder / "d.txt").write_text(SAID)
    steps = take_in(app, strait, folder)
    assert sorted(step.source.name for step in steps if step.refused) == ["a.txt", "b.txt", "c.pdf"]
    assert [step.source.name for step in steps if step.outcome] == ["d.txt"]
    assert len([event for event in app.context.store.events() if event.outcome == "refused"]) == 3


def test_json_lines_keep_their_ids_and_a_bad_line_spoils_no_other(
    app: App, strait: Topic, folder: Path
) -> None:
    rows = [
        json.dumps({"id": "one", "text": SAID}),
        "{broken",
        json.dumps({"id": "two", "text": SAID + " Soon."}),
    ]
    (folder / "all.jsonl").write_text("\n".join(rows))
    steps = take_in(app, strait, folder / "all.jsonl")
    assert [step.article for step in steps if step.outcome is Outcome.NEW] == ["one", "two"]
    assert next(step.refused for step in steps if step.refused).startswith("all.jsonl, line 2: ")


def test_two_versions_in_one_run_are_a_document_and_its_revision(
    app: App, strait: Topic, folder: Path
) -> None:
    rows = [json.dumps({"id": "one", "text": text}) for text in (SAID, SAID.replace("never", "not"))]
    (folder / "all.jsonl").write_text("\n".join(rows))
    assert outcomes(take_in(app, strait, folder)) == [Outcome.NEW, Outcome.REVISED]


def test_hidden_files_and_other_kinds_of_files_in_a_folder_are_left_alone(folder: Path) -> None:
    for name in ("a.txt", ".b.txt", "c.png", "deeper"):
        (folder / name).mkdir() if name == "deeper" else (folder / name).write_text("Words.")
    (folder / "deeper" / "d.txt").write_text("Words.")
    assert [file.name for file in find_files([str(folder), str(folder / "a.txt")])] == ["a.txt", "d.txt"]


@pytest.mark.parametrize(
    ("name", "words"),
    [("https://example.org/feed", "is an address, and no file"), ("no/such/place", "no file or folder")],
)
def test_what_is_not_there_is_said_before_anything_is_read(name: str, words: str) -> None:
    with pytest.raises(NothingThere, match=words):
        find_files([name])


OFF = "A cat show opened in the town hall on Sunday. Norland sent two cats, and neither won a prize."


def test_what_does_not_concern_the_topic_is_neither_analysed_nor_stored_but_counted(
    app: App, strait: Topic, folder: Path
) -> None:
    (folder / "cats.txt").write_text(OFF)
    (folder / "talks.txt").write_text(SAID)
    off, new = take_in(app, strait, folder)
    assert off.outcome is None
    assert off.off_topic == "it names nothing that is the topic's own"
    assert new.outcome is Outcome.NEW
    assert app.context.store.articles([off.article]) == {}
    assert [event.detail for event in app.context.store.events()] == ["1 new, 1 off topic"]


def test_everything_is_taken_where_everything_is_wanted(app: App, strait: Topic, folder: Path) -> None:
    (folder / "cats.txt").write_text(OFF)
    assert outcomes(take_in(app, strait, folder, everything=True)) == [Outcome.NEW]
    assert outcomes(take_in(app, strait, folder)) == [Outcome.DUPLICATE]


def test_a_row_of_json_lines_is_weighed_like_any_article(app: App, strait: Topic, folder: Path) -> None:
    rows = [json.dumps({"id": "cats", "text": OFF}), json.dumps({"id": "talks", "text": SAID})]
    (folder / "all.jsonl").write_text("\n".join(rows))
    steps = take_in(app, strait, folder / "all.jsonl")
    assert [(step.article, bool(step.off_topic)) for step in steps] == [("cats", True), ("talks", False)]


def test_a_stored_article_is_revised_even_where_it_no_longer_concerns_the_topic(
    app: App, strait: Topic, folder: Path
) -> None:
    (folder / "talks.txt").write_text(SAID)
    take_in(app, strait, folder)
    (folder / "talks.txt").write_text("This report has been withdrawn by its editors.")
    assert outcomes(take_in(app, strait, folder)) == [Outcome.REVISED]
    assert app.context.store.quotations("strait") == ()


def test_the_summary_counts_what_is_off_topic_and_says_how_to_have_it() -> None:
    tally = Tally()
    tally.add(Step(Path("a.txt"), "a", Outcome.NEW))
    tally.add(Step(Path("b.txt"), "b", off_topic="it names Norland once in 20 words"))
    assert tally.lines() == [
        "1 new, 1 off topic",
        "  off topic: b (it names Norland once in 20 words)",
        "  What is off topic was not stored; “--all” takes it in too.",
    ]
