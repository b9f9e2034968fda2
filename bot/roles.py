"""What a process is for, where several share the work: platforms, the scheduler, the web port."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.errors import SettingsError

SCHEDULER, WEB = "scheduler", "web"


@dataclass(frozen=True)
class Roles:
    """The ``platforms`` that a process serves; ``scheduler``: it has feeds read and digests come when they
    are due; ``web``: its web port is open though no platform wants it.
    """

    platforms: tuple[str, ...] = ()
    scheduler: bool = True
    web: bool = True

    @property
    def others(self) -> tuple[str, ...]:
        """The roles beside platforms, by name."""
        return tuple(name for name, has in ((SCHEDULER, self.scheduler), (WEB, self.web)) if has)


ALL = Roles()
"""Everything but the platforms, which are the caller's to name."""


def chosen(only: Iterable[str], platforms: Sequence[str], known: Sequence[str], *, web: bool = True) -> Roles:
    """The roles of ``--only``, all where it names none; commas may stand between names.

    ``platforms`` have credentials, ``known`` are those that could; ``web``: there is a web port.
    SettingsError for a name that is no role, a platform without credentials, and where nothing would be done.
    """
    names = tuple(name.strip() for some in only for name in some.split(",") if name.strip())
    if not names:
        return Roles(tuple(platforms))
    for name in names:
        if name in known and name not in platforms:
            raise SettingsError(
                f"There are no credentials for {name}.", "`readout doctor` tells what it needs."
            )
        if name not in (*known, SCHEDULER, WEB):
            raise SettingsError(
                f"There is no role “{name}”.", f"Name some of {', '.join((*known, SCHEDULER, WEB))}."
            )
    if set(names) == {WEB} and not web:
        raise SettingsError(
            "READOUT_WEB_PORT is 0, which leaves nothing to do.", "Set it to a port's number."
        )
    return Roles(tuple(name for name in platforms if name in names), SCHEDULER in names, WEB in names)
