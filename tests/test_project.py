"""The project as a whole: what a fresh clone promises."""

import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import entry_points, version
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-bench.lock")


def pinned(lock: str) -> dict[str, str]:
    """The block of each package in a lock, by its name."""
    blocks = re.split(r"\n(?=\S)", (ROOT / lock).read_text())
    return {re.split(r"[=\[ ;]", block)[0]: block.strip() for block in blocks if block.strip()}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_one_version_and_a_hash(lock: str) -> None:
    for name, block in pinned(lock).items():
        assert re.match(r"[\w.-]+==[\w.]+", block), name
        assert "--hash=sha256:" in block, name


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert "://" not in text
    assert "--index" not in text


def test_what_runs_is_checked_and_measured_in_the_same_versions() -> None:
    running, checking, measuring = map(pinned, LOCKS)
    assert {name: checking.get(name) for name in running} == running
    assert {name: measuring.get(name) for name in checking} == checking


def test_the_locks_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["build"]]
    names = {re.split(r"[\[<>=]", wish)[0].replace(".", "-") for wish in wanted}
    assert names <= set(pinned(LOCKS[0]))


def test_the_terminal_is_registered_as_an_adapter() -> None:
    (terminal,) = entry_points(group="readout.adapters", name="terminal")
    assert terminal.value == "adapters.terminal:Terminal"
    assert version("readout") == tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]


def test_each_make_target_is_explained() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    shown = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert targets == set(re.findall(r"^  make ([a-z-]+)", shown, re.MULTILINE))


@pytest.mark.parametrize(
    ("module", "absent"),
    [
        ("bot.cli", ("sqlalchemy", "pydantic", "rich", "spacy", "prompt_toolkit")),
        ("bot.app", ("spacy", "onnxruntime", "tokenizers", "alembic", "prompt_toolkit", "numpy")),
        ("adapters.terminal", ("prompt_toolkit", "sqlalchemy", "spacy")),
        ("bot.progress", ("spacy", "numpy")),
    ],
)
def test_an_answer_never_waits_for_what_it_does_not_need(module: str, absent: tuple[str, ...]) -> None:
    code = f"import sys, {module}; print(*(m for m in {absent!r} if m in sys.modules))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert ran.stdout.split() == []


ANALYSING = """
import sys
from summaries.analysis.pipeline import Analyser
from summaries.model import Article
from summaries.topics import parse_topic

def connecting(event, arguments):
    if event.startswith("socket."):
        raise AssertionError(f"{event} {arguments}")

sys.addaudithook(connecting)
topic = parse_topic(open("seeds/venezuela/topic.toml").read())
text = "The envoy said the talks would go on. “We have time,” she added."
[found] = Analyser(topic).analyse([Article(id="a", document="a", text=text)])
assert found.quotations
print(*(m for m in ("torch", "huggingface_hub", "onnx", "transformers") if m in sys.modules))
"""


def test_analysis_needs_no_network_no_hub_and_no_learning_framework(tmp_path: Path) -> None:
    """Also, it says nothing on standard error: no library warns of forks or threads. And none keeps anything
    at home, as ONNX Runtime does where it tells its maker of its use, from native code that no hook sees.
    """
    at_home = {**os.environ, "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)}
    at_home.pop("ORT_DISABLE_TELEMETRY", None)
    ran = subprocess.run(
        [sys.executable, "-c", ANALYSING], capture_output=True, text=True, check=True, cwd=ROOT, env=at_home
    )
    assert list(tmp_path.iterdir()) == []
    assert ran.stdout.split() == []
    assert ran.stderr == ""
