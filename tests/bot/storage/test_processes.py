"""Several processes on one database, and processes that die."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from bot.storage.contract import Store
from tests.bot.storage.making import TOPIC, article, put, quotation

INGEST = """
import sys
from bot.storage import open_store
from tests.bot.storage.making import article, development, put, quotation
store = open_store(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
for number in range(12):
    one = article(f"a{number}", f"Story {number}. The premier said “oil is ours”. Talks failed.\\n")
    print(put(store, one, quotation(one, "oil is ours"), development(one, "Talks failed", "2020-05-01")))
store.close()
"""

DIE = """
import os, signal, sys
from bot.storage import open_store, writing
from tests.bot.storage.making import article, put, quotation
store = open_store(sys.argv[1])
written = writing.count_change
def die(connection):
    written(connection)  # everything is written but for the commit
    os.kill(os.getpid(), signal.SIGKILL)
writing.count_change = die
one = article("b", "The premier said “never again”.\\n")
put(store, one, quotation(one, "never again"))
"""


def start(code: str, url: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, url],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[3],
    )


def test_two_processes_that_ingest_the_same_articles_store_each_once(
    url: str, opened: Callable[..., Store]
) -> None:
    processes = [start(INGEST, url), start(INGEST, url)]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    ends = [process.communicate("go\n", timeout=60) for process in processes]
    assert [process.returncode for process in processes] == [0, 0], ends
    outcomes = Counter(outcome for out, _ in ends for outcome in out.split())
    assert outcomes == {"new": 12, "duplicate": 12}
    store = opened(url)
    assert store.coverage(TOPIC).articles == 12
    assert len(store.quotations(TOPIC)) == 12
    assert len(store.developments(TOPIC)) == 12
    assert len(store.search(TOPIC, "oil")) == 12


def test_two_processes_make_one_new_database(tmp_path: Path, opened: Callable[..., Store]) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"
    processes = [start(INGEST, url) for _ in range(3)]
    ends = [process.communicate("go\n", timeout=60) for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0], ends
    assert opened(url).coverage(TOPIC).articles == 12


def test_a_process_killed_while_it_saves_leaves_nothing_behind(
    url: str, opened: Callable[..., Store]
) -> None:
    store = opened(url)
    first = article("a", "The premier said “once more”.\n")
    put(store, first, quotation(first, "once more"))
    before = (store.coverage(TOPIC), store.citation_ids(TOPIC, ""))
    process = start(DIE, url)
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL

    assert (store.coverage(TOPIC), store.citation_ids(TOPIC, "")) == before
    assert store.articles(["b"]) == {}
    assert store.search(TOPIC, "never") == () == store.quotations(TOPIC, words="never")
    second = article("b", "The premier said “never again”.\n")
    put(store, second, quotation(second, "never again"))
    assert len(store.quotations(TOPIC)) == 2


def test_opening_an_up_to_date_database_needs_no_alembic_nor_postgresql(sqlite: str) -> None:
    code = """
import sys
from bot.storage import open_store
store = open_store(sys.argv[1])
store.quotations("freedonia")
store.close()
print([name for name in ("alembic", "psycopg", "spacy") if name in sys.modules])
"""
    done = subprocess.run(
        [sys.executable, "-c", code, sqlite], capture_output=True, text=True, check=True, cwd=Path.cwd()
    )
    assert done.stdout == "[]\n"
