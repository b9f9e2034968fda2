"""Reading a topic pack's TOML: what is not TOML, too big, or not of the right shape, said with its cure."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from rapidfuzz import fuzz, process

from summaries.errors import InvalidTopic

MOST_BYTES = 1_000_000
_PLACE = re.compile(r" \(at line (\d+), column (\d+)\)| \(at end of document\)")
_NEAR = 60.0

Pack = TypeVar("Pack", bound=BaseModel)


def read_pack(model: type[Pack], text: str, name: str) -> tuple[Pack | None, tuple[str, ...]]:
    """A value of ``model`` from TOML text, or None and the problems, each one sentence and its cure."""
    if len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        return None, (f"{name} is larger than 1 MB. Split it into several topics.",)
    try:
        raw = tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        return None, (_syntax(error, text, name),)
    except RecursionError:
        return None, (
            f"{name} nests its values too deeply to be read. Keep to the keys of the example pack.",
        )
    try:
        return model.model_validate(raw), ()
    except ValidationError as error:
        details = error.errors(include_url=False)
        return None, tuple(f"{name}: {_fault(detail, raw, model)}" for detail in details)


def refuse(problems: Iterable[str], name: str) -> InvalidTopic:
    """The error that carries all problems; its own sentence is the first and how many more there are."""
    found = tuple(problems)
    more = f" ({len(found) - 1} more in {name})" if len(found) > 1 else ""
    first, _, cure = found[0].rpartition(". ")
    return InvalidTopic(f"{first}.{more}" if first else found[0], cure if first else "", found)


def did_you_mean(word: str, known: Iterable[str], otherwise: str) -> str:
    """The cure for a word that is not known: the nearest one that is, or ``otherwise``."""
    near = process.extractOne(word, sorted(known), scorer=fuzz.ratio, score_cutoff=_NEAR)
    return f'Did you mean "{near[0]}"?' if near else otherwise


def _syntax(error: tomllib.TOMLDecodeError, text: str, name: str) -> str:
    found = _PLACE.search(str(error))
    line = int(found[1]) if found and found[1] else text.count("\n") + 1
    what = _PLACE.sub("", str(error)).rstrip(".")
    return (
        f"{name}, line {line}: this is not TOML: {what}. Mend that line; TOML's rules are at https://toml.io."
    )


def _fault(detail: ErrorDetails, raw: Mapping[str, Any], model: type[BaseModel]) -> str:
    place, key = key_path(detail["loc"], raw), str(detail["loc"][-1])
    match detail["type"]:
        case "extra_forbidden":
            keys = _keys(model, detail["loc"][:-1])
            cure = did_you_mean(key, keys, f"The keys are {', '.join(keys)}.")
            return f'{place}: there is no key "{key}". {cure}'
        case "missing":
            return f"{place}: this key is missing. Add {key} = ..."
        case "string_pattern_mismatch":
            return f"{place}: {_unfit(detail)}"
        case "date_type" | "date_from_datetime_parsing" | "date_parsing" | "date_from_datetime_inexact":
            return f"{place}: {detail['input']!r} is not a date. Write it as 2019-01-23, without quotes."
        case "tuple_type":
            return f"{place}: a list is expected here. Put the value in brackets: [{detail['input']!r}]."
        case _:
            return f"{place}: {detail['msg'][:1].lower()}{detail['msg'][1:]}. Change the value to fit."


_FORMS = {
    "url": ("cannot be an address", "It begins with https:// or http:// and has no spaces."),
    "domains": ("cannot be a domain", 'Write it in small letters without https://, such as "example.com".'),
    "country": ("cannot be a country", 'Write its ISO 3166 code: "VE".'),
    "language": ("cannot be a language", 'Write its ISO 639 code: "es".'),
}
_AN_ID = ("cannot be an id", "Use small letters, digits and hyphens, a letter first, 32 at most.")


def _unfit(detail: ErrorDetails) -> str:
    """What is wrong with words of the wrong form, and the right one, by the key that they stand under."""
    key = next((step for step in reversed(detail["loc"]) if isinstance(step, str)), "")
    wrong, cure = _FORMS.get(key, _AN_ID)
    return f"{detail['input']!r} {wrong}. {cure}"


def key_path(loc: tuple[int | str, ...], raw: Any) -> str:
    """Where a value is, as a reader finds it: ``people[3] (ann-example).actor``; lists count from 0."""
    path = ""
    for step in loc:
        raw = _below(raw, step)
        if isinstance(step, str):
            path += f".{step}" if path else step
        else:
            id = raw.get("id") if isinstance(raw, Mapping) else None
            path += f"[{step}]" + (f" ({id})" if id else "")
    return path


def _below(raw: Any, step: int | str) -> Any:
    try:
        return raw[step]
    except (KeyError, IndexError, TypeError):
        return None


def _keys(model: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:
    """The keys allowed in the table at ``loc``, by their names in the file."""
    for step in loc:
        if isinstance(step, str):
            model = _model_in(model, step)
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_in(model: type[BaseModel], key: str) -> type[BaseModel]:
    annotation = model.model_fields[key].annotation
    return next(inner for inner in get_args(annotation) if isinstance(inner, type))
