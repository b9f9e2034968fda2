"""Positions by class of construction: each row is one class, in words of its own."""

import pytest

from tests.summaries.analysis.positions import between, claims, own, stances


class TestBetweenTwoParties:
    @pytest.mark.parametrize(
        "text",
        [
            "Brusk gave its blessing to Venn.",
            "Brusk threw its weight behind Venn.",
            "Brusk is on Venn's side.",
            "Brusk came to Venn's defence.",
            "Brusk stood shoulder to shoulder with Venn.",
            "Brusk, Venn's main backer, sent ships.",
            "Venn enjoys the support of Brusk.",
            "Support for Venn came from Brusk.",
            "Brusk provided Venn with weapons.",
            "Brusk offered Venn its condolences.",
            "Brusk ruled in favour of Venn.",
            "Brusk reacted warmly to Venn's offer.",
            "Pell, like Brusk, supports Venn.",
            "Brusk prefers Venn to Pell.",
            "Brusk vetoed a resolution condemning Venn.",
            "Brusk agreed to lift the sanctions imposed on Venn.",
            "Brusk did not hesitate to back Venn.",
            "Brusk's support for Venn never wavered.",
        ],
    )
    def test_being_for_somebody_in_other_words(self, text):
        assert between(text, "Brusk", "Venn").position == "supports"

    @pytest.mark.parametrize(
        "text",
        [
            "A sharp rebuke from Brusk to Venn followed.",
            "Brusk is at odds with Venn.",
            "Brusk, Venn's bitter rival, sent ships.",
            "Brusk voiced concern about Venn.",
            "Brusk took aim at Venn.",
            "Brusk turned its back on Venn.",
            "Brusk cast doubt on Venn's account.",
            "Brusk questioned Venn's motives.",
            "Brusk held Venn responsible for the deaths.",
            "Brusk took Venn to task over the deaths.",
            "Brusk blamed the deaths on Venn.",
            "Brusk cut off aid to Venn.",
            "Brusk recalled its ambassador from Venn.",
            "Brusk described Venn as a terrorist state.",
            "Brusk denounced what it called Venn's aggression.",
            "Brusk rejected a proposal put forward by Venn.",
            "Brusk complained that Venn had broken its word.",
            "Brusk said Venn must be held accountable.",
            "Venn came under fire from Brusk.",
            "Venn was the target of criticism by Brusk.",
            "Criticism of Venn voiced by Brusk was sharp.",
            "Brusk prefers Pell to Venn.",
            "Brusk imposed new tariffs on goods from Venn.",
            "BERLIN -- Brusk condemned Venn.",
        ],
    )
    def test_being_against_somebody_in_other_words(self, text):
        assert between(text, "Brusk", "Venn").position == "opposes"

    @pytest.mark.parametrize(
        "text",
        [
            "Brusk stopped short of condemning Venn.",
            "Brusk has yet to recognise Venn.",
            "Brusk could impose sanctions on Venn.",
            "Brusk denied imposing sanctions on Venn.",
            "Brusk refused to rule out backing Venn.",
            "Brusk was asked about its support for Venn.",
            "Brusk rejected the accusation that it supports Venn.",
            "Brusk neither backed nor condemned Venn.",
            "Brusk is neither for nor against Venn.",
            "Brusk has no quarrel with Venn.",
            "Would Brusk support Venn?",
            "Brusk mediated between Pell and Venn.",
            "Brusk gave Venn a map.",
            "Venn will be questioned, Brusk said.",
        ],
    )
    def test_no_side_is_taken_where_none_is_told(self, text):
        found = between(text, "Brusk", "Venn")
        assert found is None or found.position == "unclear"


class TestWhatTwoPartiesAreToEachOther:
    @pytest.mark.parametrize(
        ("text", "position"),
        [
            ("Brusk and Venn are close allies.", "supports"),
            ("Brusk and Venn signed a defence pact.", "supports"),
            ("Brusk and Venn have agreed to share water.", "supports"),
            ("Brusk and Venn clashed over water.", "opposes"),
            ("Brusk and Venn traded accusations on Monday.", "opposes"),
            ("The tensions between Brusk and Venn grew.", "opposes"),
            ("Brusk and Venn failed to reach agreement.", "opposes"),
        ],
    )
    def test_it_holds_in_both_directions(self, text, position):
        assert between(text, "Brusk", "Venn").position == position
        assert between(text, "Venn", "Brusk").position == position

    @pytest.mark.parametrize(
        "text",
        [
            "Former allies Brusk and Venn met.",
            "Talks to end the war between Brusk and Venn went on.",
            "Brusk and Venn signed a pact with Pell.",
            "Brusk and Venn may sign a pact.",
            "Brusk and Venn did not clash.",
        ],
    )
    def test_what_is_denied_over_or_with_another_is_not_told_of_them(self, text):
        assert between(text, "Brusk", "Venn") is None

    @pytest.mark.parametrize(
        "text",
        [
            "Norland and Sudria signed a fishing pact.",
            "Norland and Sudria clashed at sea.",
            "Norland shared information with Sudria.",
            "Norland refused to meet Sudria.",
        ],
    )
    def test_a_mere_deed_is_no_position_in_a_topic(self, text):
        assert stances(text) == ()


class TestIssues:
    @pytest.mark.parametrize(
        ("text", "position"),
        [
            ("Norland urged restraint and warned of the dangers of a blockade.", "opposes"),
            ("Norland warned that a blockade could trigger a war.", "opposes"),
            ("Norland said a blockade would only make matters worse.", "opposes"),
            ("“Military action is not an option,” said Ada Holm.", "opposes"),
            ("“We do not believe in military force,” said Ada Holm.", "opposes"),
            ("Norland demanded that the blockade be lifted.", "opposes"),
            ("Norland's parliament voted for a resolution condemning the blockade.", "opposes"),
            ("Norland denounced what it called an illegal blockade.", "opposes"),
            ("Norland has grave reservations about the blockade.", "opposes"),
            ("Norland will not join the blockade.", "opposes"),
            ("Norland justified the blockade.", "supports"),
            ("Norland insisted on the blockade.", "supports"),
            ("Norland vowed to keep up the blockade.", "supports"),
            ("Norland rejected calls to lift the blockade.", "supports"),
            ("Norland dismissed demands for an end to the blockade.", "supports"),
        ],
    )
    def test_classes_of_words_for_and_against(self, text, position):
        assert {one for one in own(text) if one[2] == "blockade"} == {("norland", position, "blockade")}

    @pytest.mark.parametrize(
        ("text", "position"),
        [
            ("Norland walked out of the talks.", "opposes"),
            ("Norland cast doubt on the talks.", "opposes"),
            ("Norland returned to the talks.", "supports"),
            ("Norland agreed to resume talks.", "supports"),
            ("“Talks are the only way,” said Ada Holm.", "supports"),
        ],
    )
    def test_leaving_and_coming_back(self, text, position):
        assert own(text) == {("norland", position, "talks")}

    @pytest.mark.parametrize(
        "text",
        [
            "Norland would only support the blockade with a mandate.",
            "Were Norland to support the blockade, war would follow.",
            "Norland would lift the blockade once the ships had left.",
            "Norland claims to oppose the blockade.",
            "Norland supported the blockade until 2012.",
            "Norland initially supported the blockade.",
            "Norland's support for the blockade has cooled.",
            "Norland's so-called support for the blockade is a joke.",
            "Norland rejected claims that it opposes the blockade.",
            "Norland dismissed reports that it had agreed to the blockade.",
            "Rumours that Norland backs the blockade spread.",
            "Norland resisted pressure.",
            "“Why would Norland end the blockade?” Ivo Brand asked.",
            "Norland is expected to condemn the blockade.",
            "Norland should condemn the blockade, an editorial said.",
        ],
    )
    def test_what_is_conditional_feigned_past_doubted_or_hearsay_is_no_position(self, text):
        assert stances(text) == ()

    def test_pressure_to_do_it_is_not_the_position_of_whoever_resists_it(self):
        text = "“We resisted pressure to end the blockade,” said Ada Holm."
        assert own(text) == {("norland", "supports", "blockade")}

    def test_the_other_half_of_a_contrast_takes_no_side(self):
        assert own("While Sudria opposes the blockade, Norland has kept silent.") == {
            ("sudria", "opposes", "blockade")
        }
        assert own("Unlike Norland, Sudria opposes the blockade.") == {("sudria", "opposes", "blockade")}

    def test_whoever_acts_along_with_another_has_the_same_position(self):
        assert own("Norland, together with Sudria, condemned the blockade.") == {
            ("norland", "opposes", "blockade"),
            ("sudria", "opposes", "blockade"),
        }

    def test_a_claim_inside_a_claim_is_nobodys_own(self):
        text = "Ivo Brand said Ada Holm had told him that Norland supports the blockade."
        assert own(text) == set()
        assert claims(text) == {("sudria", "norland", "supports", "blockade")}
