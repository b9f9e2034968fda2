"""What is known about an article besides its words, as it stands in a TOML file beside the text."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from rapidfuzz import fuzz, process

from summaries.errors import UnreadableArticle
from summaries.model import Value
from summaries.when import When

DATES = "2019-05-14, 2019-05, 2019, 2019-05-06/2019-05-11, or a time such as 2019-05-14T09:30:00Z"
"""The forms in which a date of publication may be written, for messages."""

_SUFFIX = re.compile(r"\.[^./\\]+$")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_LONGEST = 2_000
_CLOSE_ENOUGH = 70


class Metadata(Value):
    """Everything about an article but its text; ``id`` is what it is cited by. Empty where not known."""

    id: str
    title: str = ""
    publisher: str = ""
    byline: str = ""
    url: str = ""
    language: str = "en"
    published: When = When()
    published_basis: str = ""


def metadata_name(name: str) -> str:
    """The name of the file that holds an article's metadata: ``a/b.txt`` has ``a/b.toml``."""
    return _SUFFIX.sub("", name) + ".toml"


def stem(name: str) -> str:
    """A file's name without folders and suffix: the id of an article that is given no other."""
    last = re.split(r"[/\\]", name)[-1]
    return _SUFFIX.sub("", last) or last or "article"


def parse_metadata(text: str | bytes, name: str) -> Metadata:
    """Read the TOML in the file ``name``: each key of ``Metadata`` that is known, and ``published_inferred``.

    ``published`` is a date in one of the forms of ``When.parse``, in quotation marks or as TOML writes
    dates. Raises UnreadableArticle with the file, the key and the cure.
    """
    try:
        values = tomllib.loads(text.decode("utf-8-sig") if isinstance(text, bytes) else text)
    except UnicodeDecodeError as error:
        raise UnreadableArticle(f"{name} is not UTF-8 text.", "Save it again as UTF-8.") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UnreadableArticle(
            f"{name} is not valid TOML: {error}.", 'Mend that line; a value is written as: title = "Words".'
        ) from error
    return metadata_from(values, name)


def metadata_from(values: Mapping[str, Any], name: str) -> Metadata:
    """Check values read elsewhere (such as from JSON); errors name ``name`` as the file they came from."""
    for key in values:
        if key not in _KEYS:
            raise UnreadableArticle(f"{name}: there is no key “{key}”.", _did_you_mean(key))
    read = {key: check(values[key], key, name) for key, check in _KEYS.items() if key in values}
    inferred = read.pop("published_inferred", False)
    published: When = read.pop("published", When())
    if inferred and published.start:
        published = published.model_copy(update={"inferred": True})
    return Metadata(**{"id": stem(name), **read}, published=published)


def _did_you_mean(key: str) -> str:
    close = process.extractOne(key.lower(), list(_KEYS), scorer=fuzz.ratio, score_cutoff=_CLOSE_ENOUGH)
    known = f"The keys are {', '.join(_KEYS)}."
    return f"Did you mean “{close[0]}”? {known}" if close else known


def _words(value: object, key: str, name: str) -> str:
    if not isinstance(value, str):
        raise UnreadableArticle(
            f"{name}: “{key}” must be words.", f'Write it in quotation marks: {key} = "…".'
        )
    if len(value) > _LONGEST:
        raise UnreadableArticle(f"{name}: “{key}” is longer than {_LONGEST} characters.", "Shorten it.")
    if any(ord(c) < 32 or 0xD800 <= ord(c) < 0xE000 for c in value):
        raise UnreadableArticle(f"{name}: “{key}” holds a character that cannot be shown.", "Remove it.")
    return value.strip()


def _id(value: object, key: str, name: str) -> str:
    if not (words := _words(value, key, name)):
        raise UnreadableArticle(f"{name}: “id” is empty.", "Give it a name of its own, or leave the key out.")
    return words


def _url(value: object, key: str, name: str) -> str:
    words = _words(value, key, name)
    if words and not words.startswith(("https://", "http://")):
        raise UnreadableArticle(
            f"{name}: “{key}” is no web address.",
            "It begins with https:// or http://; leave it out if unknown.",
        )
    return words


def _language(value: object, key: str, name: str) -> str:
    words = _words(value, key, name)
    if not _LANGUAGE.fullmatch(words):
        raise UnreadableArticle(
            f"{name}: “{key}” is no language code.", 'Write a code such as "en", "es" or "pt-BR".'
        )
    return words


def _truth(value: object, key: str, name: str) -> bool:
    if not isinstance(value, bool):
        raise UnreadableArticle(
            f"{name}: “{key}” is neither true nor false.", f"Write {key} = true or false."
        )
    return value


def _published(value: object, key: str, name: str) -> When:
    if isinstance(value, datetime | date):
        value = value.isoformat()
    elif isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    try:
        return When.parse(_words(value, key, name))
    except (ValueError, OverflowError) as error:
        raise UnreadableArticle(
            f"{name}: “{key}” is no date: {json.dumps(value, ensure_ascii=False)[:60]}.",
            f"Write {DATES}; leave it out if it is not known.",
        ) from error


_KEYS: Mapping[str, Callable[[object, str, str], Any]] = {
    "id": _id,
    "title": _words,
    "publisher": _words,
    "byline": _words,
    "url": _url,
    "language": _language,
    "published": _published,
    "published_inferred": _truth,
    "published_basis": _words,
}
