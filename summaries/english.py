"""Closed word lists of English that decide what a name beside them means. No topic's names belong here."""

from __future__ import annotations

import re


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_DAYS = "monday tuesday wednesday thursday friday saturday sunday"
_MONTHS = "january february march april may june july august september october november december"
_TITLES = """mr mrs ms miss mx dr prof professor sir madam madame señor senor señora senora sen senator
rep representative congressman congresswoman gov governor gen general lt lieutenant col colonel major
maj capt captain adm admiral sgt president vice minister secretary chancellor premier ambassador adviser
advisor envoy spokesman spokeswoman spokesperson speaker chairman chairwoman chair leader commander
chief judge justice mayor deputy lawmaker official director dictator strongman candidate nominee
diplomat comrade citizen king queen prince princess pope father brother sister"""
_FUNCTION = """a an the this that these those his her its their our my your and but or nor so yet for if
when while whilst whereas although though since because until unless after before once as than like
unlike with without within from to in into on onto of off at by about against between among amid under
over through during despite besides behind beyond both either neither not no only even just also too
then thus hence now here there today yesterday tomorrow tonight meanwhile however moreover nevertheless
still again later earlier soon often sometimes always never perhaps maybe instead indeed finally
recently reportedly allegedly apparently clearly officially publicly privately eventually ultimately
initially previously currently who whom whose which what where why how whether is are was were be been
has have had do does did will would can could shall should may might must says said say adds added asked
told tells according per via versus vs again every each some any all many most more few several one two
three i we he she they it you former ex late then ousted embattled new old dear exclusive breaking watch
video photo opinion analysis explainer update updated read"""

NOT_FIRST_NAMES = _set(f"{_DAYS} {_MONTHS} {_TITLES} {_FUNCTION}")
"""Words that, capitalised before a surname, are no first name: openers of sentences, titles, days, months."""

PRONOUN_OF_TITLE = {"mr": "he", "sir": "he", "mrs": "she", "ms": "she", "miss": "she", "madame": "she"}
"""Forms of address that tell a pronoun."""

RANKS = _set("deputy vice assistant under associate junior shadow principal honorary incoming")
"""Words that turn the title after them into another office."""

ANY = _set(
    "a an any every each no next future potential possible first another new as become becoming be being"
)
"""Words after which an office is a post that somebody may have, and nobody in particular."""

FORMER = _set("former ex onetime erstwhile ousted deposed late")
"""Words that put the holder of an office into the past."""

EVERYWHERE = frozenset(
    (
        "president",
        "prime minister",
        "foreign minister",
        "vice president",
        "defence minister",
        "defense minister",
    )
)
"""Titles, folded, that every country has, so that they tell nobody's where no country is named."""

PRONOUNS = frozenset({"us", "me", "it", "we", "he"})
"""Pronouns that a side's abbreviation may look like in capitals."""

SUFFIXES = frozenset({"Jr", "Sr", "II", "III", "Junior", "Senior"})
"""What sets a namesake apart."""

PLACES = _set(
    "capital city streets outskirts centre center suburbs residents mayor airport archbishop bishop"
)
"""Words that make the name of a capital a place when they stand before it, with "of" or without."""

LOCATIVES = _set("in at near outside around across throughout inside downtown central")
"""Words after which the name of a capital is a place on the map."""

NOUNS = _set("""accusation accusations action administration adviser advisers aggression aid allies ally
ambassador ambassadors army assets authorities blockade capital coalition companies company congress
constitution counterpart counterparts court courts currency decision delegation demand demands democrats
diplomacy diplomat diplomats dollar dollars economy elections embassy embargo envoy envoys exports firms
forces foreign government house influence interference interests intelligence intervention invasion
involvement investment investments lawmakers lawmaker leader leaders military minister ministers
ministry national nationals navy negotiator negotiators oil official officials parliament people plan
plans policy politicians position presence president pressure proposal republicans response restrictions
sanctions secretary security senate senator senators soldiers special spokesman spokesperson spokeswoman
stance state strike strikes support territory threat threats top treasury troops vice visa visas warning
warplanes""")
"""Nouns of political news before which a country's short name is an adjective ("US officials")."""

WIDENING = frozenset({"National", "Federal", "Royal", "Regional", "Supreme", "Central", "Joint"})
"""Words that make the name of an institution after them that of another one (National Security Council)."""

PARTS_OF_THE_WORLD = frozenset(
    {"North", "South", "East", "West", "Central", "Latin", "Northern", "Equatorial"}
)
"""Words with a capital that make another name of a country's or people's (Latin American, South Sudan)."""

_NATIONALITY = re.compile(
    r"[A-Z][a-z]+(?:ese|ian|ean|ish|[^aeiou]an|[^aeiou]i)|French|Dutch|Greek|Swiss|Thai|Czech|Israeli|Iraqi|Filipino"
)


def like_a_nationality(word: str) -> bool:
    """Whether a capitalised word has the ending of a people's adjective; some other words have it too."""
    return _NATIONALITY.fullmatch(word) is not None
