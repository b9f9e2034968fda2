"""What the two bundled articles must yield, asked of the whole program."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import lines_of, sections_of

SEEDS = Path(__file__).parent.parent / "seeds" / "venezuela" / "articles"
COMMANDS = (
    "overview",
    "stance russia",
    "stance usa",
    "compare usa russia",
    "tensions usa",
    "latest",
    "timeline",
    "quotes lavrov",
    "quotes trump",
    "quotes pompeo",
    "quotes guaido",
    "search oil",
)


def text_of(reply) -> str:
    return "\n".join(line.text for line in lines_of(reply))


def line_with(reply, words: str):
    found = [line for line in lines_of(reply) if words in line.text]
    assert len(found) == 1, f"{words!r} stands in {len(found)} lines of:\n{text_of(reply)}"
    return found[0]


def section_of(reply, words: str) -> str:
    return next(
        title for title, lines in sections_of(reply).items() if any(words in line.text for line in lines)
    )


class TestStanceOfRussia:
    @pytest.fixture
    def reply(self, ask):
        return ask("/venezuela stance russia")

    def test_it_opposes_military_intervention(self, reply):
        assert "Military intervention: opposes" in sections_of(reply)

    def test_lavrovs_call_is_his_in_full_and_about_intervention(self, reply):
        line = line_with(reply, "We call on the Americans, and all those supporting them, to abandon")
        assert line.text.startswith("Sergey Lavrov")
        assert "direct quote" in line.text
        assert section_of(reply, "We call on the Americans").startswith("Military intervention")

    def test_lavrovs_warning_of_a_catastrophe(self, reply):
        line = line_with(reply, "would be a catastrophe")
        assert "Lavrov" in line.text
        assert line.position == "opposes"

    def test_it_supports_maduro(self, reply):
        section = section_of(reply, "declared its support for Maduro")
        assert section.endswith("supports")
        assert "Maduro" in section

    def test_it_denies_having_persuaded_maduro_to_stay(self, reply):
        assert line_with(reply, "rejected the US accusation")
        assert line_with(reply, "information war")

    def test_it_called_on_the_opposition_to_renounce_violence(self, reply):
        assert line_with(reply, "renounce the use of violence")

    def test_its_interests(self, reply):
        assert line_with(reply, "over 17 billion U.S. dollars")
        assert line_with(reply, "around 100 Russian military experts")

    def test_trumps_account_of_putin_is_not_russias_stance(self, reply):
        for title, lines in sections_of(reply).items():
            for line in lines:
                if "looking at all to get involved" in line.text:
                    assert "Trump" in line.text
                    assert title == "What others say of it"


class TestStanceOfTheUSA:
    @pytest.fixture
    def reply(self, ask):
        return ask("/venezuela stance usa")

    def test_it_backs_guaido(self, reply):
        section = section_of(reply, "backs Guaidó")
        assert section.endswith("supports")

    def test_the_military_option_in_the_words_of_the_secretary_of_state_at_the_time(self, reply):
        line = line_with(reply, "Make no mistake, we have a full range of options.")
        assert line.text.startswith("Mike Pompeo, Secretary of State")
        assert section_of(reply, "Make no mistake").startswith("Military intervention")

    def test_humanitarian_aid_in_trumps_words(self, reply):
        assert "Humanitarian aid: supports" in sections_of(reply)
        assert "humanitarian aid" in text_of(reply)

    def test_it_blames_moscow(self, reply):
        section = section_of(reply, "blamed Russia")
        assert "Russia" in section


class TestTensionsOfTheUSA:
    @pytest.fixture
    def reply(self, ask):
        return ask("/venezuela tensions usa")

    def test_trumps_softer_line_stands_beside_pompeos_options(self, reply):
        section = section_of(reply, "full range of options")
        words = " ".join(line.text for line in sections_of(reply)[section])
        assert "Donald Trump" in words
        assert "looking at all to get involved in Venezuela" in words

    def test_the_second_articles_own_remark_on_inconsistency(self, reply):
        line = line_with(reply, "continued inconsistency in US foreign policy")
        assert "Rowan Hart" in line.text


QUOTES = {
    "lavrov": [
        "We call on the Americans, and all those supporting them, to abandon their irresponsible plans "
        "and to act exclusively within the boundaries of international law.",
        "Threats by the U.S. administration have nothing to do with democracy.",
    ],
    "trump": [
        "He is not looking at all to get involved in Venezuela other than he'd like to see something "
        "positive happen for Venezuela. I feel the same way. We want to get some humanitarian aid, right "
        "now people are starving, they have no water, they have no food",
        "The United States stands with the People of Venezuela and their Freedom!",
        "very positive",
    ],
    "pompeo": [
        "Make no mistake, we have a full range of options. Diplomatic options, political options, options "
        "with our allies, and then ultimately, a set of options that would involve use of U.S. military.",
        "had an airplane on the tarmac",
        "Maduro has brought nothing but misery to the Venezuelan people",
    ],
    "guaido": ["The time is now"],
}  # fmt: skip


@pytest.mark.parametrize("person", QUOTES)
def test_every_verbatim_quotation_of_a_person_and_nobody_elses(ask, person):
    shown = text_of(ask(f"/venezuela quotes {person}"))
    for quotation in QUOTES[person]:
        assert quotation in shown
    for other, quotations in QUOTES.items():
        for quotation in quotations:
            assert other == person or quotation not in shown


def test_the_two_wordings_of_trumps_account_are_one_quotation_with_a_variant(ask):
    line = line_with(ask("/venezuela quotes trump"), "He is not looking at all")
    assert "other than he would like to see something positive happen" in line.text
    assert len({citation.article for citation in line.citations}) == 2


LATEST = {
    "the Sochi meeting": ("met in Sochi", "14 May 2019"),
    "the uprising": ("coup attempt", "30 April 2019"),
    "the experts' landing": ("100 Russian military experts", "March 2019"),
    "Lavrov and Arreaza": ("Jorge Arreaza", "5 May 2019"),
}


@pytest.mark.parametrize("event", LATEST)
def test_latest_has_the_dated_events(ask, event):
    words, date = LATEST[event]
    assert any(words in line.text and date in line.text for line in lines_of(ask("/venezuela latest")))


@pytest.mark.parametrize(
    "words",
    [
        "telephone call between Pompeo and Lavrov",
        "direct phone call between presidents Trump and Putin",
        "several rounds of talks in Norway",
        "1.2 million barrels per day in January 2019 to just 476,000 per day in April",
        "5.3 million refugees from Venezuela by the end of 2019",
    ],
)
def test_latest_has_the_calls_the_talks_and_the_figures(ask, words):
    assert words in text_of(ask("/venezuela latest"))


class TestComparison:
    @pytest.fixture
    def reply(self, ask):
        return ask("/venezuela compare usa russia")

    def test_who_backs_whom(self, reply):
        assert "The US backs Guaidó’s claims to the presidency" in text_of(reply)
        assert "Russia has declared its support for Maduro’s leadership" in text_of(reply)

    def test_where_they_clash(self, reply):
        assert "Military intervention: they differ" in sections_of(reply)

    def test_what_is_said_to_block_a_settlement(self, reply):
        lines = sections_of(reply)["What is said to block a settlement"]
        assert "unwilling to compromise" in " ".join(line.text for line in lines)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_line_cites_words_that_stand_in_the_bundled_text(ask, bundled, command):
    texts = {
        id: article.text
        for id, article in bundled.context.store.articles([path.stem for path in SEEDS.glob("*.txt")]).items()
    }
    assert len(texts) == 2
    reply = ask(f"/venezuela {command}")
    assert lines_of(reply)
    for line in lines_of(reply):
        for citation in line.citations:
            assert texts[citation.article][citation.start : citation.end] == citation.text


@pytest.mark.parametrize("command", COMMANDS)
def test_no_line_stands_twice(ask, command):
    shown = [re.sub(r"\W+", " ", line.text) for line in lines_of(ask(f"/venezuela {command}"))]
    assert len(shown) == len(set(shown))


def test_noise_is_in_no_brief(ask):
    for command in COMMANDS:
        shown = text_of(ask(f"/venezuela {command}"))
        for noise in ("CGTN Photo", "02:27", "MPhil", "Categories:"):
            assert noise not in shown
