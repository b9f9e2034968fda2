from datetime import date

import pytest

from bot.commands.examples import examples
from bot.commands.grammar import GRAMMAR, KEYWORDS, Keyword, SlotType, names, rule
from bot.commands.handling import ANSWERS, CHANNEL_ANSWERS
from bot.commands.parsing import read
from bot.messages import Command
from summaries.folding import fold

DESIGNED = {
    "overview", "stance", "compare", "tensions", "latest", "timeline", "quotes", "source", "search",
    "digest", "feeds", "report", "review", "check", "status", "help",
}  # fmt: skip


def test_the_table_holds_every_command_of_the_design():
    assert {each.name for each in GRAMMAR} == DESIGNED


def test_every_command_has_exactly_one_answer():
    assert sorted([*ANSWERS, *CHANNEL_ANSWERS]) == sorted(each.name for each in GRAMMAR)


def test_no_two_commands_share_a_name_and_no_name_is_a_keyword():
    assert len(set(names())) == len(names())
    assert not set(names()) & set(KEYWORDS)


@pytest.mark.parametrize("each", GRAMMAR, ids=lambda each: each.name)
def test_a_platform_can_build_its_options_from_the_table(each):
    assert len(each.summary) <= 100  # the most that chat platforms show for a command
    for slot in each.slots:
        assert slot.description
        assert len(slot.description) <= 100
        assert slot.name.replace("_", "").isalpha()
        assert bool(slot.choices) == (slot.type is SlotType.CHOICE)
    required = [slot.required for slot in each.slots if not slot.choices]
    assert required == sorted(required, reverse=True), "required slots come first"


@pytest.mark.parametrize("each", GRAMMAR, ids=lambda each: each.name)
def test_every_example_is_understood_as_its_own_command(each, topic):
    filled = examples(topic, each, id="7k3m2q9x", around=date(2019, 5, 1))
    assert filled
    for text in filled:
        request = read({topic.id: topic}, Command(text=text), date(2020, 1, 1))
        assert request.command == each.name


@pytest.mark.parametrize("each", GRAMMAR, ids=lambda each: each.name)
def test_every_synonym_leads_to_its_command(each):
    for name in (each.name, *each.synonyms):
        found = rule(fold(name) or name)
        assert found is each


def test_examples_that_a_topic_has_no_names_for_are_left_out(cable):
    quotes = rule("quotes")
    assert not any("{" in text for text in examples(cable, quotes))
    bare = cable.model_copy(update={"people": ()})
    assert examples(bare, quotes) == ("/cable quotes northport on island-rule",)


def test_usage_reads_like_the_design():
    assert rule("stance").usage == "stance ACTOR [on ISSUE] [since DATE] [as of DATE]"
    assert rule("stance").slot(Keyword.AS_OF).name == "as_of"
