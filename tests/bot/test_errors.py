"""Errors of the application."""

import pickle

from bot.errors import AnalysisFailed


def test_an_error_keeps_problem_and_cure_apart_between_processes() -> None:
    error = pickle.loads(pickle.dumps(AnalysisFailed("It broke.", "Mend it.")))  # noqa: S301
    assert (type(error), error.problem, error.cure, str(error)) == (
        AnalysisFailed,
        "It broke.",
        "Mend it.",
        "It broke. Mend it.",
    )
