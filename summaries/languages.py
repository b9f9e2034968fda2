"""Which language a text is written in, and what languages are called."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from summaries.model import Article

if TYPE_CHECKING:  # loads a model of its own, which an answer to a command must not
    from py3langid.langid import LanguageIdentifier

QUOTED = ("es", "fr", "pt", "ru")
"""Languages besides English that are read, for direct quotations only."""

SURE = 0.8
"""From which likelihood py3langid is believed. On the 521 English paragraphs of the gold set it is right
wherever it is so sure, but for one of eleven words, which it takes for Nigerian Pidgin.
"""

FEWEST_LETTERS = 40
"""Shorter texts are names and headings, of which nothing certain can be told."""

_ENOUGH = 4_000
_CLOSE = 0.15
_ENGLISH_SHARE = 0.15
_ENGLISH_WORDS = 12
_WORD = re.compile(r"[^\W\d_]+")
_LETTER = re.compile(r"[^\W\d_]")
_ENGLISH = frozenset(
    _WORD.findall(
        "the of and to that is was were for with by from has have had be are his their its which he she"
        " they it this who would will been after before about against into at on not but said"
    )
)
_NAMES = {
    "af": "Afrikaans",
    "ar": "Arabic",
    "az": "Azerbaijani",
    "be": "Belarusian",
    "bg": "Bulgarian",
    "bn": "Bengali",
    "bs": "Bosnian",
    "ca": "Catalan",
    "cs": "Czech",
    "cy": "Welsh",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "es": "Spanish",
    "et": "Estonian",
    "eu": "Basque",
    "fa": "Persian",
    "fi": "Finnish",
    "fr": "French",
    "ga": "Irish",
    "gl": "Galician",
    "gn": "Guarani",
    "he": "Hebrew",
    "hi": "Hindi",
    "hr": "Croatian",
    "ht": "Haitian Creole",
    "hu": "Hungarian",
    "hy": "Armenian",
    "id": "Indonesian",
    "is": "Icelandic",
    "it": "Italian",
    "ja": "Japanese",
    "ka": "Georgian",
    "kk": "Kazakh",
    "ko": "Korean",
    "ku": "Kurdish",
    "la": "Latin",
    "lt": "Lithuanian",
    "lv": "Latvian",
    "mk": "Macedonian",
    "mn": "Mongolian",
    "ms": "Malay",
    "mt": "Maltese",
    "nl": "Dutch",
    "no": "Norwegian",
    "nb": "Norwegian",
    "nn": "Norwegian",
    "pl": "Polish",
    "ps": "Pashto",
    "pt": "Portuguese",
    "qu": "Quechua",
    "ro": "Romanian",
    "ru": "Russian",
    "sk": "Slovak",
    "sl": "Slovenian",
    "so": "Somali",
    "sq": "Albanian",
    "sr": "Serbian",
    "sv": "Swedish",
    "sw": "Swahili",
    "ta": "Tamil",
    "te": "Telugu",
    "th": "Thai",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "ur": "Urdu",
    "uz": "Uzbek",
    "vi": "Vietnamese",
    "zh": "Chinese",
}


def language_of(text: str, hint: str = "") -> str:
    """The ISO 639-1 code of a text's language, "" when not sure; its first few thousand characters are read.

    ``hint`` is what a page or a feed says of itself ("es", "pt-BR"): it decides between languages that come
    close to one another (Spanish, Portuguese, Galician), and no more.
    """
    text = text[:_ENOUGH]
    if len(_LETTER.findall(text)) < FEWEST_LETTERS:
        return ""
    if _is_plainly_english(text):
        return "en"
    ranked = _identifier().rank(text)
    told = base(hint)
    if told and any(code == told for code, likely in ranked[:2] if likely >= _CLOSE):
        return told
    code, likely = ranked[0]
    return str(code) if likely >= SURE and len(code) == 2 else ""


def language_name(code: str) -> str:
    """A language's name in English: "Spanish" for "es" and "es-MX"; the code itself for one not listed."""
    return _NAMES.get(base(code), code)


def base(code: str) -> str:
    """A language without region and script: "pt" for "pt-BR"."""
    return re.split(r"[-_]", code.strip().lower(), maxsplit=1)[0]


def in_its_language(article: Article) -> Article:
    """The article with the language that its text is written in; as stated where the text doesn't tell.

    "en" is what nobody stated as well as what somebody did, so that a text which is surely in another
    language overrules it. A region that was stated ("pt-BR") stays where the language is that.
    """
    found = language_of(article.text, article.language)
    if not found or found == base(article.language):
        return article
    return article.model_copy(update={"language": found})


def _is_plainly_english(text: str) -> bool:
    """Whether so many of the words are English particles that the model needn't be asked."""
    words = _WORD.findall(text.lower())
    return len(words) >= _ENGLISH_WORDS and sum(word in _ENGLISH for word in words) >= _ENGLISH_SHARE * len(
        words
    )


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
