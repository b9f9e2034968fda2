"""The plan for many articles and channels: its tables, its figures, and the day that it simulates."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest
from pydantic import ValidationError

from adapters.discord.wire import _A_SECOND
from benchmarks.capacity import tables, written
from benchmarks.capacity_ceilings import PACE
from benchmarks.capacity_compared import compared
from benchmarks.capacity_cost import Prices, cost_table
from benchmarks.capacity_figures import FILE, figures
from benchmarks.capacity_plan import HOUR, SCALES, WINDOW, Plan
from benchmarks.capacity_scenarios import depends, drawn, kept, ran, scenarios
from benchmarks.capacity_simulation import Digest, House, simulated
from benchmarks.generate import generate
from bot.loading import load_topics
from bot.settings import Settings
from bot.storage.filing import cited, pieces
from bot.storage.passages import passages

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs" / "capacity.md"
SERVERS = Path(os.environ.get("READOUT_STRICT_SERVERS", ROOT.parent / "shared" / "platform"))
ONE_EACH = {"discord": [1.0], "slack": [1.0]}


def at_once(number: int, *, discord: bool, parts: int = 1, apart: int = 1) -> list[Digest]:
    """So many digests due at midnight, each ``apart`` in a workspace."""
    return [Digest(0.0, n // apart, discord, parts) for n in range(number)]


AT_HAND = House(composed=1e9, latency=0.02, work=0.001)
"""Nothing but the platforms takes any time to speak of."""

# ---- the document


def test_the_document_holds_what_the_program_computes() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    made = tables(figures(), kept())
    assert written(text, made) == text, "python -m benchmarks.capacity --write docs/capacity.md"
    assert all(f"<!-- capacity: {name} -->" in text for name in made)


def test_what_is_kept_of_the_simulation_is_of_the_figures_there_are_now() -> None:
    assert [one["of"] for one in kept()] == [
        depends(scenario, figures()) for scenario in scenarios(figures())
    ]


def test_what_is_kept_of_the_simulation_comes_of_it_again() -> None:
    given = figures()
    small = [n for n, scenario in enumerate(scenarios(given)) if scenario.channels <= 10_000]
    assert small
    for number in small:
        assert ran(scenarios(given)[number], given) == kept()[number]["course"]


def test_every_figure_says_how_it_is_measured_again() -> None:
    given = figures()
    assert all(one.command and one.machine in given.machines for one in given.measured.values())
    assert all(one.why for one in given.assumed.values())


def test_a_figure_without_its_date_is_refused(tmp_path: Path) -> None:
    wrong = tmp_path / "figures.toml"
    wrong.write_text(FILE.read_text(encoding="utf-8").replace("date = 2026", "day = 2026", 1), "utf-8")
    with pytest.raises(ValidationError, match="date"):
        figures(wrong)


def test_articles_have_as_many_citation_ids_as_the_figures_say() -> None:
    (topic,) = load_topics(Settings(topics=("venezuela",))).values()
    counted = [
        len({(s.start, s.end) for piece in pieces(told) for s in cited(piece)} | set(passages(article.text)))
        for article, told in generate(topic, 100)
    ]
    assert sum(counted) / len(counted) == pytest.approx(figures()["places"], rel=0.05)


def test_the_plan_paces_discord_as_the_adapter_does() -> None:
    assert (PACE, House().pace) == (_A_SECOND, _A_SECOND)


# ---- the plan


def test_more_of_anything_never_takes_less() -> None:
    plans = [Plan(scale, figures()) for scale in SCALES]
    for name in ("analysing", "reading", "composing", "answering", "memory", "machines", "lock", "ledger"):
        values = [getattr(plan, name) for plan in plans]
        assert values == sorted(values), name
        assert values[0] < values[-1], name


def test_prices_are_the_readers_own() -> None:
    plans = [Plan(scale, figures()) for scale in SCALES]
    assert "paid" not in cost_table(plans, figures())
    small = cost_table(plans[:1], figures(), Prices(core=100, memory=0, disk=0))
    assert small.splitlines()[-1].split("|")[-2].strip() == "100"


# ---- the world


def test_the_busiest_minute_and_hour_are_as_the_plan_has_them() -> None:
    scenario = next(one for one in scenarios(figures()) if one.channels == 100_000)
    due = [digest.due for digest in drawn(scenario, figures())]
    for seconds, share in ((60, WINDOW), (3600, HOUR)):
        busiest = max(Counter(int(each // seconds) for each in due).values())
        assert busiest / len(due) == pytest.approx(share, rel=0.2)


def test_a_few_workspaces_have_many_of_the_channels() -> None:
    given = figures()
    sizes = Counter(digest.workspace for digest in drawn(scenarios(given)[1], given))
    largest = sum(size for _, size in sizes.most_common(len(sizes) // 20))
    assert sizes.total() == 10_000
    assert largest > 0.4 * sizes.total()


# ---- the simulation


def test_a_bot_posts_no_faster_than_its_own_pace() -> None:
    course = simulated(at_once(400, discord=True), AT_HAND)
    assert course.ended == pytest.approx(10.0, rel=0.02)
    assert not course.refused


def test_processes_that_share_a_bot_without_sharing_its_pace_are_refused_for_good() -> None:
    """Why ``adapters/discord/wire.py`` knows how much of the bot is its process's."""
    digests = at_once(200, discord=True)
    careless = simulated(digests, AT_HAND._replace(discord=2))
    careful = simulated(digests, AT_HAND._replace(discord=2, pace=20.0))
    assert sum(careless.refused.values()) > 200
    assert careless.ended > 3 * careful.ended
    assert not careful.refused


def test_bots_of_their_own_post_side_by_side() -> None:
    digests = at_once(800, discord=True)
    one, four = (simulated(digests, AT_HAND._replace(discord=n, bots=n)) for n in (1, 4))
    assert four.ended == pytest.approx(one.ended / 4, rel=0.1)


def test_a_discord_channel_takes_five_posts_in_five_seconds() -> None:
    assert simulated(at_once(1, discord=True, parts=5), AT_HAND).ended < 1
    assert 5 < simulated(at_once(1, discord=True, parts=6), AT_HAND).ended < 6


def test_a_slack_channel_takes_one_post_a_second_and_others_do_not_wait_for_it() -> None:
    course = simulated(at_once(50, discord=False, parts=3), AT_HAND)
    assert course.ended == pytest.approx(2.1, abs=0.3)


def test_one_large_workspace_on_slack_waits_for_its_minutes_and_loses_nothing() -> None:
    course = simulated(at_once(1_000, discord=False, apart=1_000), AT_HAND)
    assert len(course.late[False]) == 1_000
    assert 120 < course.ended < 300
    assert course.refused


def test_what_discord_keeps_waiting_keeps_slack_waiting_unless_each_is_offered_its_own() -> None:
    both = [one for n in range(2_000) for one in (Digest(0.0, n, True, 1), Digest(0.0, -n, False, 1))]
    house = AT_HAND._replace(offered=200)
    together, apart = (simulated(both, house._replace(apart=way)) for way in (False, True))
    assert apart.share(1.0, False) < 0.7 * together.share(1.0, False)
    assert len(together.late[True]) == len(apart.late[True]) == 2_000


def test_what_comes_six_hours_late_is_given_up_and_counted() -> None:
    course = simulated(at_once(200, discord=True), AT_HAND._replace(pace=1 / 216))
    assert course.missed == pytest.approx(100, abs=65)  # but for those that had their places in time
    assert course.missed + len(course.late[True]) == 200


@pytest.mark.parametrize(("platform", "sizes"), [("discord", {1: 30, 6: 1}), ("slack", {1: 10, 3: 2})])
async def test_the_adapters_take_the_time_that_is_simulated(platform: str, sizes: dict[int, int]) -> None:
    """No less: a busy machine takes more."""
    if not (SERVERS / f"{platform}_standin.py").is_file():
        pytest.skip(f"there is no strict server for {platform} in {SERVERS}")
    found = await compared(platform, sizes, SERVERS)
    assert found.real.ended > 0.8 * (found.simulated.ended - 2 * found.latency)
    assert (
        len(found.real.late[True]) == len(found.simulated.late[platform == "discord"]) == sum(sizes.values())
    )
