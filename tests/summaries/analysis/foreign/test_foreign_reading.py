"""Articles in other languages: read for direct quotations, or stored and said to be not analysed."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from benchmarks.foreign import rows
from summaries.analysis.foreign import LANGUAGES, Reader
from summaries.analysis.pipeline import Analyser
from summaries.model import Article, Evidence
from summaries.topics import Topic, parse_topic
from summaries.when import When

SEED = Path(__file__).parents[4] / "seeds" / "venezuela" / "topic.toml"
SPANISH = (
    "El canciller Jorge Arreaza llegó este lunes a Moscú.\n\n"
    "«No vamos a ceder ante la presión de nadie», dijo Arreaza.\n\nNadie más habló con la prensa."
)
GERMAN = (
    "Der Außenminister Sergej Lawrow sagte am Montag: „Wir werden dem Druck nicht nachgeben.“ "
    "Niemand sonst sprach nach dem Treffen mit der Presse."
)
ENGLISH = (
    "“We will never yield in this matter to anybody,” Sergey Lavrov said in Moscow on Monday, 6 May 2019."
)


@pytest.fixture(scope="module")
def topic() -> Topic:
    return parse_topic(SEED.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def analyser(topic: Topic) -> Analyser:
    return Analyser(topic)


def article(text: str, id: str = "a", language: str = "en") -> Article:
    published = When.parse("2019-05-08")
    return Article(id=id, document=id, text=text, language=language, published=published)


def read(topic: Topic, language: str, text: str) -> Evidence:
    return Reader(topic, language).read(article(text, language=language))


def test_articles_of_several_languages_are_read_together_and_keep_their_order(analyser: Analyser) -> None:
    texts = [ENGLISH, SPANISH, GERMAN, ENGLISH]
    found = list(analyser.analyse(article(text, f"a{n}") for n, text in enumerate(texts)))
    assert [evidence.article for evidence in found] == ["a0", "a1", "a2", "a3"]
    names = [[quotation.name for quotation in evidence.quotations] for evidence in found]
    assert names == [["Sergey Lavrov"], ["Jorge Arreaza"], [], ["Sergey Lavrov"]]


def test_another_language_is_said_to_be_not_analysed(analyser: Analyser) -> None:
    (evidence,) = analyser.analyse([article(GERMAN)])
    assert evidence.notes == ("German is not analysed.",)
    assert evidence == Evidence(article="a", notes=evidence.notes)


def test_a_quotation_in_another_language_has_no_stance(analyser: Analyser) -> None:
    (evidence,) = analyser.analyse([article(SPANISH)])
    assert evidence == Evidence(article="a", quotations=evidence.quotations)
    assert len(evidence.quotations) == 1


def test_a_long_article_is_read_in_parts_with_its_offsets(topic: Topic) -> None:
    text = SPANISH + "\n\n" + "Fue una jornada larga y sin sobresaltos en la capital del país. " * 60
    text += "\n\n«Volveremos mañana con otra propuesta», añadió Jorge Arreaza."
    (evidence,) = Analyser(topic, longest=1_000).analyse([article(text)])
    assert [text[s.start : s.end] for q in evidence.quotations for s in q.content] == [
        "No vamos a ceder ante la presión de nadie",
        "Volveremos mañana con otra propuesta",
    ]


def test_a_speaker_is_never_guessed_from_a_shared_surname(topic: Topic) -> None:
    (said,) = read(topic, "es", "«No aceptamos ese ultimátum», afirmó Rodríguez.").quotations
    assert (said.name, said.person, said.actor) == (None, None, None)
    assert said.speaker is not None
    assert said.speaker.text == "Rodríguez"


def test_a_stranger_of_a_known_surname_stays_a_stranger(topic: Topic) -> None:
    text = "«Perdimos toda la cosecha», contó Pedro Maduro. «No queda nada aquí», agregó Maduro."
    assert [q.name for q in read(topic, "es", text).quotations] == ["Pedro Maduro", "Pedro Maduro"]
    assert [q.person for q in read(topic, "es", text).quotations] == [None, None]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Arreaza citó a Bolívar: «Los poderosos plagan la América de miserias»."),
        ("es", "Guaidó respondió a Maduro, que había dicho que «nadie nos va a sacar de Miraflores»."),
        ("es", "«Nadie nos va a sacar», dice una pancarta junto a la foto de Maduro."),
        ("pt", "O filho do presidente Jair Bolsonaro, Eduardo, disse que “é preciso agir agora mesmo”."),
        ("fr", "L’épouse de Juan Guaido a affirmé : « Il faut ouvrir la frontière »."),
        ("fr", "« Nous sommes prêts », a souligné le président du Parlement après le président Maduro."),
        ("ru", "Жена Гуайдо заявила: «Откройте границу немедленно»."),
        ("ru", "«Это недопустимо для нас», — сказал представитель Мадуро."),
        ("ru", "Лавров процитировал Боливара: «Они несут Америке нищету»."),
    ],
)
def test_somebody_elses_words_are_not_put_into_the_mouth_of_who_is_named_beside_them(
    topic: Topic, language: str, text: str
) -> None:
    assert [quotation.person for quotation in read(topic, language, text).quotations] == [None]


@pytest.mark.parametrize(
    ("language", "text", "content"),
    [
        ("es", "«No vamos a ceder», dijo Maduro.", ["No vamos a ceder"]),
        ("es", "“No vamos a ceder”, dijo Maduro.", ["No vamos a ceder"]),
        ("es", '"No vamos a ceder", dijo Maduro.', ["No vamos a ceder"]),
        ("es", "‹No vamos a ceder›, dijo Maduro.", ["No vamos a ceder"]),
        ("es", "—No vamos a ceder —dijo Maduro—. Nunca jamás.", ["No vamos a ceder", "Nunca jamás."]),
        ("fr", "«\u202fNous ne céderons pas\u202f», a dit M. Maduro.", ["Nous ne céderons pas"]),
        ("fr", "«\xa0Nous ne céderons pas\xa0», a dit M. Maduro.", ["Nous ne céderons pas"]),
        ("ru", "„Мы не уступим никому“, — сказал Мадуро.", ["Мы не уступим никому"]),
        ("ru", "„Мы не уступим никому”, — сказал Мадуро.", ["Мы не уступим никому"]),
        ("ru", "«Фонд «Наследие» закрыт навсегда», — сказал Мадуро.", ["Фонд «Наследие» закрыт навсегда"]),
        ("ru", "«Мы закрыли фонд «Наследие», — сказал Мадуро.", ["Мы закрыли фонд «Наследие"]),
    ],
)
def test_words_are_exactly_what_stands_between_the_marks(
    topic: Topic, language: str, text: str, content: list[str]
) -> None:
    (said,) = read(topic, language, text).quotations
    assert [span.text for span in said.content] == content
    assert said.person == "nicolas-maduro"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Leyó «Cien años de soledad y otros cuentos» durante el viaje."),
        ("es", "Maduro habló del llamado «Grupo de los Cuatro Amigos»."),
        ("pt", "O filme “O som ao redor da nossa casa” estreou na quinta."),
        ("fr", "Le journal « Le Monde de tous les jours » a paru hier."),
        ("ru", "Газета «Известия всей нашей страны» вышла вчера."),
        ("es", "Dijo «no» y «sí»."),
    ],
)
def test_titles_and_scare_quotes_are_no_quotations(topic: Topic, language: str, text: str) -> None:
    assert read(topic, language, text).quotations == ()


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_damaged_texts_are_read_without_error_and_every_span_holds_its_words(
    topic: Topic, language: str
) -> None:
    chance = random.Random(7)
    reader = Reader(topic, language)
    for row in (*rows()[::3], *rows("foreign_articles.jsonl")[::3]):
        text = "".join(c for c in row.text if chance.random() > 0.04)
        text = text[: chance.randrange(1, len(text))] + chance.choice(
            ("", "«", "»", '"', "—", "\n", " ", ",", ":")
        )
        for quotation in reader.read(article(text, language=language)).quotations:
            for span in (*quotation.content, quotation.context):
                assert text[span.start : span.end] == span.text


@pytest.mark.parametrize("mark", ["«", "»", '"', "“", "—", ",", "(", "de ", "dijo ", "А. "])
def test_a_mark_ten_thousand_times_over_takes_no_longer_than_a_text(topic: Topic, mark: str) -> None:
    for language in LANGUAGES:
        assert len(read(topic, language, "Maduro dijo: " + mark * 10_000).quotations) < 10_000
