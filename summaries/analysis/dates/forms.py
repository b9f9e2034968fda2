"""The patterns by which dates are found in English news, and what tells a date from a name or a number."""

from __future__ import annotations

import re
from collections.abc import Mapping

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBERS = (
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
)
COUNTS = {word: n for n, word in enumerate(_NUMBERS, 1)} | {
    "a": 1,
    "an": 1,
    "the": 1,
    "twenty": 20,
    "thirty": 30,
}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}

_FULL = "|".join(name.title() for name in MONTHS)
_ANY = rf"(?:{_FULL}|{_FULL.upper()}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
_DAYNAME = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DAYNAME_SHORT = rf"(?:{_DAYNAME}|(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?)"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?:1[5-9]\d\d|20\d\d)"
_TO = r"\s?(?:[-–—]|to|and|through)\s?"
_NUMBER = r"(?i:" + "|".join(sorted(COUNTS, key=len, reverse=True)) + r"|\d{1,3})"

# A number of things is told from a year by what is counted.
_COUNTED = (
    r"(?!\s+(?:people|persons|men|women|children|civilians|troops|soldiers|police|officers|protest[eo]rs|refugees|"
    r"migrants|jobs|workers|members|families|homes|houses|villages|miles|kilomet\w+|km|metres|meters|feet|tons|"
    r"tonnes|barrels|dollars|euros|pounds|points|shares|hours|days|weeks|months|years|percent|per|times|"
    r"million|billion|others?|more|dead|deaths|cases|votes|seats|units|copies|cars|megawatts|MW)\b|[.,]\d|\d|%)"
)

_TIME_OF_DAY = r"(?:\s+(?:night|morning|afternoon|evening)\b)?"
_OF_YEAR = r"(?:,?\s+(?:of\s+)?(?:this\s+)?(?P<{0}_w>last|this|next|past)\s+year\b)"

# After "between" two dates are the ends of one time; elsewhere "and" only lists them.
_BETWEEN = r"(?P<{0}_between>(?<=etween\s))?"
_UP_TO = r"(?({0}_between)\s+and\s+|(?:\s+(?:to|until|till|through)\s+|\s?[-–—]\s?))"
_WITH_DAY = (
    rf"(?:{_DAY}\s+{_ANY}(?!\w)(?:,?\s+{_YEAR}\b{_COUNTED})?|"
    rf"{_ANY}\s+{_DAY}\b(?![.,:]\d|%)(?:,?\s+{_YEAR}\b{_COUNTED})?)"
)

_FORMS: Mapping[str, str] = {
    "days": (
        rf"{_BETWEEN.format('ra')}(?P<ra_first>{_WITH_DAY}){_UP_TO.format('ra')}(?P<ra_last>{_WITH_DAY})"
    ),
    "iso": r"(?P<iso_y>\d{4})-(?P<iso_m>[01]\d)-(?P<iso_d>[0-3]\d)(?=\b|T\d)",
    "figures": (
        r"(?<![\d/.])(?P<fi_a>\d{1,2})(?P<fi_sep>[/.])(?P<fi_b>\d{1,2})(?P=fi_sep)(?P<fi_y>(?:19|20)\d\d)(?![\d/])"
    ),
    "day_month": (
        rf"(?:(?P<dm_w>{_DAYNAME_SHORT}),?\s+(?:the\s+)?)?(?P<dm_d>{_DAY})(?:{_TO}(?P<dm_e>{_DAY}))?"
        rf"(?:\s+day)?(?:\s+of)?\s+(?P<dm_m>{_ANY})(?!\w)"
        rf"(?:,?\s+(?P<dm_y>{_YEAR})\b{_COUNTED}|{_OF_YEAR.format('dy')})?"
    ),
    "month_day": (
        rf"(?:(?P<md_w>{_DAYNAME_SHORT}),?\s+)?(?P<md_m>{_ANY})\s+(?:the\s+)?(?P<md_d>{_DAY})\b(?![.,:]\d|%)"
        rf"(?:{_TO}(?P<md_e>{_DAY})\b(?![.,:]\d|%))?"
        rf"(?:,?\s+(?P<md_y>{_YEAR})\b{_COUNTED}|{_OF_YEAR.format('my')})?"
    ),
    "month_year": rf"(?P<mm_m>{_ANY})(?:(?:\s+of)?,?\s+(?P<mm_y>{_YEAR})\b|{_OF_YEAR.format('mm')})",
    "quarter": (
        r"(?:Q(?P<q_n>[1-4])|(?P<q_o>first|second|third|fourth|last)[- ]quarter)"
        rf"\b(?:(?:\s+of)?\s+(?P<q_y>{_YEAR})\b)?(?!\s?-?final)"
    ),
    "season": rf"(?P<s_n>spring|summer|autumn|fall|winter)(?:\s+of)?\s+(?P<s_y>{_YEAR})\b",
    "decade": r"(?:1[5-9]|20)\d0['’]?s\b",
    "weekday": (
        r"(?:(?P<wd_which>last|past|this\s+past|this\s+coming|this|coming|next|previous|following)\s+)?"
        rf"(?P<wd_n>{_DAYNAME})\b{_TIME_OF_DAY}"
    ),
    "today": r"(?:[Tt]oday|[Tt]onight|[Tt]his\s+(?:morning|afternoon|evening))\b",
    "yesterday": rf"(?P<yd_before>[Tt]he\s+day\s+before\s+)?(?:[Yy]esterday|[Ll]ast\s+night)\b{_TIME_OF_DAY}",
    "tomorrow": rf"(?P<tm_after>[Tt]he\s+day\s+after\s+)?[Tt]omorrow\b{_TIME_OF_DAY}",
    "distance": (
        rf"(?P<di_n>{_NUMBER}|[Aa]\s+few|[Ss]everal|[Mm]any|[Ss]ome|(?:[Aa]\s+)?[Cc]ouple\s+of)[\s-]+"
        r"(?P<di_u>day|week|month|quarter|year)s?\s+(?P<di_how>ago|earlier|later|before|after)\b"
    ),
    "told": (
        r"(?P<to_which>following|next|previous|same)\s+(?P<to_u>day|week|weekend|month|year)\b|"
        r"(?P<to_that>[Tt]hat)\s+day\b"
    ),
    "period": (
        r"(?P<pe_which>[Ll]ast|[Tt]his|[Nn]ext|[Cc]oming|[Pp]ast|[Cc]urrent)\s+"
        r"(?P<pe_u>weekend|week|month|quarter|year)\b"
    ),
    "end": r"(?P<en_the>end\s+of\s+(?:the|this)\s+(?P<en_u>week|month|year))\b|year[-\s]end\b",
    "weekend": r"[Tt]he\s+weekend\b",
    "month": rf"(?P<mo_m>{_FULL}|(?:Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.)(?![\w-])",
    "years": (
        rf"{_BETWEEN.format('ys')}(?P<ys_a>(?:19|20)\d\d){_UP_TO.format('ys')}(?P<ys_b>(?:19|20)\d\d)\b{_COUNTED}"
    ),
    "year": rf"(?P<yr>(?:1[6-9]|20)\d\d)\b{_COUNTED}",
}
# Every form begins with one of these, which spares most words the long alternation.
_FIRST = (
    r"\b(?=\d|[JFMASOND][a-zA-Z]{2}|[TW][a-z]{2}|Q\d|(?:[Tt]o|[Yy]es|[Ll]a|[Tt]h|[Aa]n?\s|[Oo]ne|[Tt]w|[Ff]|[Ss]|[Ee]|"
    r"[Nn]|[Cc]o|[Cc]u|[Pp]|[Mm]any|ye|w))"
)
PATTERN = re.compile(_FIRST + "(?:" + "|".join(f"(?P<{name}>{form})" for name, form in _FORMS.items()) + ")")

NO_DAY_BEFORE = re.compile(
    r"(?:\b(?:[Bb]lack|[Gg]ood|[Bb]loody|[Pp]alm|[Ss]uper|[Aa]sh|[Ff]at|[Cc]yber|[Hh]oly|[Ee]very|[Ee]ach|"
    r"Maundy|Shrove|Easter|Sheffield|Ruby|The|[Oo]n\s+a)|day\s+(?:to|through))\s+$"
)
NO_DAY_AFTER = re.compile(
    rf"s\b|(?:\s+(?:and|or)\s+{_DAYNAME})?\s+(?:night|morning|evening|afternoon|day)s\b|"
    r"\s+(?:Times|Mirror|Telegraph|Mail|Express|Herald|Post|Night\s+(?:Live|Football)|Review)\b"
)
AGE_AFTER = re.compile(r"['’]s\s+(?:world|society|climate|age|youth|terms|money)\b")
ONE_DAY = re.compile(rf"(?P<month>{_ANY})|\b(?P<year>{_YEAR})\b|\b(?P<day>{_DAY})\b")
"""The parts of a day of the year, in whatever order."""
WHICH_MONTH = re.compile(
    r"\b(?P<which>[Ll]ast|[Nn]ext|[Tt]his|[Cc]oming)\s+(?:(?:early|mid|late)[\s-]+)?$"
    r"|\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Tt]ill|[Dd]uring|[Tt]hroughout|[Ee]arly|[Ll]ate|[Mm]id|[Ee]nd\s+of)[\s-]+$"
    r"|(?P<name>\b(?:[Bb]y|[Ff]rom|[Bb]etween|[Bb]efore|[Aa]fter|[Oo]f|[Ff]or)\s+)$"
    rf"|(?:{_FULL}|\d)\s+(?:and|to|or)\s+$"
    r"|(?P<noun>\b(?:[Tt]he|[Aa]n?|[Tt]heir|[Hh]is|[Ii]ts|[Ww]ith|[Aa]t)\s+)$"
)
NAMED_AFTER = re.compile(r"['’]?\s+[A-Z][a-z]|['’]s?\b|-\w")
EVENT_AFTER = re.compile(r"\s+(?!(?:on|of|in|for|to|and|was|is|had|has|said|says)\b)[a-z]{4,}|['’]s\s+[a-z]")
BEFORE_YEAR = re.compile(
    r"(?:\b(?:in|since|by|of|from|until|till|during|before|after|between|for|to|through|throughout|and|early|late|"
    r"mid|fiscal|year|its|his|her|their|the|around|about|spring|summer|autumn|fall|winter|last)[\s-]+|\()$",
    re.IGNORECASE,
)
COUNT_AFTER = re.compile(r"['’]?s\b|\s*[-–—/]\s*\d|-\w+-old")
ENDS = re.compile(r"\s*(?:[.,;:)]|$)", re.MULTILINE)
LONG = re.compile(r"['’]?s?[\s-]+(?:old|long)\b")
