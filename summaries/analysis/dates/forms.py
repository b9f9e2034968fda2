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

FIXED_DAYS: Mapping[str, tuple[int, int]] = {
    "new year's day": (1, 1),
    "epiphany": (1, 6),
    "valentine's day": (2, 14),
    "women's day": (3, 8),
    "st patrick's day": (3, 17),
    "may day": (5, 1),
    "fourth of july": (7, 4),
    "july fourth": (7, 4),
    "bastille day": (7, 14),
    "halloween": (10, 31),
    "all saints' day": (11, 1),
    "armistice day": (11, 11),
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
}
"""Month and day of holidays that fall on the same day everywhere and in every year."""

ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
    *("eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth"),
    *("eighteenth", "nineteenth", "twentieth", "twenty-first", "twenty-second", "twenty-third"),
    *("twenty-fourth", "twenty-fifth", "twenty-sixth", "twenty-seventh", "twenty-eighth", "twenty-ninth"),
    *("thirtieth", "thirty-first"),
)
"""The days of a month in words, as transcripts have them."""

_FULL = "|".join(name.title() for name in MONTHS)
_ANY = rf"(?:{_FULL}|{_FULL.upper()}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
_DAYNAME = (
    r"(?:(?:[Mm]on|[Tt]ues|[Ww]ednes|[Tt]hurs|[Ff]ri|[Ss]atur|[Ss]un)day|"
    r"(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY)"
)
_DAYNAME_SHORT = rf"(?:{_DAYNAME}|(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?)"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th|d(?!\w))?"
_YEAR = r"(?:1[5-9]\d\d|20\d\d)"
_TO = r"\s?(?:[-–—/]|to|and|through)\s?"
_NUMBER = r"(?i:" + "|".join(sorted(COUNTS, key=len, reverse=True)) + r"|\d{1,3})"

# A number of things is told from a year by what is counted.
_COUNTED = (
    r"(?!\s+(?:people|persons|men|women|children|civilians|troops|soldiers|police|officers|protest[eo]rs|refugees|"
    r"migrants|jobs|workers|members|families|homes|houses|villages|miles|kilomet\w+|km|metres|meters|feet|tons|"
    r"tonnes|barrels|dollars|euros|pounds|points|shares|hours|days|weeks|months|years|percent|per|times|"
    r"million|billion|others?|more|dead|deaths|cases|votes|seats|units|copies|cars|megawatts|MW)\b|[.,]\d|\d|%)"
)

_TIME_OF_DAY = r"(?:\s+(?:night|morning|afternoon|evening)\b)?"
_OF_YEAR = (
    r"(?:,?\s+(?:of\s+)?(?:(?:this\s+)?(?P<{0}_of>last|this|next|past)\s+year|"
    r"(?P<{0}_told>that|the\s+(?:same|following|next|previous))\s+year|"
    r"(?P<{0}_ago>an?|one|two|three|four|five)\s+years?\s+ago)\b)"
)

# After "between" two dates are the ends of one time; elsewhere "and" only lists them.
_BETWEEN = r"(?P<{0}_between>(?<=etween\s))?"
_UP_TO = r"(?({0}_between)\s+and\s+|(?:\s+(?:to|until|till|through)\s+|\s?[-–—]\s?))"
_WITH_DAY = (
    rf"(?:{_DAY}\s+{_ANY}(?!\w)(?:,?\s+{_YEAR}\b{_COUNTED})?|"
    rf"{_ANY}\s+{_DAY}\b(?![.,:]\d|%)(?:,?\s+{_YEAR}\b{_COUNTED})?)"
)

_PART_OF_DAY = r"(?:morning|afternoon|evening|night)"
_SEASON = r"spring|summer|autumn|fall|winter"
_FIXED = (
    r"New\s+Year['’]s\s+(?:Day|Eve)|Epiphany|Valentine['’]s\s+Day|Women['’]s\s+Day|St\.?\s+Patrick['’]s\s+Day|"
    r"May\s+Day|Fourth\s+of\s+July|July\s+Fourth|Bastille\s+Day|Halloween|All\s+Saints['’]\s+Day|Armistice\s+Day|"
    r"Christmas\s+(?:Eve|Day)|Boxing\s+Day"
)

# After a list of days no number of things may begin: "on 3 March and 10 people died" names one day.
_DONE = (
    r"(?![.:]\d|%)(?=\s*(?:[,.;:)]|$)|\s+(?:in|at|on|and|for|to|with|when|after|before|of|by|the|this|last|was|were|"
    r"had|but|as)\b|\s+(?:19|20)\d\d\b)"
)

FIGURES = (
    r"(?<![\d/.-])(?P<fi_a>\d{1,2})(?P<fi_sep>[/.-])(?P<fi_b>\d{1,2})(?P=fi_sep)"
    r"(?:(?P<fi_y>(?:19|20)\d\d)|(?<=/)(?P<fi_short>\d\d))(?![\d/-])"
)
"""A day in figures: 14/05/2019, 14.5.2019, 5/14/19."""

_FORMS: Mapping[str, str] = {
    "days": (
        rf"{_BETWEEN.format('ra')}(?P<ra_first>{_WITH_DAY}){_UP_TO.format('ra')}(?P<ra_last>{_WITH_DAY})"
    ),
    "span": (
        rf"{_BETWEEN.format('sp')}(?P<sp_a>{_ANY})(?:\s+(?P<sp_ay>{_YEAR})\b)?{_UP_TO.format('sp')}"
        rf"(?P<sp_b>{_ANY})(?!\w|\s+{_DAY}\b)(?:,?\s+(?P<sp_y>{_YEAR})\b|{_OF_YEAR.format('sp')})?"
    ),
    "iso": r"(?P<iso_y>\d{4})(?P<iso_sep>[-/])(?P<iso_m>[01]\d)(?P=iso_sep)(?P<iso_d>[0-3]\d)(?=\b|T\d)",
    "figures": FIGURES,
    "listed_dm": (
        rf"(?<!etween\s)(?P<ld_days>{_DAY}(?:,\s+{_DAY})*,?\s+(?:and|or)\s+{_DAY})\s+(?:of\s+)?(?P<ld_m>{_ANY})(?!\w)"
        rf"(?:,?\s+(?P<ld_y>{_YEAR})\b{_COUNTED}|{_OF_YEAR.format('ld')})?"
    ),
    "listed_md": (
        rf"(?<!etween\s)(?P<lm_m>{_ANY})\s+(?P<lm_days>{_DAY}(?:,\s+{_DAY})*,?\s+(?:and|or)\s+{_DAY})\b{_DONE}"
        rf"(?:,?\s+(?P<lm_y>{_YEAR})\b{_COUNTED}|{_OF_YEAR.format('lm')})?"
    ),
    "ago_day": rf"(?P<ag_n>{_NUMBER})\s+years?\s+ago,?\s+(?:on\s+)?(?P<ag_day>{_WITH_DAY})",
    "day_month": (
        rf"(?:(?P<dm_w>{_DAYNAME_SHORT}),?\s+(?:the\s+)?)?(?P<dm_d>{_DAY})(?:{_TO}(?P<dm_e>{_DAY}))?"
        rf"(?:\s+day)?(?:\s+of)?\s+(?P<dm_m>{_ANY})(?!\w)"
        rf"(?:,?\s+(?P<dm_y>{_YEAR})\b{_COUNTED}|{_OF_YEAR.format('dm')})?"
    ),
    "small": rf"(?P<sm_d>{_DAY})\s+(?P<sm_m>{_FULL.lower()}),?\s+(?P<sm_y>{_YEAR})\b",
    "month_day": (
        rf"{_BETWEEN.format('md')}(?:(?P<md_w>{_DAYNAME_SHORT}),?\s+)?(?P<md_m>{_ANY})\s+(?:the\s+)?(?P<md_d>{_DAY})\b(?![.,:]\d|%)"
        rf"(?:{_UP_TO.format('md')}(?P<md_e>{_DAY})\b(?![.,:]\d|%))?"
        rf"(?:,?\s+(?P<md_y>{_YEAR})\b{_COUNTED}|{_OF_YEAR.format('md')})?"
    ),
    "in_words": (
        rf"(?:(?P<mw_w>{_DAYNAME_SHORT}),?\s+)?(?P<mw_m>{_FULL})\s+(?:the\s+)?"
        rf"(?P<mw_d>{'|'.join(sorted(ORDINALS, key=len, reverse=True))})\b(?!-?\s?(?:half|week|quarter))"
    ),
    "fixed": rf"(?P<fx_n>{_FIXED})\b(?:,?\s+(?P<fx_y>{_YEAR})\b|{_OF_YEAR.format('fx')})?",
    "month_year": rf"(?P<mm_m>{_ANY})(?:(?:\s+of)?,?\s+(?P<mm_y>{_YEAR})\b|{_OF_YEAR.format('mm')})",
    "quarter": (
        r"(?:Q(?P<q_n>[1-4])|(?P<q_o>first|second|third|fourth|last)[- ]quarter)"
        rf"\b(?:(?:\s+of)?\s+(?P<q_y>{_YEAR})\b|{_OF_YEAR.format('q')})?(?!\s?-?final)"
    ),
    "half": (
        rf"(?:(?:(?P<h_o>first|second|latter)\s+half|first\s+(?P<h_m>{_NUMBER})\s+months)\s+of\s+"
        rf"(?:(?P<h_y>{_YEAR})|(?P<h_w>last|this|the|next)\s+year)|H(?P<h_n>[12])\s+(?:of\s+)?(?P<h_hy>{_YEAR}))\b"
    ),
    "season": (
        rf"(?P<s_n>{_SEASON})(?:(?:\s+of)?\s+(?P<s_y>{_YEAR})\b|{_OF_YEAR.format('s')})|"
        rf"(?P<s_which>[Ll]ast|[Tt]his|[Nn]ext)\s+(?:(?P<s_past>past\s+)|coming\s+)?(?P<s_named>{_SEASON})\b(?!['’]s\s+[a-z]|\s+(?:in|of)\b)"
    ),
    "decade": r"(?:1[5-9]|20)\d0['’]?s\b",
    "week_day": (
        rf"(?:(?P<wk_week>[Ll]ast|[Tt]his|[Nn]ext)\s+week,?\s+(?:on\s+)?|(?P<wk_n>{_NUMBER})\s+weeks?\s+"
        rf"(?:(?P<wk_ago>ago,?\s+(?:on\s+|last\s+)?)|from\s+|on\s+))(?P<wk_day>{_DAYNAME})\b{_TIME_OF_DAY}"
    ),
    "weekday": (
        r"(?:(?P<wd_which>[Ll]ast|[Pp]ast|[Tt]his\s+past|[Tt]his\s+coming|[Tt]his|[Cc]oming|[Nn]ext|[Pp]revious|"
        rf"[Ff]ollowing)\s+)?(?P<wd_n>{_DAYNAME})\b{_TIME_OF_DAY}"
        rf"(?:\s+(?:of\s+)?(?P<wd_week>last|this|next)\s+week\b(?!['’])|"
        rf",?\s+(?P<wd_ago>{_NUMBER})\s+weeks?\s+ago\b|(?P<wd_on>\s+week)\b(?=[.,;)]|$))?"
    ),
    "today": r"(?:[Tt]oday|[Tt]onight|[Tt]his\s+(?:morning|afternoon|evening))\b",
    "yesterday": rf"(?P<yd_before>[Tt]he\s+day\s+before\s+)?(?:[Yy]esterday|[Ll]ast\s+night)\b{_TIME_OF_DAY}",
    "tomorrow": rf"(?P<tm_after>[Tt]he\s+day\s+after\s+)?[Tt]omorrow\b{_TIME_OF_DAY}",
    "twice": r"[Tt]he\s+(?P<tw_u>week|weekend|month|year)\s+(?:(?P<tw_back>before\s+last)|after\s+next)\b",
    "exact": rf"(?P<ex_n>{_NUMBER})\s+(?P<ex_u>week|year)s?\s+ago\s+(?:today|to\s+the\s+day)\b",
    "distance": (
        rf"(?<![Hh]alf\s)(?P<di_n>{_NUMBER}|[Aa]\s+few|[Ss]everal|[Mm]any|[Ss]ome|(?:[Aa]\s+)?[Cc]ouple\s+of)[\s-]+"
        rf"(?P<di_u>{_PART_OF_DAY}|day|week|fortnight|month|quarter|year)s?\s+(?P<di_how>ago|earlier|later|before|after)\b"
    ),
    "told": (
        rf"(?P<to_which>following|[Nn]ext|previous|same)\s+(?P<to_u>{_PART_OF_DAY}|day|week|weekend|month|year)\b|"
        r"(?:[Ll]ater?|[Ee]arl(?:y|ier))\s+in\s+the\s+(?P<to_in>day|week|month|year)\b|"
        rf"[Tt]hat\s+(?:same\s+|very\s+)?(?P<to_that>{_PART_OF_DAY}|day|week|month|year)\b"
    ),
    "period": (
        r"(?P<pe_which>[Ll]ast|[Tt]his|[Nn]ext|[Cc]oming|[Pp]ast|[Cc]urrent)\s+"
        r"(?P<pe_u>weekend|week|month|quarter|year)\b"
    ),
    "end": (
        r"(?P<en_the>(?:end|start|beginning|middle|close)\s+of\s+(?:the|this)\s+(?P<en_u>week|month|year))\b|"
        r"year[-\s]end\b"
    ),
    "weekend": r"[Tt]he\s+weekend\b",
    "month": rf"(?P<mo_m>{_FULL}|(?:Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.)(?![\w-])",
    "ordinal": (
        r"(?P<or_d>(?:[12]\d|3[01]|[1-9])(?:st|nd|rd|th))\b(?:\s+of\s+(?P<or_w>this|last|next)\s+month\b)?"
    ),
    "two_years": r"(?P<ty_a>(?:19|20)\d\d)[-–/](?P<ty_b>\d\d)(?![\d/-]|[.,]\d)",
    "years": (
        rf"{_BETWEEN.format('ys')}(?P<ys_a>(?:19|20)\d\d){_UP_TO.format('ys')}(?P<ys_b>(?:19|20)\d\d)\b{_COUNTED}"
    ),
    "year": rf"(?P<yr>(?:1[6-9]|20)\d\d)\b{_COUNTED}",
}
# Every form begins with one of these, which spares most words the long alternation.
_FIRST = (
    r"\b(?=\d|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)|"
    r"(?:[MmSsFf]|[TtWw])(?:on|at|un|ri|ue|ed|hu)|(?:MON|TUE|WED|THU|FRI|SAT|SUN)|[QH]\d|"
    r"[Tt]o(?:day|night|morrow)|[Yy]ester|[Ll]a(?:st|tter|ter?)\s|[Ee]arl(?:y|ier)\sin|[Tt]h(?:is|at|ree|irteen|irty)\s|[Tt]hird[\s-]|"
    r"(?:[Tt]he|[Aa]n?)\s(?:day|week|fortnight|month|quarter|year|morning|afternoon|evening|night|few|couple)|"
    r"(?:[Oo]ne|[Tt]wo|[Tt]welve|[Tt]wenty|[Tt]en)[\s-]|[Ff](?:i[rfv]|our|ollow|all\b)|"
    r"[Ss](?:i[xn]|even|ame\s|pring|umm|ev|ome\s|econd|t(?:art|\.?\s))|[Ee](?:igh|lev|nd\s|pi)|[Nn](?:ine|ext\s|ew\s)|"
    r"[Cc](?:oming|urrent|ouple|lose)\s|[Pp](?:ast|revious)\s|[Mm]any\s|[Mm]iddle\s|[Bb]eginning\s|year[\s-]|"
    r"w(?:inter|ednes)|autumn|Wom|Val|Chr|Hall|Box|Bast|Epi|All\s|Arm)"
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
ENDS = re.compile(r"\s*(?:[.,;:)]|$)|\s+(?:in|at|by|on|but|when|near)\b|\s+that[.,;:)]", re.MULTILINE)
LONG = re.compile(r"['’]?s?[\s-]+(?:old|long)\b")
ROUGHLY = re.compile(r"\b(?:more\s+than|over|less\s+than|at\s+least|nearly|almost|under)\s+$", re.IGNORECASE)
MOVED = re.compile(r"\b(?:move|postpone|delay|push|shift|reschedule|defer)\w*\b[^.;]*$", re.IGNORECASE)
SOME_OF = re.compile(r"\b(?:many|most|some|all|few|each|much|none)\s+of\s+$", re.IGNORECASE)
BEFORE_HOLIDAY = re.compile(r"(?:\b(?:[Oo]n|[Uu]ntil|[Tt]ill|[Bb]y|[Ss]ince)|day,)\s+(?:International\s+)?$")
NAMES_AN_EVENT = re.compile(
    r"\s+(?:terror\w*\s+)?(?:attacks?|massacre|coup|uprising|revolution|revolt|movement|bombings?|hijackings?|invasion|"
    r"insurrection|assault|protocols?)\b"
)
EARLY = re.compile(r"\b[Ee]arly\s+(?:on\s+)?|\bmorning$")
IN_A_NAME = re.compile(r"[\w,]\s+$")
BEFORE_THAT = re.compile(
    r"\b(?:on|later|earlier|early|late|of|in|by|during|end)\s+(?:on\s+)?$", re.IGNORECASE
)
BEFORE_ORDINAL = re.compile(rf"(?:\b(?:[Oo]n|[Bb]y|[Uu]ntil|[Ss]ince)|\b{_DAYNAME},?)\s+the\s+$")
AFTER_ORDINAL = re.compile(r"\s*(?:[.,;)](?!\s*\d)|$)|\s+(?:and|but|to|after|when|before|while)\b")
DAYS = re.compile(r"\d{1,2}")
