"""The `readout` command, in this process and, where that is the point, in one of its own."""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pexpect
import pytest
from typer.testing import CliRunner

from bot.cli import cli, main
from tests.bot.conftest import SAID

READOUT = str(Path(sys.executable).parent / "readout")
COMMANDS = ("ask", "chat", "run", "ingest", "extract", "doctor", "digest", "migrate")


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, pack: Path) -> Path:
    """A folder to be in, with a topic that has one article, and no other settings."""
    for name in [
        name for name in os.environ if name.startswith(("DISCORD_", "SLACK_", "DATABASE_", "READOUT_"))
    ]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("READOUT_TOPICS", str(pack))
    monkeypatch.setenv("READOUT_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    (pack / "articles").mkdir()
    (pack / "articles" / "talks.txt").write_text(SAID)
    return tmp_path


def readout(*words: str, stdin: str | bytes | None = None) -> tuple[int, str, str]:
    """Exit code, standard output and standard error."""
    done = CliRunner().invoke(cli, list(words), input=stdin, catch_exceptions=False)
    return done.exit_code, done.stdout, done.stderr


def leaving(
    *words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> tuple[int, str]:
    """Exit code and standard error of the whole console command."""
    monkeypatch.setattr(sys, "argv", ["readout", *words])
    with pytest.raises(SystemExit) as left:
        main()
    return int(left.value.code or 0), capsys.readouterr().err


@pytest.mark.parametrize("command", COMMANDS)
def test_each_subcommand_explains_itself_with_an_example(command: str) -> None:
    code, out, _ = readout(command, "--help")
    assert code == 0
    assert "Example" in out
    assert f"readout {command}" in out


def test_the_version_is_told() -> None:
    assert re.fullmatch(r"readout \d+\.\d+\.\d+\n", readout("--version")[1])


def test_the_first_question_reads_what_is_bundled_and_the_second_does_not() -> None:
    code, out, err = readout("ask", "/strait quotes berg")
    assert (code, err) == (0, "Bundled articles on The strait: 1 new\n")
    assert "We will never accept a toll on our ships" in out
    assert readout("ask", "/strait quotes berg") == (0, out, "")


def test_as_json_each_line_comes_with_its_citations() -> None:
    code, out, _ = readout("ask", "quotes berg", "--json")
    assert code == 0
    lines = [
        line for block in json.loads(out)["blocks"] if block["kind"] == "lines" for line in block["lines"]
    ]
    (citation, *_) = lines[0]["citations"]
    assert SAID[citation["start"] : citation["end"]] == citation["text"]


def test_what_cannot_be_answered_leaves_with_one() -> None:
    code, out, _ = readout("ask", "/strait stance atlantis")
    assert code == 1
    assert "atlantis" in out


def test_digests_of_all_channels_are_set_up_listed_and_removed_at_the_command_line() -> None:
    code, out, _ = readout("digest", "add", "daily at 08:00 Europe/Oslo", "--channel", "slack:T01/C02")
    assert code == 0
    assert "is set up: daily at 08:00, Europe/Oslo" in out
    id = out.split()[1]
    assert id in readout("digest")[1]
    assert "slack T01/C02" in readout("digest", "list")[1]
    assert readout("digest", "preview", id)[0] == 0
    assert readout("digest", "remove", id)[0] == 0
    assert id not in readout("digest")[1]


@pytest.mark.parametrize("channel", ["slack", "slack:C02", "discord:1/2", "irc:a/b", ""])
def test_a_channel_that_is_none_is_said_with_an_example(
    channel: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("digest", "add", "daily at 08:00", "--channel", channel)
    code, err = leaving(*words, monkeypatch=monkeypatch, capsys=capsys)
    assert code == 1
    assert "slack:T0123ABCD/C0456EFGH" in err


def test_a_picture_is_saved(home: Path) -> None:
    code, out, _ = readout("ask", "quotes berg", "--svg", "berg.svg")
    assert (code, out) == (0, "")
    assert "never" in (home / "berg.svg").read_text()


def test_another_database_can_be_named(home: Path) -> None:
    readout("ask", "status", "--database", f"sqlite:///{home / 'other.db'}")
    assert (home / "other.db").exists()
    assert not (home / "data" / "readout.db").exists()


def test_ingest_tells_what_was_new_known_and_refused_and_why(home: Path) -> None:
    (home / "more").mkdir()
    (home / "more" / "one.txt").write_text(SAID)
    (home / "more" / "two.txt").write_text("")
    code, out, err = readout("ingest", "more")
    assert (code, out) == (1, "")
    assert err.splitlines()[0] == "1 new, 1 refused"
    assert err.splitlines()[1].startswith("  refused more/two.txt: ")
    (home / "more" / "two.txt").unlink()
    assert readout("ingest", "more") == (0, "", "1 duplicate\n")


def test_extract_reads_standard_input_and_writes_standard_output(home: Path) -> None:
    code, out, _ = readout("extract", stdin=json.dumps({"id": "a", "text": SAID}) + "\noops\n")
    assert code == 0
    first, second = map(json.loads, out.splitlines())
    assert first["quotations"][0]["speaker"] == "Ana Berg"
    assert set(second) == {"error"}
    assert not (home / "data").exists()


def test_extract_from_file_to_file_writes_the_same(home: Path) -> None:
    rows = "".join(json.dumps({"id": str(n), "text": SAID}) + "\n" for n in range(3))
    (home / "in.jsonl").write_text(rows)
    code, out, _ = readout("extract", "--input", "in.jsonl", "--output", "out.jsonl", "--topic", "strait")
    assert (code, out) == (0, "")
    assert (home / "out.jsonl").read_text() == readout("extract", stdin=rows)[1]
    assert sorted(path.name for path in home.glob("*.jsonl*")) == ["in.jsonl", "out.jsonl"]


def test_doctor_finds_nothing_wrong() -> None:
    code, out, _ = readout("doctor")
    assert code == 0
    assert {line.split("  ")[0].strip() for line in out.splitlines()} == {"ok"}
    assert "language model" in out


def test_doctor_names_what_is_wrong_and_the_cure(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "data").write_text("")
    monkeypatch.setenv("READOUT_DATA", str(home / "data" / "below"))
    monkeypatch.setenv("DISCORD_TOKEN", "opensesame")
    code, out, _ = readout("doctor", "--quick")
    assert code == 1
    assert "wrong  data folder" in out
    assert "set READOUT_DATA" in out
    assert "opensesame" not in out


def test_doctor_tells_of_wrong_settings_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "nonsense")
    code, out, _ = readout("doctor")
    assert code == 1
    assert "wrong  settings" in out


@pytest.mark.parametrize(
    ("words", "expected", "told"),
    [
        (("ask", "latest", "--database", "oracle://x"), 2, "readout: DATABASE_URL is not the address"),
        (("ingest", "no/such/place"), 1, "readout: There is no file or folder no/such/place."),
        (("ingest", "ftp://example.org/"), 2, "readout: ftp://example.org/ is no address that can be read."),
        (("extract", "--input", "missing.jsonl"), 2, "readout: missing.jsonl cannot be read"),
        (("extract", "--output", "no/place/out.jsonl", "--input", "topic.jsonl"), 2, "cannot be written"),
        (("extract", "--topic", "atlantis"), 2, "readout: There is no topic “atlantis”."),
    ],
)
def test_a_mistake_gets_one_line(
    words: tuple[str, ...],
    expected: int,
    told: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    home: Path,
) -> None:
    (home / "topic.jsonl").write_text("")
    code, err = leaving(*words, monkeypatch=monkeypatch, capsys=capsys)
    assert code == expected
    assert told in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("command", [("ask", "latest"), ("doctor", "--quick")])
def test_a_damaged_database_is_told_without_a_traceback(
    command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], home: Path
) -> None:
    (home / "data").mkdir()
    (home / "data" / "readout.db").write_bytes(b"no database" * 1000)
    monkeypatch.setattr(sys, "argv", ["readout", *command])
    with pytest.raises(SystemExit) as left:
        main()
    shown = capsys.readouterr()
    assert left.value.code == 1
    assert "atabase" in shown.out + shown.err
    assert "Traceback" not in shown.out + shown.err


def test_what_nobody_foresaw_is_in_the_log_and_not_on_the_screen(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], home: Path
) -> None:
    monkeypatch.setattr(sys, "stdin", None)  # as a service manager may start it
    code, err = leaving("extract", monkeypatch=monkeypatch, capsys=capsys)
    assert code == 1
    entry = json.loads((home / "data" / "readout.log").read_text())
    assert entry["reference"] in err
    assert "AttributeError" in entry["exception"]
    assert "Traceback" not in err


def test_where_the_log_is_the_systems_it_is_on_standard_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], home: Path
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    monkeypatch.setenv("READOUT_LOG_TO", "stderr")
    code, err = leaving("extract", monkeypatch=monkeypatch, capsys=capsys)
    assert code == 1
    entry, said = err.splitlines()
    assert f"in the log as {json.loads(entry)['reference']}" in said
    assert not (home / "data").exists()


def test_wrong_usage_leaves_with_two(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, err = leaving("ask", monkeypatch=monkeypatch, capsys=capsys)
    assert code == 2
    assert "COMMAND" in err


# ---- processes of their own --------------------------------------------------------------------------


def test_a_pipe_is_answered_line_by_line_without_colour_or_greeting() -> None:
    ran = subprocess.run(
        [READOUT, "run"],
        input="quotes berg\nnonsense\n",
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert "We will never accept a toll on our ships" in ran.stdout
    assert "\x1b" not in ran.stdout
    assert ran.stdout.index("toll") < ran.stdout.index("nonsense")


def test_an_answer_leaves_no_model_loaded() -> None:
    readout("ask", "quotes berg")
    heavy = ("spacy", "numpy", "prompt_toolkit", "aiohttp", "limits", "prometheus_client")
    code = (
        "import sys; from bot.cli import cli\n"
        "try: cli(['ask', 'quotes berg'])\n"
        f"except SystemExit: print(*(m for m in {heavy} if m in sys.modules))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert ran.stdout.splitlines()[-1] == ""


def test_a_person_at_a_terminal_chats_completes_and_leaves(home: Path) -> None:
    readout("ask", "status")
    environment = {**os.environ, "TERM": "xterm-256color", "PROMPT_TOOLKIT_NO_CPR": "1"}
    chat = pexpect.spawn(
        READOUT, ["chat"], env=environment, dimensions=(40, 80), encoding="utf-8", timeout=20
    )
    chat.expect("readout")
    chat.expect("›")
    chat.send("quo")
    chat.expect("Verbatim")
    chat.send("\t")
    chat.expect("quotes")
    chat.send("berg\r")
    chat.expect("never accept a")
    chat.send("\x04")
    chat.expect(pexpect.EOF)
    chat.close()
    assert chat.exitstatus == 0
    assert "berg" in (home / "data" / "history").read_text()


def test_control_c_while_reading_leaves_what_is_stored_whole(home: Path) -> None:
    rows = "".join(json.dumps({"id": str(n), "text": f"{n}. {SAID} " * 40}) + "\n" for n in range(400))
    (home / "many.jsonl").write_text(rows)
    running = subprocess.Popen(
        [READOUT, "ingest", "many.jsonl"], stderr=subprocess.PIPE, text=True, process_group=0
    )
    database = home / "data" / "readout.db"
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not (database.exists() and _stored() > 0):
        time.sleep(0.1)
    os.killpg(running.pid, 2)
    _, err = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "Traceback" not in err
    assert re.match(r"\d+ new\n", err)
    assert 0 < _stored() < 400
    assert _stored() - int(err.split()[0]) in (0, 1)  # one may be saved in the moment before it is counted


def _stored() -> int:
    """How many articles there are, counted through the program."""
    out = readout("doctor", "--quick")[1]
    found = re.search(r"database +(\d+) articles", out)
    return int(found[1]) if found else 0
