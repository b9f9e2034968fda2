"""The dashboard, the alerts and the guide speak of figures that there are."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]  # it bears no types
from prometheus_client.parser import text_string_to_metric_families

from bot.jobs.figures import Line
from bot.metrics import Metrics
from bot.storage.contract import Pulse
from bot.storage.feed_contract import Backlog

DOCS = Path(__file__).parent.parent / "docs"
GUIDE = (DOCS / "monitoring.md").read_text("utf-8")
DASHBOARD: dict[str, Any] = json.loads((DOCS / "monitoring" / "grafana.json").read_text("utf-8"))
RULES = yaml.safe_load((DOCS / "monitoring" / "alerts.yml").read_text("utf-8"))["groups"][0]["rules"]
PANELS = [panel for panel in DASHBOARD["panels"] if panel["type"] != "row"]
QUERIES = [target["expr"] for panel in PANELS for target in panel["targets"]]
ALL = [*QUERIES, *(rule["expr"] for rule in RULES)]

_OF_PROMETHEUS = {"job", "instance", "le"}
_NAME = re.compile(r"\b(?:readout|process|python)_[a-z_]+\b")


async def told() -> dict[str, set[str]]:
    """Every figure of a process to which everything has happened, with its labels."""
    metrics = Metrics(("slack",))
    metrics.answered("slack", "stance", ok=True, seconds=0.1)
    metrics.count("slack", "error")
    metrics.connected("slack", yes=True)
    metrics.polled("read")
    metrics.taken("new")
    metrics.behind(Backlog())
    metrics.delivered("slack", "sent")
    metrics.sent("slack", 1.0)
    metrics.digests_late(0, 0.0)
    metrics.answerable("listed", 1.0)
    metrics.job("poll", "done", 1.0)
    metrics.pulse(Pulse(in_use=0, most=1, waiting=0, failures={"Unreachable": 1}))
    metrics.queued([Line("poll", 1, 0, 0, 1.0)])
    metrics.known()
    found: dict[str, set[str]] = defaultdict(set)
    for family in text_string_to_metric_families(metrics.page().decode()):
        for sample in family.samples:
            found[sample.name] |= set(sample.labels)
    return found


def unquoted(expression: str) -> str:
    return re.sub(r'"[^"]*"', '""', expression)


@pytest.mark.parametrize("expression", ALL)
async def test_every_query_asks_for_figures_and_labels_that_there_are(expression: str) -> None:
    known, asked = await told(), unquoted(expression)
    names = set(_NAME.findall(asked))
    assert names or asked.startswith("up{")
    assert names <= known.keys()
    labels = set(re.findall(r"([a-z_]+)\s*(?:=~|!=|=)\s*\"", asked))
    labels |= {name.strip() for some in re.findall(r"\bby \(([^)]*)\)", asked) for name in some.split(",")}
    assert labels <= _OF_PROMETHEUS.union(*(known[name] for name in names))


async def test_a_count_that_only_rises_is_asked_for_its_rate() -> None:
    for expression in ALL:
        for name in _NAME.findall(unquoted(expression)):
            if name.endswith(("_total", "_bucket", "_count")):
                assert re.search(rf"\b(rate|increase)\({name}\b", expression), expression


def test_a_panel_has_a_unit_a_legend_a_description_and_a_place_of_its_own() -> None:
    places = set[tuple[int, int]]()
    for panel in DASHBOARD["panels"]:
        at = panel["gridPos"]
        mine = {(x, y) for x in range(at["x"], at["x"] + at["w"]) for y in range(at["y"], at["y"] + at["h"])}
        assert max(x for x, _ in mine) < 24
        assert not places & mine, panel["title"]
        places |= mine
    assert len({panel["id"] for panel in DASHBOARD["panels"]}) == len(DASHBOARD["panels"])
    for panel in PANELS:
        assert panel["description"]
        assert panel["fieldConfig"]["defaults"]["unit"]
        assert all(target["legendFormat"] for target in panel["targets"])


def test_every_alert_has_a_paragraph_that_says_what_to_do() -> None:
    named = [rule["alert"] for rule in RULES]
    assert re.findall(r"^### (\w+)$", GUIDE, re.MULTILINE) == named
    assert all(set(rule["annotations"]) == {"summary", "description"} for rule in RULES)


async def test_the_guide_explains_every_figure_of_ours_and_no_other() -> None:
    table = GUIDE.partition("## The figures")[2].partition("\n## ")[0]
    explained = set(re.findall(r"`(readout_[a-z_]+)`", table))
    names = [name for name in await told() if name.startswith("readout_") and not name.endswith("_created")]
    ours = {re.sub(r"_(bucket|sum|count)$", "", name) for name in names}
    assert explained == ours
