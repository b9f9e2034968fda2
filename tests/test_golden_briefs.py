"""The briefs on the bundled articles, word for word. They change only with a reason in the commit.

``make golden`` writes them anew; read the difference as an analyst would before you commit it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from adapters.terminal.render import plain

GOLDEN = Path(__file__).parent / "briefs"
COMMANDS = {
    "overview": "/venezuela",
    "stance-russia": "/venezuela stance russia",
    "stance-usa": "/venezuela stance usa",
    "stance-guaido": "/venezuela stance guaidó",
    "stance-russia-on-sanctions": "/venezuela stance russia on sanctions",
    "stance-usa-as-of-20-may-2019": "/venezuela stance usa as of 20 May 2019",
    "compare": "/venezuela compare usa russia",
    "tensions": "/venezuela tensions usa",
    "latest": "/venezuela latest",
    "latest-3d": "/venezuela latest 3d",
    "timeline": "/venezuela timeline",
    "quotes-lavrov": "/venezuela quotes lavrov",
    "quotes-pompeo": "/venezuela quotes pompeo",
    "quotes-trump": "/venezuela quotes trump",
    "quotes-lavrov-since-june": "/venezuela quotes lavrov since 2019-06-15",
    "source": "/venezuela source 9szbvy6t",
    "search": '/venezuela search "humanitarian aid"',
    "help": "/venezuela help",
    "question": "what does Russia say about intervention?",
    "mistyped": "/venezuela stanse rusia",
}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_brief_reads_as_it_was_last_approved(ask, name):
    said = f"> {COMMANDS[name]}\n\n{plain(ask(COMMANDS[name]))}"
    said = "\n".join(line.rstrip() for line in said.splitlines()) + "\n"
    file = GOLDEN / f"{name}.txt"
    if os.environ.get("READOUT_WRITE_GOLDEN"):
        file.write_text(said, encoding="utf-8")
    assert said == file.read_text(encoding="utf-8")
