"""First names that tell he or she, gathered from free lists: `python -m training.first_names`.

Needs `pip install names Faker`. Sources: the first names of the census of the United States of 1990 with
their frequencies (public domain, in the package `names`), and the first names of Faker's locales (MIT
licence). Names of languages that neither writes in Latin letters are our own short list. A name that sources
give to both is left out, so that a name in the list hardly misleads, and so are family names that stand first
in Chinese and Korean.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import textwrap
import unicodedata
from collections import Counter
from pathlib import Path

from summaries.analysis.cues import words

TARGET = Path(__file__).parent.parent / "summaries" / "analysis" / "speakers" / "first_names.txt"
"""One list after the other: a line "# he" or "# she", then names in lower case without accents."""

_CLEAR = 20.0
"""How many times as frequent one sex must be among those who bear a name in the census."""
_RARE = 0.003
"""Percent of people: names below this are too rare in the census for their ratio to mean something."""
_CENSUS, _ENOUGH = 3, 5
"""How many locales the census weighs, and how many outweigh one that says otherwise."""

_CYRILLIC_LETTERS = """а:a б:b в:v г:g д:d е:e ж:zh з:z и:i й:y к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f
х:kh ц:ts ч:ch ш:sh щ:shch ъ: ы:y ь: э:e ю:yu я:ya є:ye і:i ї:yi ґ:g"""
_CYRILLIC = {pair[0]: pair[2:] for pair in _CYRILLIC_LETTERS.split()}
_OTHER_LETTERS = str.maketrans({"ł": "l", "ı": "i", "ø": "o", "đ": "d", "ß": "ss", "ð": "d", "þ": "th"})

_FAR = words("en_IN en_KE en_NG en_TH ha_NG id_ID ig_NG sw tw_GH uz_UZ vi_VN yo_NG zu_ZA")
"""Locales whose lists say nothing about names that are common elsewhere."""
UNTOLD = """north south east west new god king prince an andrea bai chen choi chris deng han hong hua jan
jean joan jung kang kim laurence lee lesley li lim lin liu long ma min moon nicola pan pat park
robin sasha shi simone son song sun tan wang wen wu xi yang yoon yu zhang zhao"""
"""Names that tell nothing: both, or family names that stand first."""

OWN = {
    "he": """abbas abdallah abdel abdelaziz abdul abdullah abdulaziz abdurrahman ahmad ahmed alexis ali amit
    anwar arvind ashraf avigdor ayman aziz barack bashar bassam benny binyamin boutros dimitris
    ebrahim ehud evangelos fahd faisal farouk giorgi giorgos habib haider hamid hashim hassan
    hossein hussein ibrahim idriss imran irakli ismail jawad javad kais kamal karim khaled
    khalid khalifa kofi kwame kyriakos mahathir mahinda mahmoud majid manmohan manuchehr mikheil
    moammar mohamed mohammad mohammed moshe muammar muhammad muqtada mustafa nabil naftali najib
    narendra nasser nawaf nawaz nikos nouri omar osama pervez qassem rached rafik rajiv rajnath
    rashid reza riad saad saddam said salah salman sami samir saud shimon shinzo tarek tariq
    thabo turki usama vikas vladimir volodymyr walid yahya yair yanis yasser yitzhak yoav yoweri
    yusuf zalmay ziad""",
    "she": """aisha amal asma ayelet ayesha benazir fatima fatma fatemeh golda hanan huda indira khadija layla
    leila malala mamata mariam marwa maryam meena merav miri nabila nadia nirmala noura priyanka
    rania salma salome samira sheikha shireen soraya sushma tawakkol tzipi yasmin zainab zeinab""",
}
"""Names of languages that the sources don't write in Latin letters."""


def gather() -> dict[str, list[str]]:
    """The names that tell, by pronoun, sorted."""
    votes: dict[str, Counter[str]] = {}
    for pronoun, weight, names in (*_census(), *_faker(near=True)):
        for name in names:
            votes.setdefault(name, Counter())[pronoun] += weight
    known = frozenset(votes)
    for pronoun, weight, names in _faker(near=False):
        for name in names - known:
            votes.setdefault(name, Counter())[pronoun] += weight
    for pronoun, listed in OWN.items():
        for name in listed.split():
            votes[name] = Counter({pronoun: _ENOUGH})
    for name in UNTOLD.split():
        votes.pop(name, None)
    return {pronoun: sorted(n for n, v in votes.items() if _tells(v, pronoun)) for pronoun in ("he", "she")}


def _tells(votes: Counter[str], pronoun: str) -> bool:
    """Whether nearly all sources agree."""
    return votes[pronoun] > _ENOUGH * (votes.total() - votes[pronoun])


def latin(name: str) -> str | None:
    """A name in lower case Latin letters without accents; None where that can't be had."""
    word = "".join(_CYRILLIC.get(letter, letter) for letter in name.lower())
    word = re.sub("iy$", "y", word).translate(_OTHER_LETTERS)
    plain = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    return plain if re.fullmatch(r"[a-z][a-z'-]{2,}", plain) else None


def _census() -> list[tuple[str, int, set[str]]]:
    """The census's names of men, of women, and those of both given to either."""
    folder = Path(str(importlib.import_module("names").__file__)).parent
    he, she = (_shares(folder / file) for file in ("dist.male.first", "dist.female.first"))
    return [("he", _CENSUS, _common(he, she)), ("she", _CENSUS, _common(she, he))]


def _shares(file: Path) -> dict[str, float]:
    rows = (line.split() for line in file.read_text(encoding="utf-8").splitlines())
    return {name.lower(): float(percent) for name, percent, *_ in rows}


def _common(these: dict[str, float], others: dict[str, float]) -> set[str]:
    """The names that are not much rarer among these than among the others."""
    return {n for n, share in these.items() if share >= _RARE and share * _CLEAR > others.get(n, 0.0)}


def _faker(*, near: bool) -> list[tuple[str, int, set[str]]]:
    """The names of each locale of Europe and the Americas, or of the others, with their bearers' pronoun."""
    found = []
    package = importlib.import_module("faker.providers.person")
    for locale in pkgutil.iter_modules(package.__path__):
        if (locale.name not in _FAR) is not near:
            continue
        provider = importlib.import_module(f"{package.__name__}.{locale.name}").Provider
        for pronoun, attribute in (("he", "first_names_male"), ("she", "first_names_female")):
            written = {latin(name) for name in getattr(provider, attribute, ())}
            found.append((pronoun, 1, {name for name in written if name is not None}))
    return found


def main() -> None:
    """Write the list."""
    parts = []
    for pronoun, names in gather().items():
        parts += [f"# {pronoun}", *textwrap.wrap(" ".join(names), 110, break_on_hyphens=False)]
    TARGET.write_text("\n".join(parts) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
