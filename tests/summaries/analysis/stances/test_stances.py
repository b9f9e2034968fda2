import pytest

from summaries.model import Act, Grade
from tests.summaries.analysis.positions import between, claims, own, stances, topic


class TestTheArticlesOwnVoice:
    def test_two_clauses_of_one_sentence_give_two_stances_with_their_own_words(self):
        text = "Norland backs the Port Union whilst Sudria has declared its support for Tessaly."
        found = {(s.actor, s.position.value, s.target): s.span.text for s in stances(text)}
        assert found == {
            ("norland", "supports", "port-union-cause"): "Norland backs the Port Union",
            ("sudria", "supports", "tessaly"): "Sudria has declared its support for Tessaly",
        }

    @pytest.mark.parametrize(
        ("text", "position", "target"),
        [
            ("Sudria opposes any naval blockade.", "opposes", "blockade"),
            ("The tolls were condemned by Sudria on Friday.", "opposes", "tolls"),
            ("Sudria, which backs Tessaly, sent no ships.", "supports", "tessaly"),
            ("Sudria's opposition to the tolls is well known.", "opposes", "tolls"),
            ("Norland drew criticism from Sudria.", "opposes", "norland"),
            ("Sudria imposed sanctions on Norland.", "opposes", "norland"),
            ("Sudria lifted its sanctions on Norland.", "supports", "norland"),
            ("Sudria recognised Lena Moss as leader of the port.", "supports", "port-union-cause"),
            ("Sudria is a close ally of Tessaly.", "supports", "tessaly"),
            ("Sudria is critical of the toll increase.", "opposes", "tolls"),
            ("Sudria has provided aid to Tessaly.", "supports", "tessaly"),
            ("Sudria-backed Tessaly held its ground.", "supports", "tessaly"),
            ("Sudria called for an end to the blockade.", "opposes", "blockade"),
            ("Sudria is ready to negotiate.", "supports", "talks"),
            ("Sudria issued a statement condemning the tolls.", "opposes", "tolls"),
            ("Sudria called the tolls a disgrace.", "opposes", "tolls"),
            ("Sudria compared the tolls to an attack.", "opposes", "tolls"),
            ("Sudria wants to stop Norland from raising the tolls.", "opposes", "tolls"),
        ],
    )
    def test_constructions_that_take_a_side(self, text, position, target):
        assert own(text) == {("sudria", position, target)}

    @pytest.mark.parametrize(
        "text",
        [
            "Sudria imposed sanctions on the tolls.",
            "Sudria imposed sanctions on the office that collects the tolls.",
            "Sudria lifted its sanctions on the toll office.",
            "Sudria announced a boycott of goods and a ban on the tolls.",
            "Sudria imposed a toll embargo.",
        ],
    )
    def test_harm_done_to_a_thing_is_nothing_for_it(self, text):
        assert ("sudria", "supports", "tolls") not in own(text)

    @pytest.mark.parametrize(
        ("text", "position"),
        [
            ("Norland does not support the blockade.", "opposes"),
            ("Norland no longer supports the blockade.", "opposes"),
            ("Norland refused to back the blockade.", "opposes"),
            ("Norland promised not to use military force.", "opposes"),
            ("Norland has never ruled out military action.", "supports"),
            ("Norland refused to lift the blockade.", "supports"),
        ],
    )
    def test_negation_turns_the_position_round(self, text, position):
        assert own(text) == {("norland", position, "blockade")}

    def test_joined_verbs_and_joined_holders_are_told_apart(self):
        assert own("Norland supports the talks but rejects the toll increase.") == {
            ("norland", "supports", "talks"),
            ("norland", "opposes", "tolls"),
        }
        assert own("The Port Union is backed by Norland and Sudria.") == {
            ("norland", "supports", "port-union-cause"),
            ("sudria", "supports", "port-union-cause"),
        }

    def test_weighing_something_is_no_position_yet(self):
        [found] = stances("Norland is considering military action.")
        assert (found.position, found.act, found.grade) == ("unclear", Act.CONSIDERS, Grade.REPORTED)

    def test_keeping_a_coercive_option_open_is_a_threat(self):
        [found] = stances("Norland has not ruled out military action.")
        assert (found.position, found.act) == ("supports", Act.THREATENS)

    def test_an_appeal_to_stop_is_against_the_deed_and_whoever_does_it(self):
        assert own("Sudria urged Norland to abandon the blockade.") == {
            ("sudria", "opposes", "blockade"),
            ("sudria", "opposes", "norland"),
        }

    def test_an_office_and_an_adjective_before_officials_speak_for_their_side(self):
        [found] = stances("The Sudrian president praised the Port Union.")
        assert (found.actor, found.person, found.act) == ("sudria", "ivo-brand", Act.PRAISES)
        assert own("Norlandic officials condemned Tessaly.") == {("norland", "opposes", "tessaly")}


class TestSilence:
    @pytest.mark.parametrize(
        "text",
        [
            "Does Norland support the blockade?",
            "Norland may support the talks.",
            "If Norland agrees, Sudria will support the talks.",
            "It is unclear whether Norland supports the talks.",
            "Sudria's people support the talks.",
            "Norland's allies oppose the blockade.",
            "Norland failed to condemn Tessaly.",
            "Sudria did not criticise Norland.",
            "Norlandic sanctions were discussed with Tessaly.",
            "In 2011, Norland supported the blockade.",
            "Norland met Sudria in Tessaly.",
        ],
    )
    def test_no_position_is_read_where_none_is_sure(self, text):
        assert stances(text) == ()

    def test_a_side_is_not_for_or_against_itself(self):
        assert stances("Norland praised the Norlandic government.") == ()


class TestQuotedWords:
    def test_we_in_a_quote_is_the_speakers_side(self):
        [found] = stances('"We support the talks," Ada Holm said.')
        assert (found.actor, found.person, found.grade) == ("norland", "ada-holm", Grade.DIRECT)
        assert found.quotation is not None
        assert "Holm" not in found.span.text
        assert found.context.holds(found.span)

    def test_he_in_a_quote_may_be_anyone(self):
        assert stances('"He wants a blockade," Ivo Brand said.') == ()

    def test_he_in_reported_speech_is_the_speaker(self):
        assert own("Ivo Brand said he would not accept the tolls.") == {("sudria", "opposes", "tolls")}

    def test_calling_the_thing_a_catastrophe_is_opposing_it(self):
        [found] = stances("Ada Holm warned that a blockade would be a catastrophe.")
        assert (found.actor, found.position, found.act) == ("norland", "opposes", Act.WARNS)

    def test_what_must_be_done_is_the_speakers_wish(self):
        assert ("norland", "opposes", "blockade") in own("Sudria must end the blockade, Ada Holm said.")
        assert not {a for a, _, _ in own("Sudria must end the blockade, Ada Holm said.")} & {"sudria"}

    def test_who_feels_the_same_way_takes_the_position_just_told(self):
        text = '"He is not looking to negotiate. I feel the same way," Ivo Brand said of his guest.'
        [found] = stances(text)
        assert (found.actor, found.position, found.target) == ("sudria", "opposes", "talks")
        assert found.span.text == "He is not looking to negotiate. I feel the same way,"

    def test_these_plans_are_those_of_the_sentence_before(self):
        text = (
            'Norland is planning a naval blockade. "We call on Norland to drop these plans," Ivo Brand said.'
        )
        assert ("sudria", "opposes", "blockade") in own(text)


class TestWhatOthersSay:
    def test_what_one_side_says_of_another_is_a_claim(self):
        text = "Ada Holm said Sudria wants a blockade."
        assert claims(text) == {("norland", "sudria", "supports", "blockade")}
        assert own(text) == set()

    def test_a_claim_in_quotation_marks_stays_a_claim(self):
        text = '"Sudria wants a blockade," Ada Holm said.'
        assert claims(text) == {("norland", "sudria", "supports", "blockade")}
        assert own(text) == set()

    def test_a_claim_keeps_the_claimants_name(self):
        [found] = stances('"Sudria wants a blockade," Ada Holm said.')
        assert (found.claimed_by, found.person) == ("Ada Holm", None)

    def test_an_analysts_view_has_the_analysts_grade_and_no_claimant_of_the_topic(self):
        [found] = stances("Analysts say Sudria favours the talks.")
        assert (found.claimant, found.grade) == ("", Grade.ANALYST)

    def test_an_accusation_is_a_stance_of_the_accuser_and_a_claim_about_the_accused(self):
        text = "Norland accused Sudria of supporting Tessaly."
        assert own(text) == {("norland", "opposes", "sudria")}
        assert claims(text) == {("norland", "sudria", "supports", "tessaly")}

    def test_a_minister_speaks_for_the_own_side(self):
        assert own("Ada Holm said Norland supports the talks.") == {("norland", "supports", "talks")}

    def test_denied_claims_are_denied_against_who_made_them(self):
        found = stances("Ivo Brand claimed that Norland had mined the canal. Norland denied the claims.")
        assert ("norland", "sudria", Act.DENIES) in {(s.actor, s.target, s.act) for s in found}


def test_every_span_is_cut_from_the_text_and_lies_in_its_context():
    text = "Norland backs Tessaly.\n\n“We reject the tolls,” said Ivo Brand. Sudria opposes a blockade."
    found = stances(text)
    assert len(found) == 3
    for stance in found:
        assert text[stance.span.start : stance.span.end] == stance.span.text
        assert stance.context.holds(stance.span)


def test_easing_a_measure_is_shown_by_the_clause_that_says_so():
    (stance,) = stances("Norland would ease the blockade.")
    assert (stance.actor, stance.target, stance.act) == ("norland", "blockade", Act.REJECTS)
    assert stance.span.text == "Norland would ease the blockade"


def test_targets_are_issues_or_actors_of_the_topic():
    ids = {issue.id for issue in topic().issues} | {actor.id for actor in topic().actors}
    found = stances("Norland condemned Atlantis and Sudria, and praised the talks.")
    assert {s.target for s in found} == {"sudria", "talks"}
    assert {s.target for s in found} <= ids


class TestTwoNamedParties:
    @pytest.mark.parametrize(
        ("text", "position"),
        [
            ("Brusk lashed out at Venn over the budget.", "opposes"),
            ("Brusk filed a lawsuit against Venn.", "opposes"),
            ("Venn was arrested by Brusk on Monday.", "opposes"),
            ("Brusk has released Venn.", "supports"),
            ("Brusk vowed to stand by Venn.", "supports"),
            ("Brusk criticised Venn's opponents.", "supports"),
        ],
    )
    def test_the_sign_between_them(self, text, position):
        assert between(text, "Brusk", "Venn").position == position

    @pytest.mark.parametrize(
        "text",
        ["Brusk met Venn in the capital.", "Venn praised Brusk.", "Brusk said Pell had condemned Venn."],
    )
    def test_no_judgement_without_a_position_of_the_source(self, text):
        assert between(text, "Brusk", "Venn") is None


class TestReversals:
    @pytest.mark.parametrize(
        ("text", "position"),
        [
            ("Norland is not ready to give up the blockade.", "supports"),
            ("Norland is not willing to support the blockade.", "opposes"),
            ("Norland is against the blockade.", "opposes"),
            ("Norland is not in favour of the blockade.", "opposes"),
            ("Norland distanced itself from the blockade.", "opposes"),
            ("Norland will not take part in the blockade.", "opposes"),
        ],
    )
    def test_two_negations_and_what_is_not_wanted_have_their_sign(self, text, position):
        assert own(text) == {("norland", position, "blockade")}

    def test_neither_and_nor_deny_both(self):
        assert own("Norland supports neither the talks nor the toll increase.") == {
            ("norland", "opposes", "talks"),
            ("norland", "opposes", "tolls"),
        }

    @pytest.mark.parametrize(
        "text",
        [
            "Norland refused to condemn the blockade.",
            "Norland used to oppose the blockade.",
            "Norland once backed the blockade.",
            "Norland, once a champion of the blockade, said nothing.",
            "Norland had backed the blockade; it no longer does.",
            "Ada Holm denied that Norland was against the blockade.",
        ],
    )
    def test_what_is_over_denied_or_only_not_condemned_is_no_position(self, text):
        assert own(text) == set()

    def test_to_use_something_for_praise_is_not_to_have_praised_it_before(self):
        assert own("Norland used the meeting to praise Sudria.") == {("norland", "supports", "sudria")}


class TestSetPhrases:
    @pytest.mark.parametrize(
        ("words", "position"),
        [
            ("There is no place for a blockade in our waters,", "opposes"),
            ("A blockade is a red line for us,", "opposes"),
            ("A blockade is a red line for Norland,", "opposes"),
            ("A blockade is out of the question,", "opposes"),
            ("A blockade is off the table,", "opposes"),
            ("There will be no blockade,", "opposes"),
            ("The blockade is a trap,", "opposes"),
            ("The blockade has to end,", "opposes"),
            ("The blockade cannot continue,", "opposes"),
            ("A blockade is the last thing we need,", "opposes"),
            ("We cannot accept the blockade,", "opposes"),
            ("We are in favour of a blockade,", "supports"),
        ],
    )
    def test_a_phrase_takes_the_side_of_whoever_says_it(self, words, position):
        assert own(f"“{words}” said Ada Holm.") == {("norland", position, "blockade")}

    @pytest.mark.parametrize(
        "words",
        [
            "There is no blockade yet,",
            "A blockade is not a red line for us,",
            "There will be no blockade without a vote,",
            "The blockade is not out of the question,",
            "There will be no blockade this week,",
            "The talks must end the war,",
            "The talks have to end the war,",
            "Norland has to go to the polls,",
        ],
    )
    def test_a_fact_or_a_condition_is_no_such_phrase(self, words):
        assert own(f"“{words}” said Ada Holm.") == set()

    def test_a_vote_in_favour_is_not_that_of_whoever_blames_it(self):
        text = "Norland condemned Ivo Brand for his vote in favour of the blockade."
        assert ("norland", "supports", "blockade") not in own(text)

    def test_the_red_line_of_another_is_only_told_of_it(self):
        text = "“The blockade is a red line for Sudria,” said Ada Holm."
        assert own(text) == set()
        assert claims(text) == {("norland", "sudria", "opposes", "blockade")}


class TestWordsThatPointBack:
    @pytest.mark.parametrize(
        "answer",
        [
            "Ivo Brand agreed.",
            "Ivo Brand agreed with her.",
            "Ivo Brand was of the same opinion.",
            "“We share that view,” Ivo Brand said.",
            "“I agree with Ada Holm,” Ivo Brand said.",
        ],
    )
    def test_who_agrees_has_the_view_just_given(self, answer):
        found = own(f"“The blockade must end,” said Ada Holm. {answer}")
        assert {("norland", "opposes", "blockade"), ("sudria", "opposes", "blockade")} <= found

    @pytest.mark.parametrize(
        "answer",
        [
            "Ivo Brand agreed to meet her.",
            "Ivo Brand did not agree.",
            "Ivo Brand agreed that it was late.",
            "Ivo Brand agreed with Lena Moss.",
            "Ivo Brand shares a house with her.",
        ],
    )
    def test_who_agrees_to_something_else_has_not(self, answer):
        assert ("sudria", "opposes", "blockade") not in own(
            f"“The blockade must end,” said Ada Holm. {answer}"
        )

    def test_it_is_the_one_issue_named_before_in_the_sentence(self):
        assert own("Norland supports the blockade, while Sudria opposes it.") == {
            ("norland", "supports", "blockade"),
            ("sudria", "opposes", "blockade"),
        }

    @pytest.mark.parametrize(
        "text",
        [
            "Norland supports the blockade and has a fleet, and Sudria opposes it.",
            "Norland supports the blockade, and Sudria opposes them.",
            "The tolls and the blockade met, and Sudria opposes it.",
        ],
    )
    def test_it_may_mean_something_else(self, text):
        assert not [found for found in own(text) if found[0] == "sudria"]


class TestHoldersFarAway:
    @pytest.mark.parametrize(
        "text",
        [
            "Although Sudria has more ships than Norland, its government rejects the blockade.",
            "A Sudrian veto stopped the blockade.",
            "Sudria, one of the few states to have kept a fleet, has long argued against the blockade.",
        ],
    )
    def test_a_veto_and_a_far_subject_are_somebodys(self, text):
        found = {one for one in own(text) if one[2] == "blockade"}
        assert found <= {("sudria", "opposes", "blockade")}
        assert found or "than Norland" in text  # two countries before "its": nobody's

    def test_a_verdict_on_a_decision_is_one_on_what_was_decided(self):
        text = "Norland regrets Sudria's decision to impose a blockade."
        assert ("norland", "opposes", "blockade") in own(text)

    def test_what_somebody_is_accused_of_by_another_is_not_the_others(self):
        assert ("norland", "supports", "blockade") not in own(
            "Sudria was accused by Norland of backing the blockade."
        )

    @pytest.mark.parametrize(
        "text",
        [
            "Sudria was called upon on Tuesday to end its blockade.",
            "Sudria was called on in June to lift the blockade.",
            "Sudria was urged to abandon its blockade.",
        ],
    )
    def test_what_a_side_is_called_upon_to_do_is_not_its_position(self, text):
        assert not [found for found in own(text) if found[0] == "sudria"]


@pytest.mark.parametrize(
    "text",
    [
        "Norland demanded a withdrawal of foreign troops from Sudria.",
        "Ivo Brand urged Tessaly to pull its forces from Norland.",
        "There is a chance for Sudria to end its blockade of Norland, Ada Holm said.",
        "Tessaly began withholding support for Sudria.",
        "A group accused Sudria of committing war crimes in Norland.",
        "Ivo Brand said: “We, Sudria and Norland together, must fight fraud.”",
        "A law lets Tessaly withhold half of Tessalian contributions to Sudria.",
    ],
)
def test_who_goes_away_or_holds_back_is_not_taken_for_the_opposite(text):
    wrong = {
        ("norland", "sudria", "opposes"),
        ("sudria", "norland", "opposes"),
        ("tessaly", "sudria", "supports"),
    }
    assert not {(s.actor, s.target, s.position.value) for s in stances(text)} & wrong
