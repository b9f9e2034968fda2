"""What the confidence asked of a speaker costs: precision and recall of printed quotations by threshold.

Run `READOUT_EVAL=DIR READOUT_HAND=DIR python -m benchmarks.speaker_curve`. Precision is the share of speakers
that are right among the statements with a named speaker which people marked too; recall the share of marked
speech with a source that is printed with the right speaker.
"""

from __future__ import annotations

from benchmarks.quality import NOTHING, Reading, readings
from benchmarks.speaker_quality import printed
from benchmarks.tables import percent, table
from summaries.analysis.speakers.speaker import SURE_ENOUGH

THRESHOLDS = tuple(round(0.3 + 0.05 * step, 2) for step in range(14))


def report(reading: Reading) -> str:
    """The curve of a set as a table; the threshold in force is marked."""
    found = printed(reading)
    asked = sum(bool(q["source"] and q["speech"]) for row in reading.labelled.rows for q in row["quotes"])
    rows = []
    for threshold in sorted({*THRESHOLDS, SURE_ENOUGH}):
        kept = [one for one in found if one.confidence >= threshold]
        right = len({(one.text, one.labelled) for one in kept if one.right})
        wrong = sum(one.right is False for one in kept)
        name = f"{threshold:.2f}{' *' if threshold == SURE_ENOUGH else ''}"
        rows.append([name, len(kept), percent(right, right + wrong), percent(right, asked), wrong])
    heads = ("confidence", "printed", "precision", "recall", "wrong speakers")
    return f"{reading.labelled.name}; * is in force\n\n{table(heads, rows)}"


def main() -> None:
    """Print the curve of each set."""
    print("\n\n".join(map(report, readings())) or NOTHING)


if __name__ == "__main__":
    main()
