"""Installation into many workspaces by OAuth: tokens and pending installations in Readout's own database."""

from __future__ import annotations

import json
import secrets
from datetime import timedelta
from logging import Logger, getLogger
from typing import Any

from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore

from bot.messages import Service

_SPACE, _PENDING = "slack-installations", "slack-oauth"
_PATIENCE = timedelta(minutes=10)


class Installations(AsyncInstallationStore):
    """One installation for each workspace: the newest."""

    def __init__(self, service: Service) -> None:
        self._service = service

    @property
    def logger(self) -> Logger:
        """For Bolt's own remarks."""
        return getLogger("readout.slack")

    async def async_save(self, installation: Installation) -> None:
        """Keep an installation in place of the workspace's earlier one; a workspace of an organisation is
        found by its own id too, since that is all that is known where something is posted.
        """
        whole = installation.is_enterprise_install
        kept = json.dumps(installation.to_dict(), default=str)
        own = _key(installation.enterprise_id, installation.team_id, whole)
        for key in {own} if whole else {own, _key(None, installation.team_id, False)}:
            await self._service.keep(_SPACE, key, kept)

    async def async_find_installation(
        self,
        *,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None = None,
        is_enterprise_install: bool | None = False,
    ) -> Installation | None:
        """The workspace's installation, or that of the organisation it belongs to."""
        own = _key(enterprise_id, team_id, is_enterprise_install)
        for key in (own, _key(enterprise_id, None, True)):
            if kept := await self._service.kept(_SPACE, key):
                return _revived(json.loads(kept))
        return None

    async def async_find_bot(
        self,
        *,
        enterprise_id: str | None,
        team_id: str | None,
        is_enterprise_install: bool | None = False,
    ) -> Bot | None:
        """The bot's part of the installation."""
        found = await self.async_find_installation(
            enterprise_id=enterprise_id, team_id=team_id, is_enterprise_install=is_enterprise_install
        )
        return found.to_bot() if found else None

    async def async_delete_installation(
        self, *, enterprise_id: str | None, team_id: str | None, user_id: str | None = None
    ) -> None:
        """Forget a workspace that took the app away."""
        for key in {_key(enterprise_id, team_id, False), _key(None, team_id, False)}:
            await self._service.forget(_SPACE, key)

    async def async_delete_bot(self, *, enterprise_id: str | None, team_id: str | None) -> None:
        """Forget a workspace whose bot was taken away."""
        await self.async_delete_installation(enterprise_id=enterprise_id, team_id=team_id)


class Pending(AsyncOAuthStateStore):
    """Installations that were begun: each may be finished once, within ten minutes."""

    def __init__(self, service: Service) -> None:
        self._service = service

    @property
    def logger(self) -> Logger:
        """For Bolt's own remarks."""
        return getLogger("readout.slack")

    async def async_issue(self, *args: Any, **kwargs: Any) -> str:
        """A secret that comes back when the installation is finished."""
        state = secrets.token_urlsafe(24)
        await self._service.keep(_PENDING, state, "begun", _PATIENCE)
        return state

    async def async_consume(self, state: str) -> bool:
        """Whether that installation was begun here and not finished yet."""
        if await self._service.kept(_PENDING, state) != "begun":
            return False
        return await self._service.keep_first(_PENDING, f"done {state}", "done", _PATIENCE)


def _key(enterprise: str | None, team: str | None, whole: bool | None) -> str:
    return f"{enterprise or '-'}:{'-' if whole else team or '-'}"


def _revived(stored: dict[str, Any]) -> Installation:
    names = set(Installation.__init__.__code__.co_varnames)
    return Installation(**{name: value for name, value in stored.items() if name in names})
