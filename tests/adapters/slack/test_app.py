"""What people do on Slack, handed to Bolt, and what they see then."""

from __future__ import annotations

import asyncio
import gc
import json
from typing import Any

import pytest
from structlog.testing import capture_logs

from adapters.slack import deliveries
from adapters.slack.states import SPACE, Deed, State
from bot.messages import Command, Completion, Note, NotNow, Reply, Suggestions, Table
from tests.adapters.discord.keeping import Desk
from tests.adapters.slack.conftest import Delivery
from tests.adapters.slack.reading import buttons, words
from tests.adapters.slack.workspace import ANN, CHANNEL, NOBODY, TEAM, US, USER, Workspace, bolted
from tests.adapters.terminal.replies import BRIEF

LONG = Reply(title="Long", blocks=tuple(Note(text=f"{number} " + "a" * 600) for number in range(12)))


def state(deed: Deed, line: str = "/strait stance norland", page: int = 1) -> str:
    return State(deed, line, page).spelled()


# ---- commands


async def test_a_command_is_acknowledged_at_once_and_answered_to_who_asked_alone(
    deliver: Delivery, slack: Workspace, desk: Desk
) -> None:
    response = await deliver(slack.slash("stance norland"))
    assert (response.status, response.body) == (200, "")
    (seen,) = slack.responses
    assert seen["response_type"] == "ephemeral"
    assert "Norland: where it stands" in words(seen["blocks"])
    assert buttons(seen["blocks"])["Post to channel"] == "s1:/strait stance norland"
    asked = Command(
        text="/strait stance norland", platform="slack", workspace=TEAM, channel=CHANNEL, user=USER
    )
    assert desk.asked == [asked]


async def test_mentions_and_links_in_a_command_are_read_as_their_names(
    deliver: Delivery, slack: Workspace, desk: Desk
) -> None:
    await deliver(slack.slash("quotes <@U9|lavrov> &amp; co"))
    assert desk.asked[0].text == "/strait quotes lavrov & co"


async def test_a_command_of_4000_letters_can_still_be_posted(
    deliver: Delivery, slack: Workspace, desk: Desk
) -> None:
    await deliver(slack.slash("search " + "x" * 3990))
    value = buttons(slack.responses[0]["blocks"])["Post to channel"]
    await deliver(slack.press(value))
    assert desk.asked[1].text == desk.asked[0].text == "/strait search " + "x" * 3990


async def test_a_repeated_delivery_is_acknowledged_and_not_answered(
    deliver: Delivery, slack: Workspace, desk: Desk
) -> None:
    command = slack.slash("latest")
    assert [(await deliver(command)).status for _ in range(3)] == [200, 200, 200]
    assert len(slack.responses) == 1
    assert desk.counted["repeated"] == 2


async def test_what_cannot_be_noted_as_taken_is_left_for_slack_to_repeat(
    deliver: Delivery, slack: Workspace, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: Any) -> bool:
        raise OSError

    monkeypatch.setattr(desk, "keep_first", broken)
    assert (await deliver(slack.slash("latest"))).status == 503
    assert desk.asked == []


async def test_while_the_store_is_busy_a_delivery_is_answered_all_the_same_and_once(
    deliver: Delivery, slack: Workspace, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = asyncio.Event()

    async def busy(*_: Any) -> bool:
        await free.wait()
        raise OSError

    monkeypatch.setattr(desk, "keep_first", busy)
    monkeypatch.setattr(deliveries, "AT_MOST", 0.05)
    command = slack.slash("latest")
    assert [(await deliver(command)).status for _ in range(2)] == [200, 200]
    assert len(slack.responses) == 1
    assert desk.counted["repeated"] == 1
    free.set()


async def test_what_cannot_be_noted_now_is_told_calmly_and_mentions_are_delivered_again(
    deliver: Delivery, slack: Workspace, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object) -> bool:
        raise NotNow("I can't look anything up just now.", "Ask again.")

    monkeypatch.setattr(desk, "keep_first", away)
    with capture_logs() as logs:
        assert (await deliver(slack.slash("stance norland"))).status == 200
        assert (
            await deliver(slack.event("app_mention", text=f"<@{US}> stance norland", ts="7.1"))
        ).status == 503
    (seen,) = slack.responses
    assert seen["response_type"] == "ephemeral"
    assert "I can't look anything up just now." in words(seen["blocks"])
    assert (desk.asked, desk.counted["error"], logs) == ([], 0, [])


async def test_a_failing_answer_gives_a_calm_sentence_with_its_reference(
    deliver: Delivery, slack: Workspace, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(command: Command) -> Reply:
        raise RuntimeError(f"cannot answer {command.text}")

    desk._answers = fail
    await deliver(slack.slash("secret words"))
    (seen,) = slack.responses
    assert "Something went wrong while answering." in words(seen["blocks"])
    assert seen["response_type"] == "ephemeral"
    gc.collect()
    assert "never retrieved" not in caplog.text


# ---- buttons and menus


async def test_an_answer_is_posted_to_the_channel_on_demand(deliver: Delivery, slack: Workspace) -> None:
    await deliver(slack.press(state(Deed.POST)))
    (seen,) = slack.responses
    assert (seen["response_type"], seen["replace_original"]) == ("in_channel", False)
    assert "Post to channel" not in buttons(seen["blocks"])


async def test_a_refusal_is_not_posted_to_the_channel(
    deliver: Delivery, slack: Workspace, desk: Desk
) -> None:
    desk._answers = lambda command: Reply(title="Slower, please.", ok=False)
    await deliver(slack.press(state(Deed.POST)))
    assert slack.responses[0]["response_type"] == "ephemeral"


async def test_pages_of_a_private_answer_turn_in_place(
    deliver: Delivery, slack: Workspace, desk: Desk
) -> None:
    desk._answers = lambda command: LONG
    await deliver(slack.press(state(Deed.PAGE, page=2)))
    (seen,) = slack.responses
    assert seen["replace_original"] is True
    assert "Page 2 of 3" in words(seen["blocks"])


async def test_pages_of_a_public_answer_open_for_who_presses(
    deliver: Delivery, slack: Workspace, desk: Desk
) -> None:
    desk._answers = lambda command: LONG
    await deliver(slack.press(state(Deed.PAGE, page=2), ephemeral=False))
    (seen,) = slack.responses
    assert (seen["response_type"], seen["replace_original"]) == ("ephemeral", False)


async def test_the_menu_opens_the_stored_passage_for_who_chose_it(
    deliver: Delivery, slack: Workspace, desk: Desk
) -> None:
    chosen = {"value": state(Deed.EVIDENCE, "/strait source 7hq2m4xz")}
    menu = {"type": "static_select", "action_id": "readout:0:0", "block_id": "b", "selected_option": chosen}
    await deliver(slack.press("", actions=[menu]))
    assert desk.asked[0].text == "/strait source 7hq2m4xz"
    assert slack.responses[0]["response_type"] == "ephemeral"


@pytest.mark.parametrize("value", ["", "x", "z1:/strait", "a1#feedfacefeedfacefeedfacefeedface"])
async def test_a_forged_button_says_that_it_no_longer_works(
    deliver: Delivery, slack: Workspace, desk: Desk, value: str
) -> None:
    await deliver(slack.press(value))
    assert "This button no longer works." in words(slack.responses[0]["blocks"])
    assert desk.asked == []


async def test_an_old_button_with_a_kept_command_works(
    deliver: Delivery, slack: Workspace, desk: Desk
) -> None:
    old = State(Deed.ANSWER, "/strait search " + "x" * 500)
    desk.kept_things[SPACE, str(old.key)] = old.line
    await deliver(slack.press(old.spelled()))
    assert desk.asked[0].text == old.line


async def test_a_press_without_a_way_back_is_left_alone(deliver: Delivery, slack: Workspace) -> None:
    press = slack.press(state(Deed.ANSWER))
    del press["response_url"], press["channel"], press["container"]
    assert (await deliver(press)).status == 200
    assert slack.responses == []


# ---- mentions and messages


async def test_a_mention_is_answered_in_a_thread_under_it(
    deliver: Delivery, slack: Workspace, desk: Desk
) -> None:
    await deliver(slack.event("app_mention", text=f"<@{US}> stance norland", ts="7.1"))
    (seen,) = slack.posted
    assert (seen["channel"], seen["thread_ts"]) == (CHANNEL, "7.1")
    assert str(seen["unfurl_links"]).lower() in ("0", "false")
    assert desk.asked[0].text == "stance norland"


async def test_a_mention_in_a_thread_is_answered_in_that_thread(deliver: Delivery, slack: Workspace) -> None:
    await deliver(slack.event("app_mention", text=f"<@{US}|readout> latest", ts="7.1", thread_ts="3.1"))
    assert slack.posted[0]["thread_ts"] == "3.1"


async def test_a_bare_mention_is_greeted(deliver: Delivery, slack: Workspace, desk: Desk) -> None:
    await deliver(slack.event("app_mention", text=f"<@{US}>"))
    assert "Welcome" in slack.posted[0]["text"]
    assert desk.asked == []


async def test_another_bot_is_not_answered(deliver: Delivery, slack: Workspace, desk: Desk) -> None:
    await deliver(slack.event("app_mention", text=f"<@{US}> latest", bot_id="B9"))
    assert desk.asked == []
    assert slack.posted == []


async def test_words_that_come_with_a_file_are_answered(
    deliver: Delivery, slack: Workspace, desk: Desk
) -> None:
    await deliver(slack.event("message", channel_type="im", subtype="file_share", text="latest"))
    assert desk.asked[0].text == "latest"


async def test_a_direct_message_needs_no_mention(deliver: Delivery, slack: Workspace, desk: Desk) -> None:
    await deliver(slack.event("message", channel="D1", channel_type="im", text="latest"))
    assert desk.asked[0].text == "latest"
    assert "thread_ts" not in slack.posted[0]


@pytest.mark.parametrize(
    "what",
    [
        {"channel_type": "channel"},
        {"channel_type": "im", "subtype": "message_changed"},
        {"channel_type": "im", "bot_id": "B9"},
        {"channel_type": "im", "user": ""},
    ],
)
async def test_what_is_not_said_to_us_is_not_answered(
    deliver: Delivery, slack: Workspace, desk: Desk, what: dict[str, str]
) -> None:
    await deliver(slack.event("message", text="latest", **what))
    assert desk.asked == []
    assert slack.posted == []


@pytest.mark.parametrize("why", ["is_archived", "not_in_channel", "channel_not_found", "restricted_action"])
async def test_a_channel_that_takes_nothing_is_reported_once_and_not_tried_again(
    deliver: Delivery, slack: Workspace, desk: Desk, why: str
) -> None:
    slack.next["chat.postMessage"].append(why)
    await deliver(slack.event("app_mention", text=f"<@{US}> latest"))
    assert desk.troubles == [(CHANNEL, f"Slack says: {why}.")]
    assert len(slack.named("chat.postMessage")) == 1


# ---- administrators


@pytest.mark.parametrize(("admins", "allowed"), [({USER}, True), (set(), False)])
async def test_whether_somebody_may_administrate_is_asked_of_slack(
    deliver: Delivery, slack: Workspace, desk: Desk, admins: set[str], allowed: bool
) -> None:
    slack.admins = admins
    await deliver(slack.slash("digest list"))
    assert desk.asked[0].administrator is allowed


async def test_slack_is_asked_once_for_a_while_and_only_where_it_matters(
    deliver: Delivery, slack: Workspace
) -> None:
    for text in ("stance norland", "digest list", "feeds list"):
        await deliver(slack.slash(text))
    assert len(slack.named("users.info")) == 1


@pytest.mark.parametrize("instead", ["missing_scope", "lost", 500])
async def test_who_cannot_be_asked_about_is_no_administrator_and_still_answered(
    deliver: Delivery, slack: Workspace, desk: Desk, instead: object
) -> None:
    slack.next["users.info"].extend([instead] * 3)
    await deliver(slack.slash("digest list"))
    assert desk.asked[0].administrator is False
    assert len(slack.responses) == 1


# ---- App Home and forms


async def test_app_home_tells_what_readout_is_and_what_it_keeps(
    deliver: Delivery, slack: Workspace, desk: Desk
) -> None:
    await deliver(slack.event("app_home_opened", tab="home"))
    (drawn,) = slack.named("views.publish")
    assert drawn["user_id"] == USER
    assert drawn["view"]["type"] == "home"
    text = words([block for block in drawn["view"]["blocks"] if block["type"] != "divider"])
    assert text.startswith("The Strait Who stands where, in their own words.")
    asked = {"/strait digest list", "/strait feeds list", "/strait status"}
    assert {command.text for command in desk.asked} == asked
    assert [*buttons(drawn["view"]["blocks"])] == ["Add a digest", "Add a feed"]


async def test_what_is_not_to_be_had_is_told_calmly_in_app_home(
    deliver: Delivery, slack: Workspace, desk: Desk
) -> None:
    desk._answers = lambda command: Reply(title="Digests are for administrators.", ok=False)
    await deliver(slack.event("app_home_opened", tab="home"))
    blocks = slack.named("views.publish")[0]["view"]["blocks"]
    assert [b["text"]["text"] for b in blocks if b["type"] == "header"] == ["The Strait"]
    said = [b["elements"][0]["text"] for b in blocks if b["type"] == "context"]
    assert "Digests are for administrators." in said


async def test_app_home_is_within_a_hundred_blocks(deliver: Delivery, slack: Workspace, desk: Desk) -> None:
    desk._topics = [desk._topics[0]] * 9
    desk._answers = lambda command: LONG
    await deliver(slack.event("app_home_opened", tab="home"))
    assert len(slack.named("views.publish")[0]["view"]["blocks"]) <= 100


async def test_the_messages_tab_is_left_alone(deliver: Delivery, slack: Workspace) -> None:
    await deliver(slack.event("app_home_opened", tab="messages"))
    assert slack.named("views.publish") == []


@pytest.mark.parametrize(
    ("action", "title", "inputs"),
    [
        (
            "readout-add-digest",
            "Add a digest",
            ["when", "about", "channel", "most", "empty", "quiet", "mention", "place"],
        ),
        ("readout-add-feed", "Add a feed", ["address"]),
    ],
)
async def test_a_button_of_app_home_opens_its_form(
    deliver: Delivery, slack: Workspace, action: str, title: str, inputs: list[str]
) -> None:
    await deliver(slack.press("strait", action=action))
    view = slack.named("views.open")[0]["view"]
    assert view["title"]["text"] == title
    assert [block["block_id"] for block in view["blocks"]] == inputs
    assert view["private_metadata"] == "strait"


def submitted(form: str, values: dict[str, dict[str, str]]) -> dict[str, Any]:
    return {
        "type": "view_submission",
        "team": {"id": TEAM},
        "user": {"id": USER},
        "trigger_id": f"submit-{form}-{values}",
        "view": {
            "id": "V1",
            "type": "modal",
            "callback_id": form,
            "private_metadata": "strait",
            "blocks": [{"type": "input", "block_id": name} for name in (values or ("when",))],
            "state": {"values": {name: {name: given} for name, given in values.items()}},
        },
    }


DIGEST = {
    "when": {"value": "weekdays at 08:00"},
    "about": {"value": "norland"},
    "channel": {"selected_conversation": "C9"},
}


async def test_a_digest_form_is_the_command_that_says_the_same_for_the_chosen_channel(
    deliver: Delivery, slack: Workspace, desk: Desk
) -> None:
    response = await deliver(submitted("readout-digest", DIGEST))
    asked = desk.asked[0]
    assert (asked.text, asked.channel) == ("/strait digest add weekdays at 08:00 on norland", "C9")
    assert asked.administrator
    assert '"response_action": "update"' in response.body
    assert len(slack.named("views.publish")) == 1


async def test_what_else_a_digest_form_has_is_part_of_the_sentence(deliver: Delivery, desk: Desk) -> None:
    more: dict[str, Any] = {
        "most": {"value": "8"},
        "empty": {"selected_option": {"value": "silent"}},
        "quiet": {"value": "22:00-07:00"},
        "mention": {"selected_user": "U7"},
        "place": {"selected_option": {"value": "in a thread"}},
    }
    await deliver(submitted("readout-digest", DIGEST | more))
    sentence = (
        "weekdays at 08:00 on norland, most 8 lines, quiet 22:00-07:00, mention <@U7>, silent, in a thread"
    )
    assert desk.asked[0].text == f"/strait digest add {sentence}"


@pytest.mark.parametrize(
    ("problem", "field"),
    [
        ("I don't know “norland” here.", "about"),
        ("A digest has 1 to 40 lines.", "most"),
        ("All its times lie in its quiet hours, 07:00-09:00, so it would never come.", "quiet"),
        ("There is no time zone “Olso”.", "when"),
        ("“digest add” is for administrators.", "when"),
    ],
)
async def test_what_cannot_be_done_is_told_beside_what_it_is_about(
    deliver: Delivery, desk: Desk, problem: str, field: str
) -> None:
    desk._answers = lambda command: Reply(title=problem, ok=False)
    further = {"most": {"value": "99"}, "quiet": {"value": "07:00-09:00"}}
    response = await deliver(submitted("readout-digest", DIGEST | further))
    assert set(json.loads(response.body)["errors"]) == {field}


LISTED = Reply(
    title="1 digest",
    blocks=(
        Table(
            headers=("id", "when and what", "next", "where"),
            rows=(
                ("7k2m", "daily at 08:00, <UTC>", "Tue 24 Nov 08:00", "slack T1/C9"),
                ("8a3b", "hourly", "paused: holidays", "slack T1/C8"),
                ("9b4c", "daily at 09:00", "Tue 24 Nov 09:00", "slack T1/D7"),
            ),
        ),
        Suggestions(
            commands=("/strait digest preview 7k2m", "/strait digest remove 7k2m"),
            labels=("Preview 7k2m", "Remove 7k2m"),
        ),
    ),
)


async def test_app_home_has_buttons_for_each_digest_of_the_workspace(
    deliver: Delivery, slack: Workspace, desk: Desk
) -> None:
    desk._answers = lambda command: LISTED if "digest" in command.text else BRIEF
    await deliver(slack.event("app_home_opened", tab="home"))
    asked = {c.text: c for c in desk.asked}
    assert asked["/strait digest list"].channel == ""
    assert asked["/strait status"].channel == ""  # or it would tell of the digests of a channel that is none
    assert asked["/strait status"].administrator == asked["/strait digest list"].administrator
    blocks = slack.named("views.publish")[0]["view"]["blocks"]
    shown = [b["text"]["text"] for b in blocks if b["type"] == "section"]
    assert "daily at 08:00, &lt;UTC&gt;\nNext: Tue 24 Nov 08:00 in <#C9>" in shown
    assert "hourly\nIn <#C8>, paused: holidays" in shown
    assert "daily at 09:00\nNext: Tue 24 Nov 09:00 in a direct message" in shown
    (row,) = [b["elements"] for b in blocks if b["type"] == "actions" and len(b["elements"]) == 2]
    assert [button["text"]["text"] for button in row] == ["Preview 7k2m", "Remove 7k2m"]
    assert len({button["action_id"] for button in row}) == 2
    assert ["confirm" in button for button in row] == [False, True]


@pytest.mark.parametrize("acted", [True, False])
async def test_a_button_beside_a_digest_is_told_in_a_window_and_draws_the_page_anew_if_it_acted(
    deliver: Delivery, slack: Workspace, desk: Desk, acted: bool
) -> None:
    desk._answers = lambda command: Reply(title="Digest 7k2m is paused.", acted=acted)
    await deliver(slack.press("/strait digest pause 7k2m", action="readout-deed:pause:7k2m"))
    assert (desk.asked[0].text, desk.asked[0].channel) == ("/strait digest pause 7k2m", "")
    assert "is paused" in str(slack.named("views.update")[0]["view"])
    assert len(slack.named("views.publish")) == acted


async def test_a_digest_is_changed_in_a_form_that_has_its_sentence(
    deliver: Delivery, slack: Workspace, desk: Desk
) -> None:
    desk.ways = (Completion(text="daily at 08:00 UTC", start=0),)
    await deliver(slack.press("/strait digest edit 7k2m", action="readout-edit:edit:7k2m"))
    view = slack.named("views.open")[0]["view"]
    (field,) = view["blocks"]
    assert field["element"]["initial_value"] == "daily at 08:00 UTC"
    assert (view["title"]["text"], view["submit"]["text"]) == ("Change digest 7k2m", "Change")
    assert (desk.completed[0].text, desk.completed[0].channel) == ("/strait digest edit 7k2m ", "")
    filled = submitted("readout-change", {"sentence": {"value": "daily at 09:00 UTC"}})
    filled["view"]["private_metadata"] = view["private_metadata"]
    await deliver(filled)
    assert (desk.asked[0].text, desk.asked[0].channel) == ("/strait digest edit 7k2m daily at 09:00 UTC", "")
    assert len(slack.named("views.publish")) == 1


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        (f"<@{ANN}>", f"<@{ANN}|Ann-Ek>"),
        (f"<@{ANN}|whoever>", f"<@{ANN}|Ann-Ek>"),
        ("<!subteam^S1|@news desk>", "<!subteam^S1|news-desk>"),
        ("<!here>", "<!here>"),
    ],
)
async def test_whom_a_digest_mentions_is_known_by_id_and_name(
    deliver: Delivery, slack: Workspace, desk: Desk, typed: str, asked: str
) -> None:
    await deliver(slack.slash(f"digest add daily at 8 mention {typed}, silent"))
    assert desk.asked[0].text == f"/strait digest add daily at 8 mention {asked}, silent"


async def test_a_mention_that_could_not_be_posted_is_refused(
    deliver: Delivery, slack: Workspace, desk: Desk
) -> None:
    await deliver(slack.slash(f"digest add daily at 8 mention <@{NOBODY}>"))
    assert "Nobody here has that id." in str(slack.responses)
    slack.admins.clear()
    await deliver(slack.slash("digest edit 7k2m daily at 8 mention <!channel>", user_id="U5"))
    assert "Only the workspace’s admins" in str(slack.responses)
    assert desk.asked == []


async def test_a_feed_form_is_the_command_that_says_the_same(deliver: Delivery, desk: Desk) -> None:
    await deliver(submitted("readout-feed", {"address": {"value": "https://example.org/news.xml"}}))
    assert desk.asked[0].text == "/strait feeds add https://example.org/news.xml"


@pytest.mark.parametrize(
    "values", [{}, {"when": {}}, {"when": {"value": "   "}}, {"when": {"value": "x" * 9000}}]
)
async def test_an_empty_or_overlong_form_says_why_and_keeps_what_was_typed(
    deliver: Delivery, slack: Workspace, desk: Desk, values: dict[str, dict[str, str]]
) -> None:
    desk._answers = lambda command: Reply(
        title="When should it come?", blocks=(Note(text="Say “daily at 08:00”. " + "x" * 400),), ok=False
    )
    response = await deliver(submitted("readout-digest", values))
    assert '"response_action": "errors"' in response.body
    assert '"when": "When should it come? Say' in response.body
    assert len(response.body) < 800
    assert slack.named("views.publish") == []


async def test_a_slow_answer_to_a_form_is_acknowledged_in_time_and_shown_later(
    deliver: Delivery, slack: Workspace, desk: Desk
) -> None:
    desk.slow = 2.8
    begun = asyncio.get_running_loop().time()
    response = await deliver.app.async_dispatch(bolted(submitted("readout-digest", DIGEST)))
    assert asyncio.get_running_loop().time() - begun < 3
    assert "One moment" in response.body
    await deliver.app.finished()
    assert "Norland" in str(slack.named("views.update")[0]["view"])


async def test_a_form_closed_half_way_asks_for_nothing(deliver: Delivery, desk: Desk) -> None:
    closed = submitted("readout-digest", DIGEST) | {"type": "view_closed", "is_cleared": False}
    assert (await deliver(closed)).status == 200
    assert desk.asked == []


# ---- the message shortcut


def checked(text: str) -> dict[str, Any]:
    return {
        "type": "message_action",
        "callback_id": "readout-check",
        "team": {"id": TEAM},
        "user": {"id": USER},
        "channel": {"id": CHANNEL},
        "trigger_id": f"check-{text}",
        "message": {"type": "message", "text": text, "ts": "1.1"},
    }


async def test_a_quote_is_checked_in_a_window_that_opens_at_once(
    deliver: Delivery, slack: Workspace, desk: Desk
) -> None:
    await deliver(checked("&gt; “We ask every neighbour”"))
    (opened,), (updated,) = slack.named("views.open"), slack.named("views.update")
    assert words(opened["view"]["blocks"]) == "Looking the words up …"
    assert updated["view_id"] == "V1"
    assert "Norland: where it stands" in words(updated["view"]["blocks"])
    assert desk.asked[0].text == "/strait check > “We ask every neighbour”"


async def test_a_message_without_words_has_nothing_to_check(
    deliver: Delivery, slack: Workspace, desk: Desk
) -> None:
    await deliver(checked(""))
    assert "no words in this message" in words(slack.named("views.update")[0]["view"]["blocks"])
    assert desk.asked == []


async def test_every_topic_is_looked_through_for_a_quote(
    deliver: Delivery, slack: Workspace, desk: Desk
) -> None:
    desk._topics = [desk._topics[0], desk._topics[0].model_copy(update={"id": "tarn"})]
    await deliver(checked("We ask"))
    assert [command.text for command in desk.asked] == ["/strait check We ask", "/tarn check We ask"]


async def test_what_we_do_not_know_is_left_alone(
    deliver: Delivery, slack: Workspace, caplog: pytest.LogCaptureFixture
) -> None:
    unknown = {"type": "shortcut", "callback_id": "their secret", "trigger_id": "t", "user": {"id": USER}}
    assert (await deliver(unknown | {"team": {"id": TEAM}})).status == 404
    assert "their secret" not in caplog.text
    assert BRIEF.title not in str(slack.responses)


# ---- reporting


async def test_reporting_asks_what_is_wrong_before_anything_is_withheld(
    deliver: Delivery, slack: Workspace, desk: Desk
) -> None:
    offer = Suggestions(commands=("/strait report 7hq2m4xz what is wrong",))
    desk._answers = lambda command: BRIEF.model_copy(update={"blocks": (*BRIEF.blocks, offer)})
    await deliver(slack.slash("source 7hq2m4xz"))
    value = buttons(slack.responses[0]["blocks"])["Report …"]
    await deliver(slack.press(value, action="readout-report"))
    assert len(desk.asked) == 1
    view = slack.named("views.open")[0]["view"]
    assert view["title"]["text"] == "Report a quotation"
    filled = submitted("readout-report", {"why": {"value": "wrong speaker"}})
    filled["view"]["private_metadata"] = view["private_metadata"]
    await deliver(filled)
    assert desk.asked[1].text == "/strait report 7hq2m4xz wrong speaker"
    assert slack.named("views.publish") == []


# ---- what is no delivery of Slack's, or comes at a bad time


async def test_a_delivery_that_comes_while_we_cannot_sign_in_is_left_for_slack_to_repeat(
    deliver: Delivery, slack: Workspace, desk: Desk
) -> None:
    slack.next["auth.test"].append("lost")
    command = slack.slash("latest")
    assert (await deliver(command)).status == 503
    assert slack.responses == []
    assert (await deliver(command)).status == 200
    assert len(slack.responses) == 1


async def test_a_payload_of_another_shape_harms_nothing(deliver: Delivery, slack: Workspace) -> None:
    odd = submitted("readout-digest", DIGEST)
    del odd["view"]["type"]
    assert (await deliver(odd)).status == 400
    assert (await deliver(slack.slash("latest"))).status == 200
