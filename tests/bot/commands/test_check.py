"""Words are told to be verbatim, altered or not found."""

from __future__ import annotations

import pytest

from bot.messages import Lines, Note, Reply


def notes(reply: Reply) -> str:
    return " ".join(block.text for block in reply.blocks if isinstance(block, Note))


@pytest.fixture
def quoted(ask) -> str:
    lines = [
        line for block in ask("quotes brandt").blocks if isinstance(block, Lines) for line in block.lines
    ]
    words = [line.citations[0].text for line in lines]
    return max(words, key=len)


def test_words_as_they_are_stored_are_verbatim(ask, quoted: str) -> None:
    for asked in (quoted, f"“{quoted}”", f'Brandt said: "{quoted}"', quoted.upper()):
        reply = ask(f"check {asked}")
        assert reply.title == "Verbatim"
        assert quoted in reply.model_dump_json()


def test_a_part_is_verbatim_too_and_so_is_what_was_shortened_openly(ask, quoted: str) -> None:
    words = quoted.split()
    assert ask(f"check {' '.join(words[:4])}").title == "Verbatim"
    assert ask(f"check “{' '.join(words[:2])} … {' '.join(words[-2:])}”").title == "Verbatim"


def test_a_changed_word_is_told_with_what_the_source_has(ask, quoted: str) -> None:
    words = quoted.split()
    changed = [*words[:2], "perhaps", *words[3:]]
    reply = ask(f"check {' '.join(changed)}")
    assert reply.title == "Altered"
    assert f"“perhaps” in place of “{words[2].strip(',.')}”" in notes(reply)
    assert quoted in reply.model_dump_json()


def test_a_word_left_out_is_told(ask, quoted: str) -> None:
    words = quoted.split()
    reply = ask(f"check {' '.join([*words[:2], *words[3:]])}")
    assert reply.title == "Altered"
    assert "was left out" in notes(reply)


def test_what_nobody_said_is_not_found(ask) -> None:
    reply = ask("check “purple elephants dance at midnight”")
    assert reply.title == "Not found"
    assert reply.ok


@pytest.mark.parametrize("asked", ["", "yes", "“no way”", "…"])
def test_too_few_words_get_the_cure(ask, asked: str) -> None:
    reply = ask(f"check {asked}")
    assert not reply.ok
    assert reply.blocks
