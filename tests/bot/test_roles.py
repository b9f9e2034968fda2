"""What a process is for, as ``readout run --only`` says it."""

from __future__ import annotations

import pytest

from bot.errors import SettingsError
from bot.roles import Roles, chosen

KNOWN = ("discord", "slack")


def test_without_more_said_a_process_does_everything() -> None:
    assert chosen((), ("slack",), KNOWN) == Roles(("slack",), scheduler=True, web=True)


def test_a_process_does_only_what_is_named_with_commas_or_one_by_one() -> None:
    assert chosen(["discord"], KNOWN, KNOWN) == Roles(("discord",), scheduler=False, web=False)
    both = Roles(("slack",), scheduler=True, web=False)
    assert chosen(["slack, scheduler"], KNOWN, KNOWN) == chosen(["scheduler", "slack"], KNOWN, KNOWN) == both


def test_a_platform_without_credentials_is_told_as_such() -> None:
    with pytest.raises(SettingsError, match=r"There are no credentials for discord\."):
        chosen(["discord"], ("slack",), KNOWN)


def test_what_is_no_role_is_told_with_those_there_are() -> None:
    with pytest.raises(SettingsError, match=r"no role “postman”.*discord, slack, scheduler, web"):
        chosen(["postman"], KNOWN, KNOWN)


def test_the_web_port_alone_is_no_role_where_there_is_none() -> None:
    with pytest.raises(SettingsError, match=r"READOUT_WEB_PORT is 0, which leaves nothing to do\."):
        chosen(["web"], KNOWN, KNOWN, web=False)
    assert chosen(["web,scheduler"], KNOWN, KNOWN, web=False).scheduler
