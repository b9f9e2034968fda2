"""What Prometheus is told, in its own manner."""

from __future__ import annotations

from datetime import timedelta

from prometheus_client.parser import text_string_to_metric_families

from bot.digests.delivering import Delivering
from bot.jobs.figures import Line
from bot.metrics import Metrics
from bot.storage import open_store
from bot.storage.contract import Pulse
from tests.bot.digests.channel import Channel, Clock, Process
from tests.bot.digests.channel import Line as Wire
from tests.bot.digests.test_delivering import DUE, TOPIC, subscribe


def values(metrics: Metrics) -> dict[tuple[str, ...], float]:
    """Every sample by its name and the values of its labels."""
    families = text_string_to_metric_families(metrics.page().decode())
    return {
        (sample.name, *sample.labels.values()): sample.value for each in families for sample in each.samples
    }


async def test_a_process_tells_what_it_is_for() -> None:
    found = values(Metrics(("slack", "scheduler")))
    assert next(name for name in found if name[0] == "readout_process_info")[1] == "scheduler,slack"


async def test_queues_that_have_emptied_are_told_to_be_empty() -> None:
    metrics = Metrics()
    metrics.queued([Line("poll", 3, 1, 2, 7.5)])
    before = values(metrics)
    assert [before["readout_jobs", "poll", state] for state in ("waiting", "doing", "set_aside")] == [3, 1, 2]
    assert before["readout_jobs_oldest_seconds", "poll"] == 7.5
    metrics.queued([])
    after = values(metrics)
    assert (after["readout_jobs", "poll", "waiting"], after["readout_jobs_oldest_seconds", "poll"]) == (0, 0)


async def test_failures_of_the_database_are_counted_once_however_often_they_are_told() -> None:
    metrics = Metrics()
    for number in (2, 2, 5):
        metrics.pulse(Pulse(in_use=1, most=15, waiting=0, failures={"Unreachable": number}))
    found = values(metrics)
    assert found["readout_database_failures_total", "Unreachable"] == 5
    assert found["readout_database_connections", "most"] == 15


async def test_how_late_a_digest_stood_in_its_channel_is_measured_from_when_it_was_due() -> None:
    metrics, store, clock = Metrics(), open_store("sqlite://"), Clock(DUE + timedelta(seconds=40))
    subscribe(store, when_empty="say")
    line, process = Wire(Channel(), Process()), Process()
    engine = Delivering(
        store,
        {TOPIC.id: TOPIC},
        lambda: {"slack": line},
        holder="here",
        counts=metrics,
        clock=clock,
        elsewhere=process.elsewhere,
    )
    await engine.round()
    await engine.settled()
    found = values(metrics)
    assert found["readout_digests_total", "sent", "slack"] == 1
    assert found["readout_digest_delay_seconds_bucket", "30.0", "slack"] == 0
    assert found["readout_digest_delay_seconds_bucket", "60.0", "slack"] == 1
    store.close()
