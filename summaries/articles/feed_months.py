"""The names of months in the languages that feeds write their dates in, whole and cut. Data, no judgement."""

from __future__ import annotations

from summaries.folding import fold

_NAMES = (
    # English, Spanish, Portuguese, French, German, Italian, Russian (both cases)
    "jan january enero ene janeiro janvier janv januar jänner gennaio gen январь января янв",
    "feb february febrero fevereiro fev février févr fév februar febbraio февраль февраля фев февр",
    "mar march marzo março mars märz mrz март марта мар",
    "apr april abril abr avril avr aprile апрель апреля апр",
    "may mayo maio mai maggio mag май мая",
    "jun june junio junho juin juni giugno giu июнь июня июн",
    "jul july julio julho juillet juil juli luglio lug июль июля июл",
    "aug august agosto ago août aou août agosto август августа авг",
    "sep sept september septiembre setiembre setembro set septembre settembre сентябрь сентября сен сент",
    "oct october octubre outubro out octobre oktober okt ottobre ott октябрь октября окт",
    "nov november noviembre novembro novembre ноябрь ноября ноя нояб",
    "dec december diciembre dic dezembro dez décembre déc dezember dicembre декабрь декабря дек",
)

MONTHS = {fold(name): number for number, names in enumerate(_NAMES, start=1) for name in names.split()}
"""From a folded name to the month's number."""
