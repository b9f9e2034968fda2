from summaries.analysis import word_classes
from summaries.analysis.stances.lexicon import Reach
from summaries.analysis.stances.nouns import ADJECTIVES, NOUNS
from summaries.analysis.stances.verbs import VERBS
from summaries.model import Act


def test_a_row_gives_each_word_its_act_sign_slot_and_reach():
    frame = next(f for f in VERBS["condemn"] if f.slot == "obj")
    assert (frame.act, frame.sign, frame.reach) == (Act.CRITICISES, -1, Reach.ANY)


def test_rows_that_go_on_in_the_next_line_keep_their_words():
    assert {"support", "vindicate", "root_for"} <= VERBS.keys()


def test_a_particle_makes_another_verb():
    assert any(f.sign < 0 for f in VERBS["rule_out"])
    assert all(f.sign > 0 for f in VERBS["back_up"])


def test_no_word_is_for_and_against_the_same_slot():
    for lexicon in (VERBS, NOUNS, ADJECTIVES):
        for word, frames in lexicon.items():
            for reach in Reach:
                signs: dict[str, set[int]] = {}
                for frame in frames:
                    if frame.reach is reach:
                        signs.setdefault(frame.slot, set()).add(frame.sign)
                assert all(len(found) == 1 for found in signs.values()), (word, signs)


def test_words_are_lemmas_in_lower_case():
    for lexicon in (VERBS, NOUNS, ADJECTIVES):
        assert all(word == word.lower() and word.strip() == word for word in lexicon)
    assert not word_classes.GOOD & word_classes.BAD
