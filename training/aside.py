"""Sets paragraphs of foreign news aside for labelling by hand, so that no model learns from them."""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path

from training.data import paragraphs, rows

PARAGRAPHS, SEED, SHORTEST = 200, 3, 60
_SOURCE = "Voice of America"


def main() -> None:
    """Write one row for each: the document's id, the paragraph's number among its lines, and its text."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with clean_text.jsonl")
    parser.add_argument("--out", type=Path, required=True, help="file to write, outside the project")
    given = parser.parse_args()
    news = [row for row in rows(given.data / "clean_text.jsonl") if row["source"].startswith(_SOURCE)]
    chance = random.Random(SEED)
    chance.shuffle(news)
    chosen: list[dict[str, object]] = []
    for row in news:
        long = [(a, b) for a, b in paragraphs(row["text"]) if b - a >= SHORTEST]
        if long and len(chosen) < PARAGRAPHS:
            start, end = chance.choice(long)
            chosen.append({"id": row["id"], "start": start, "end": end, "text": row["text"][start:end]})
    given.out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in chosen), "utf-8")


if __name__ == "__main__":
    main()
