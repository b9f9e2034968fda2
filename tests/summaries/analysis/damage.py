"""Ways in which texts arrive broken: each a function from a clean text to a damaged one."""

from __future__ import annotations

import re
from collections.abc import Callable

Damage = Callable[[str], str]

ARTICLE = """Grain ships wait outside the strait

TARNHOLM (AP) — Foreign Minister Mira Sollen promised on Monday to reopen the shipping lane in June.

“We will keep the lane open for grain,” Sollen told reporters in Tarnholm. “That is our word.”

The fishing unions of Belmora were not convinced. “Nobody asked the fishermen about it,” said Hana Zeid, who \
leads the largest of them.

Prime Minister Rui Carvao waved a copy of the offer at the crowd. “This paper is not worth the ink,” he said.

President Otto Brandt wrote to both sides. “Both of us must sit down at one table.

“There is no other way out of this winter,” Brandt wrote.

The price of grain has doubled since March, and the harbour of Castelo is empty."""

SPEAKERS = {
    "keep the lane open": "Mira Sollen",
    "That is our word": "Mira Sollen",
    "asked the fishermen": "Hana Zeid",
    "not worth the ink": "Rui Carvao",
    "sit down at one table": "Otto Brandt",
    "no other way out": "Otto Brandt",
}
"""Words that are said in the article, and by whom."""

_INSERTS = {
    "spanish": "El presidente dijo que no habrá guerra. «El canal está abierto», añadió un portavoz.",
    "russian": "«Мы хотим мира», — сказал представитель министерства. Переговоры продолжатся в мае.",
    "german": "„Wir wollen Frieden“, sagte ein Sprecher am Montag. Die Straße bleibt offen, hieß es.",
    "french": "« Nous voulons la paix », a déclaré un porte-parole. Le canal reste ouvert, dit-on.",
    "chinese": "发言人说：“我们要和平。”海峡仍然开放，谈判将继续。",
    "arabic": "\u202bقال المتحدث: «نريد السلام». وستستمر المحادثات.\u202c",
    "heading": "What happens next",
    "caption": "Ships wait for a pilot in the harbour of Castelo. (Photo: AFP)",
    "table": "Port | Ships | Days\nCastelo | 14 | 9\nTarnholm | 3 | 2",
    "poem": "the sea is deep,\nthe lane is dark,\nand who will sail to-night?",
    "demands": "1. Open the lane.\n2. Pay the crews.\n3. Free the captains.",
    "bullets": "• Fourteen ships wait.\n• Nobody unloads them.",
    "page": "17",
    "update": "UPDATE: This article has been changed.",
}


def marks(opening: str, closing: str) -> Damage:
    """Other marks for the curly ones."""
    return lambda text: text.replace("“", opening).replace("”", closing)


def inserted(words: str) -> Damage:
    """The same foreign body between all paragraphs."""
    return lambda text: text.replace("\n\n", f"\n\n{words}\n\n")


def _lines(text: str) -> str:
    return "\n".join(re.sub(r"(.{60,72}) ", r"\1\n", line) for line in text.split("\n"))


def _paged(text: str) -> str:
    return re.sub(r"((?:\w+\W+){30})", r"\1\n\n23\n\n", text)


def _every_third(mark: str) -> Damage:
    def damaged(text: str) -> str:
        pieces = text.split(mark)
        kept = (("" if n % 3 == 0 else mark) + piece for n, piece in enumerate(pieces[1:], start=1))
        return pieces[0] + "".join(kept)

    return damaged


DAMAGES: dict[str, Damage] = {
    "none": lambda text: text,
    "capitals": str.upper,
    "small letters": str.lower,
    "no punctuation": lambda text: re.sub(r"[^\w\s]", "", text),
    "no marks": marks("", ""),
    "no full stops": lambda text: text.replace(".", ""),
    "no closing marks": marks("“", ""),
    "no opening marks": marks("", "”"),
    "a third of the opening marks lost": _every_third("“"),
    "a third of the closing marks lost": _every_third("”"),
    "soft hyphens": lambda text: re.sub(r"(\w{4})(\w{3})", "\\1\u00ad\\2", text),
    "words broken over lines": lambda text: re.sub(r"(\b[a-z]{4})([a-z]{4})", r"\1-\n\2", text),
    "1 for l": lambda text: text.replace("l", "1"),
    "I for l, 0 for o": lambda text: text.replace("l", "I").replace("o", "0"),
    "no spaces after stops": lambda text: re.sub(r"([.,!?”]) ", r"\1", text),
    "no spaces before marks": lambda text: text.replace(" “", "“"),
    "spaces within marks": marks("“ ", " ”"),
    "straight marks with spaces": marks('" ', ' "'),
    "many spaces": lambda text: text.replace(" ", "   "),
    "odd spaces": lambda text: text.replace(" ", "\u00a0"),
    "thin spaces": lambda text: text.replace(" ", "\u2009"),
    "lines wrapped": _lines,
    "page numbers in sentences": _paged,
    "one line": lambda text: text.replace("\n\n", " "),
    "single line ends": lambda text: text.replace("\n\n", "\n"),
    "line ends of others": lambda text: text.replace("\n", "\r\n"),
    "line separators": lambda text: text.replace("\n\n", "\u2029"),
    "straight": marks('"', '"'),
    "guillemets": marks("«", "»"),
    "guillemets with spaces": marks("« ", " »"),
    "guillemets turned": marks("»", "«"),
    "single guillemets": marks("‹", "›"),
    "low": marks("„", "“"),
    "low and straight": marks("„", '"'),
    "single": marks("‘", "’"),
    "apostrophes": marks("'", "'"),
    "closing singles for both": marks("’", "’"),
    "closing for both": marks("”", "”"),
    "opening for both": marks("“", "“"),
    "corners": marks("「", "」"),
    "grave and acute": marks("``", "''"),
    "two apostrophes": marks("''", "''"),
    "doubled": marks('""', '""'),
    "references": marks("&ldquo;", "&rdquo;"),
    "numbers for marks": marks("&#8220;", "&#8221;"),
    "quot": marks("&quot;", "&quot;"),
    "without width": marks("\u200b“\u200b", "\u200b”\u200b"),
    "byte order marks": lambda text: "\ufeff" + text.replace("\n", "\n\ufeff"),
    "right to left": marks("\u200f“", "”\u200f"),
    "turned": lambda text: f"\u202e{text}\u202c",
    "emoji": lambda text: text.replace(". ", ". 😀 ").replace("“", "👉“"),
    "bulleted": lambda text: "• " + text.replace("\n\n", "\n\n• "),
    "dashes for bullets": lambda text: "- " + text.replace("\n\n", "\n\n- "),
    "numbered": lambda text: "\n\n".join(f"{n}. {p}" for n, p in enumerate(text.split("\n\n"), start=1)),
    "block quotes": lambda text: "> " + text.replace("\n\n", "\n\n> "),
    "bold": lambda text: "**" + text.replace("\n\n", "**\n\n**") + "**",
    "table": lambda text: text.replace("\n\n", " | "),
    "columns": lambda text: text.replace(", ", "\t"),
    "tags": lambda text: "<p>" + text.replace("\n\n", "</p>\n\n<p>") + "</p>",
    "mojibake": lambda text: text.encode().decode("cp1252", errors="replace"),
    "question marks for marks": marks("?", "?"),
    "control characters": lambda text: text.replace(" ", " \x0b", 9).replace("a", "a\x1f", 9),
    **{f"{name} between": inserted(words) for name, words in _INSERTS.items()},
}


def letters(words: str) -> str:
    """Words reduced to what damage leaves of them, for comparing."""
    plain = re.sub(r"[\W_\u00ad]|\d+(?=\W)", "", words.casefold())
    return plain.replace("1", "l").replace("0", "o").replace("i", "l")
