"""The zone of digests that name none, where nobody set one: this machine's."""

from __future__ import annotations

import pytest

from bot.digests.zones import machines_zone


@pytest.mark.parametrize(
    ("given", "zone"),
    [
        ("Europe/Oslo", "Europe/Oslo"),
        (":Asia/Kathmandu", "Asia/Kathmandu"),
        (":/usr/share/zoneinfo/America/New_York", "America/New_York"),
        ("CET-1CEST", "UTC"),
        ("Etc/UTC", "UTC"),
        ("UTC", "UTC"),
    ],
)
def test_this_machines_zone_has_a_name_that_a_digest_can_keep(
    monkeypatch: pytest.MonkeyPatch, given: str, zone: str
) -> None:
    monkeypatch.setenv("TZ", given)
    assert machines_zone() == zone
