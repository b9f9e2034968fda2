"""Which workspace something comes from, and the token that answers there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from slack_bolt.authorization import AuthorizeResult
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.installing import Installations, Pending
from adapters.slack.manifest import SCOPES
from bot.messages import PlatformSettings, Service

Authorize = Callable[[str | None, str | None, str | None], Awaitable[AuthorizeResult]]


def one_workspace(client: AsyncWebClient, token: str) -> Authorize:
    """The workspace whose token the settings name; who we are there is asked once.

    Given to Bolt in place of a token, since Bolt drops a token for stores of its own where it finds the
    variables of OAuth in the environment.
    """
    known: list[AuthorizeResult] = []

    async def authorize(
        enterprise_id: str | None, team_id: str | None, user_id: str | None
    ) -> AuthorizeResult:
        if not known:
            answer = await client.auth_test(token=token)
            known.append(AuthorizeResult.from_auth_test_response(auth_test_response=answer, bot_token=token))
        return known[0]

    return authorize


def many_workspaces(service: Service, settings: PlatformSettings) -> AsyncOAuthSettings:
    """Whatever workspace installed the app, with the token that it gave."""
    secret = settings.secrets["SLACK_CLIENT_SECRET"].get_secret_value()
    address = settings.public_url
    found = AsyncOAuthSettings(
        client_id=settings.values.get("SLACK_CLIENT_ID", ""),
        client_secret=secret,
        scopes=list(SCOPES),
        installation_store=Installations(service),
        installation_store_bot_only=True,
        state_store=Pending(service),
        install_path="/slack/install",
        redirect_uri_path="/slack/oauth_redirect",
        redirect_uri=f"{address}/slack/oauth_redirect" if address else None,
        authorization_url=_authorization(settings.values.get("SLACK_API_BASE", "")),
    )
    found.authorize.cache_enabled = True  # type: ignore[attr-defined]  # or each event asks Slack who we are
    return found


def _authorization(base: str) -> str:
    """Where workspaces agree to an installation: on the server that the calls go to."""
    return (base.rstrip("/").removesuffix("/api") or "https://slack.com") + "/oauth/v2/authorize"
