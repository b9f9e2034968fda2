"""``make bench-quality``: how well quotations, speakers, stances and dates are found, as tables in Markdown.

Development sets and their scorers are not part of the project: READOUT_EVAL names a folder with them
(`benchmarks.quote_set`), READOUT_HAND one with pronouns resolved by hand (`benchmarks.speaker_quality`). The
gold set in `tests/gold` needs neither. ``--write FILE`` puts the tables between the two marks in FILE, such
as docs/benchmarks.md.
"""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import dates_quality, gold, quality, speaker_curve, speaker_quality, stance_quality
from benchmarks.gold_set import bundled, invented
from benchmarks.tables import table

FIRST: dict[str, tuple[str, float | None, int | None]] = {
    "all": ("attributions, F1 of contents", 72.0, 78),
    "direct": ("of these, direct", 95.3, 95),
    "mixed": ("mixed", 82.6, 88),
    "indirect": ("indirect", 63.8, 71),
    "source": ("source right, given the content", 91.9, None),
    "end to end": ("content and source, F1", 65.5, 68),
    "verbatim": ("verbatim words equal the article’s", 100.0, 100),
    "printed": ("printed quotations: speaker right", None, 97),
    "he or she": ("“he” and “she”: speaker right", None, 85),
    "stance": ("stance between two actors: precision", 90.4, 65),
    "stance's recall": ("recall", 29.8, None),
    "sign": ("sign right where a polar pair is judged", 99.0, 92),
    "sign's recall": ("recall", 40.4, None),
    "dates": ("dates, F1 of day values", 92.2, 92),
}
"""What each figure is called, what it was in the first version, and what is aimed at."""
BEGIN, END = "<!-- make bench-quality -->", "<!-- end of make bench-quality -->"


def parts() -> Iterator[str]:
    """Each table as it is measured."""
    now, load = datetime.now(UTC), os.getloadavg()[0]
    system = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    yield f"{now:%-d %B %Y}; {system}, {os.cpu_count()} processors, load {load:.1f} at the start."
    yield beside_first()
    for reading in quality.readings():
        yield quality.report(reading, baselines=True)
        yield speaker_quality.report(reading)
        yield speaker_curve.report(reading)
    if not quality.readings():
        yield quality.NOTHING
    yield "\n\n".join(map(stance_quality.report, stance_quality.sets())) or stance_quality.NOTHING
    yield dates_quality.report()
    yield _gold()


def beside_first() -> str:
    """The main figures beside those of the first version, which had rules alone."""
    found: dict[str, float | None] = {}
    for reading in quality.readings():
        found |= quality.figures(reading.labelled.rows, quality.found_rows(reading), reading.labelled)
        found |= speaker_quality.shares(reading)
    for file in stance_quality.sets():
        whole = stance_quality.scores(file)[0][file.name]
        if "polar" in file.name:
            found |= {"sign": whole.sign, "sign's recall": whole.recall}
        else:
            found |= {"stance": whole.precision, "stance's recall": whole.recall}
    if dates := dates_quality.scores():
        found["dates"] = dates[0]["day values"]["value"]["F1"]
    lines = [[name, first, found.get(key), aim] for key, (name, first, aim) in FIRST.items()]
    return table(("what", "first version", "now", "aim"), lines)


def _gold() -> str:
    """The gold set's figures, of the invented paragraphs and of the bundled articles."""
    both = [gold.figures(gold.measure(labelled)) for labelled in (invented(), bundled())]
    measures = ("precision", "recall", "f1")
    layers = [[layer, *(f.get(f"{layer}_{m}") for f in both for m in measures)] for layer in gold.LAYERS]
    asked = [
        [f"{name} right, %", *(f[f"{name.replace(' ', '_')}_right"] for f in both)] for name in gold.ASKED
    ]
    worst = [[f"{name}, cases", *(int(f[key]) for f in both)] for key, name in gold.WORST.items()]
    heads = ("gold set", "invented: precision", "recall", "F1", "bundled: precision", "recall", "F1")
    return f"{table(heads, layers)}\n\n{table(('gold set', 'invented', 'bundled'), [*asked, *worst])}"


def write(file: Path, report: str) -> None:
    """Replace what stands between the marks. ValueError where they are missing."""
    before, _, rest = file.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not end:
        raise ValueError(f"{file} has no {BEGIN} and {END}")
    file.write_text(f"{before}{BEGIN}\n\n{report}\n\n{END}{after}", encoding="utf-8")


def main() -> None:
    """Print the tables, each when it is ready, and write them down where asked to."""
    found: list[str] = []
    for part in parts():
        print(part, end="\n\n", flush=True)
        found.append(part)
    if "--write" in sys.argv:
        write(Path(sys.argv[sys.argv.index("--write") + 1]), "\n\n".join(found))


if __name__ == "__main__":
    main()
