import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.commands import complete, handle
from bot.messages import Command


@pytest.fixture
def offers(context):
    """What may follow a line, as whole lines."""

    def follow(text: str) -> list[str]:
        found = complete(context, Command(text=text, topic="delta"))
        return [text[: one.start] + one.text for one in found]

    return follow


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("", "overview"),
        ("st", "stance"),
        ("/de", "/delta"),
        ("/c", "/cable"),
        ("/st", "/stance"),
        ("/delta ", "/delta overview"),
        ("/delta st", "/delta stance"),
        ("posit", "stance"),
        ("stance ", "stance upland"),
        ("stance east", "stance eastmark"),
        ("stance high", "stance upland"),
        ("stance united hi", "stance upland"),
        ("stance “united hi", "stance “upland"),
        ("stance eastmrk", "stance eastmark"),
        ("stance upland ", "stance upland on "),
        ("stance upland o", "stance upland on "),
        ("stance upland on ", "stance upland on great-dam"),
        ("stance upland on fish", "stance upland on fishing-rights"),
        ("stance upland on dam b", "stance upland on great-dam"),
        ("stance upland on great-dam ", "stance upland on great-dam since "),
        ("stance upland since last w", "stance upland since last week"),
        ("stance upland since ", "stance upland since March 2021"),
        ("compare upland ", "compare upland eastmark"),
        ("quotes bra", "quotes Ana Brandt"),
        ("quotes Ana B", "quotes Ana Brandt"),
        ("help sta", "help stance"),
        ("digest pre", "digest preview"),
    ],
)
def test_a_line_goes_on(offers, typed, line):
    assert line in offers(typed)


def test_a_prefix_comes_before_an_alias_and_an_alias_before_a_likeness(offers):
    found = offers("/delta s")
    assert found.index("/delta stance") < found.index("/delta search") < found.index("/delta overview")


def test_a_filled_slot_is_not_offered_again(offers):
    assert not any(line.endswith("eastmark") for line in offers("stance upland "))
    assert not any(line.endswith(" on ") for line in offers("stance upland on great-dam "))


def test_citation_ids_are_completed_from_the_store(offers, context):
    known = context.store.citation_ids("delta", "", 1)[0]
    assert f"source {known}" in offers(f"source {known[:3]}")


def test_completions_say_what_they_are(context):
    found = complete(context, Command(text="stance eas", topic="delta"))
    assert [(one.text, one.hint) for one in found] == [("eastmark", "Eastmark")]


@pytest.mark.parametrize(
    "typed", ["sta", "stance u", "stance high", "quotes ana b", "stance upland on fi", "help lat"]
)
def test_the_best_completion_is_understood(offers, context, typed):
    assert handle(context, Command(text=offers(typed)[0], topic="delta")).blocks


@settings(max_examples=100, deadline=None)
@given(
    st.text(max_size=40)
    | st.lists(
        st.sampled_from(["/delta", "stance", "quotes", "source", "on", "since", "up", " ", '"', "as"])
    ).map(" ".join)
)
def test_any_beginning_can_be_gone_on_from(context, text):
    for one in complete(context, Command(text=text, topic="delta")):
        assert 0 <= one.start <= len(text)
        assert one.text
