"""What a tagger learns from: which text, and which tag for each of its pieces."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from summaries.analysis.tagging.tagger import TAGS, load_tagger
from training.data import Silver, allowed, free_to_ship, marked

TOKENIZER = load_tagger().tokenizer


def write(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def place(text: str, words: str) -> list[int]:
    start = text.index(words)
    return [start, start + len(words)]


def tagged(tmp_path: Path, text: str, *quotes: tuple[str, str | None, str | None]) -> list[tuple[str, str]]:
    """The pieces of a text that are not O, with their tags; quotes are content, source and cue."""
    row = {
        "text": text,
        "quotes": [
            {
                "content": [place(text, content)],
                "source": place(text, source) if source else None,
                "cue": place(text, cue) if cue else None,
            }
            for content, source, cue in quotes
        ],
    }
    [example] = marked(write(tmp_path / "rows.jsonl", [row]), TOKENIZER)
    pieces = [TOKENIZER.id_to_token(number) for number in example.ids]
    return [(p, TAGS[tag]) for p, tag in zip(pieces, example.hard.tolist(), strict=True) if tag]


def test_each_part_begins_once(tmp_path: Path) -> None:
    text = "The union said ships may wait."
    assert tagged(tmp_path, text, ("ships may wait", "The union", "said")) == [
        ("the", "B-S"),
        ("union", "I-S"),
        ("said", "B-U"),
        ("ships", "B-C"),
        ("may", "I-C"),
        ("wait", "I-C"),
    ]


def test_a_piece_inside_a_word_never_begins(tmp_path: Path) -> None:
    found = tagged(tmp_path, "Brandt said yes.", ("yes", "Brandt", "said"))
    assert [tag for piece, tag in found if piece.startswith("##")] == ["I-S"] * sum(
        piece.startswith("##") for piece, _ in found
    )


def test_what_a_content_holds_is_not_marked_again(tmp_path: Path) -> None:
    text = "Lund said Brandt hopes ships wait."
    inner = ("ships wait", "Brandt", "hopes")
    assert tagged(tmp_path, text, inner, ("Brandt hopes ships wait", "Lund", "said")) == tagged(
        tmp_path, text, ("Brandt hopes ships wait", "Lund", "said")
    )


def test_a_shared_source_is_marked_once(tmp_path: Path) -> None:
    text = "Lund said ships wait and asked for pilots."
    found = tagged(tmp_path, text, ("ships wait", "Lund", "said"), ("for pilots", "Lund", "asked"))
    assert [tag for _, tag in found if tag == "B-S"] == ["B-S"]
    assert [tag for _, tag in found if tag == "B-C"] == ["B-C", "B-C"]


@pytest.mark.parametrize(
    ("licence", "free"),
    [
        ("CC BY 4.0", True),
        ("public domain (17 USC 105)", True),
        ("CC BY-SA 3.0 (Wikipedia)", False),
        ("not in LICENSE.txt (see meta sourceURL)", False),
    ],
)
def test_share_alike_text_and_text_without_licence_do_not_ship(licence: str, free: bool) -> None:
    assert free_to_ship({"licence": licence}) is free


def test_documents_set_aside_are_left_out(tmp_path: Path) -> None:
    rows = [{"id": name, "licence": "public domain", "text": "Ships wait."} for name in ("a", "b")]
    write(tmp_path / "clean_text.jsonl", rows)
    assert [row["id"] for row in allowed(tmp_path, frozenset("a"))] == ["b"]


def test_given_labels_count_only_for_allowed_text(tmp_path: Path) -> None:
    texts = ["Ships wait.", "Pilots strike."]
    lengths = [len(TOKENIZER.encode(text, add_special_tokens=False).ids) + 2 for text in texts]
    write(
        tmp_path / "silver.jsonl",
        [{"text": t, "labels": [0] * n} for t, n in zip(texts, lengths, strict=True)],
    )
    np.savez(
        tmp_path / "silver_logits.npz",
        logits=np.zeros((sum(lengths), len(TAGS)), dtype=np.float16),
        offsets=np.cumsum([0, *lengths]),
    )
    [example] = Silver(tmp_path, ["Pilots strike."], TOKENIZER).examples()
    assert TOKENIZER.decode(list(example.ids)) == "pilots strike."
    assert example.soft is not None
    assert np.allclose(example.soft[1:-1].astype(float).sum(-1), 1, atol=0.01)
