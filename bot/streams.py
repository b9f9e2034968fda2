"""What the command line names, reads and writes: lists of names, files, standard input and output."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO

from bot.errors import SettingsError


def named(names: list[str], listed: Path | None) -> tuple[list[str], list[str]]:
    """The paths and the addresses that are named, on the command line or in lists; SettingsError for none."""
    every = [name for name in names if name != "-"]
    for file in [*([None] if "-" in names else []), *([listed] if listed else [])]:
        with reading(file) as lines:
            read = (line.decode("utf-8", "replace").strip().lstrip("\ufeff") for line in lines)
            every += [line for line in read if line and not line.startswith("#")]
    if not every:
        raise SettingsError("Nothing is named that could be read.", "Name files, folders or addresses.")
    addresses = [name for name in every if "://" in name]
    if wrong := next((one for one in addresses if not one.lower().startswith(("http://", "https://"))), None):
        raise SettingsError(f"{wrong} is no address that can be read.", "Give http or https addresses.")
    return [name for name in every if "://" not in name], addresses


@contextmanager
def reading(file: Path | None) -> Iterator[BinaryIO]:
    """The bytes of a file, or of standard input; SettingsError where it cannot be read."""
    if file is None:
        yield sys.stdin.buffer
        return
    try:
        stream = file.open("rb")
    except OSError as error:
        raise SettingsError(
            f"{file} cannot be read ({error.strerror or error}).", "Name another file."
        ) from error
    with stream:
        yield stream


@contextmanager
def writing(file: Path | None) -> Iterator[TextIO]:
    """Standard output, or a file that appears under its name only once it is whole.

    Half of a character pair, which JSON allows and UTF-8 does not, is written as JSON's own escape. Raises
    SettingsError where it cannot be written.
    """
    if file is None:
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
        yield sys.stdout
        return
    partial = file.with_name(file.name + ".part")
    try:
        with partial.open("w", encoding="utf-8", errors="backslashreplace") as out:
            yield out
        partial.replace(file)
    except OSError as error:
        raise SettingsError(
            f"{file} cannot be written ({error.strerror or error}).", "Name another file."
        ) from error
    finally:
        partial.unlink(missing_ok=True)
