"""Articles that concern a topic are told from those that only name it."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.concern import PACKS, judged, pack, scores
from summaries.concern import Concern, Judge
from summaries.errors import InvalidTopic
from summaries.landmarks import is_of_a_land, own_actors, own_words
from summaries.model import Article
from summaries.topics import Topic, parse_topic


@pytest.fixture(scope="module")
def venezuela() -> Judge:
    return Judge(pack("venezuela"))


def weigh(judge: Judge, text: str, title: str = "") -> Concern:
    return judge.weigh(Article(id="a", document="a", title=title, text=text))


@pytest.mark.parametrize(("topic", "precision", "recall"), [("venezuela", 90, 95), ("tarn", 85, 90)])
def test_labelled_articles_are_judged_as_well_as_the_benchmark_says(
    topic: str, precision: float, recall: float
) -> None:
    _, _, right, found = scores(judged(topic))
    assert isinstance(right, float)
    assert right >= precision
    assert isinstance(found, float)
    assert found >= recall


@pytest.mark.parametrize(
    "file", sorted((PACKS["venezuela"] / "articles").glob("*.txt")), ids=lambda f: f.stem
)
def test_the_bundled_articles_concern_their_topic(venezuela: Judge, file: Path) -> None:
    assert weigh(venezuela, file.read_text("utf-8")).score > 0.7


@pytest.mark.parametrize(
    "text",
    [
        "“We will not negotiate under threat,” Nicolás Maduro said. He spoke in Caracas.",
        "Juan Guaidó called for new protests. “The usurpation must end,” he said.",
        "PDVSA cut output at its fields in eastern Venezuela for lack of diluent, and oil prices rose.",
        "Guaidó met ministers in Paris, Madrid and Brussels and asked for sanctions on Maduro's circle.",
    ],
)
def test_short_texts_on_the_land_and_its_people_concern_it(venezuela: Judge, text: str) -> None:
    assert weigh(venezuela, text).concerns


@pytest.mark.parametrize(
    "text",
    [
        "Donald Trump and Vladimir Putin spoke about the war in Ukraine and about sanctions on Russian oil. "
        "Both governments said that the talks would go on in Helsinki, where envoys prepare a summit.",
        "Colombians vote on Sunday. Candidates for governor quarrelled over taxes, roads and schools, and "
        "over who had built the bridge that fell down in May. Polls see three of them close together. One "
        "wants to move the Venezuelans who sell coffee in the parks. The others called it a cheap shot.",
        "Exports of Iran, Libya and Venezuela were exempted. The other members of the cartel will cut output "
        "by a million barrels a day from January, ministers decided in Vienna after a night of argument.",
    ],
)
def test_actors_and_issues_of_the_topic_alone_are_not_the_topic(venezuela: Judge, text: str) -> None:
    assert not weigh(venezuela, text).concerns


def test_it_says_why(venezuela: Judge) -> None:
    assert weigh(venezuela, "Maduro spoke.").why == "it names Maduro once in 2 words"
    assert weigh(venezuela, "Nobody spoke.").why == "it names nothing that is the topic's own"


def test_a_stranger_of_the_same_surname_is_nobody(venezuela: Judge) -> None:
    assert weigh(venezuela, "Beatriz Machado opened a bakery. Rosa Maduro sold the bread.").score == 0


def test_a_title_that_opens_the_text_counts_once(venezuela: Judge) -> None:
    title, body = "Venezuela votes", "Nobody else did on that day, and the shops were closed."
    assert weigh(venezuela, f"{title}\n\n{body}", title).score == weigh(venezuela, body, title).score


def test_names_in_other_languages_count() -> None:
    topic = parse_topic(
        """
id = "kharvan"
title = "Kharvan"
[[actors]]
id = "government"
name = "Kharvani government"
adjectives = ["Kharvani"]
places = ["Kharvan"]
names_in.ru = ["власти Харвана", "правительство Харвана", "МИД Харвана", "министр*"]
names_in.es = ["Gobierno kharvaní"]
[[actors]]
id = "delmora"
name = "Delmora"
names_in.ru = ["Делмора"]
"""
    )
    judge = Judge(topic)
    assert weigh(
        judge, "Власти Харвана отклонили предложение. «Мы не уступим», заявил представитель."
    ).concerns
    assert weigh(judge, "Харванские войска вошли в город, сообщили очевидцы в среду вечером.").concerns
    assert not weigh(judge, "Делмора открыла границу, заявил министр. Поезда пойдут с понедельника.").concerns


def test_what_a_topic_is_about_is_read_off_its_pack() -> None:
    venezuela, tarn = pack("venezuela"), pack("tarn")
    assert own_actors(venezuela) == {"venezuela-government", "venezuela-opposition"}
    assert is_of_a_land(venezuela)
    assert own_words(tarn) == ("Tarn",)
    assert not is_of_a_land(tarn)


BARE = """
id = "strait"
title = "The strait"
{core}
[[actors]]
id = "norland"
name = "Norland"
"""


def strait(core: str = "") -> Topic:
    return parse_topic(BARE.format(core=core))


def test_a_pack_can_say_whose_affairs_it_is_about() -> None:
    text = "Norland has a new cabinet. Its members were sworn in on Monday."
    assert not weigh(Judge(strait()), text).concerns
    assert weigh(Judge(strait('core = ["norland"]')), text).concerns


def test_a_core_that_is_no_actor_is_told() -> None:
    with pytest.raises(InvalidTopic, match='core: there is no actor "norlond"'):
        strait('core = ["norlond"]')
