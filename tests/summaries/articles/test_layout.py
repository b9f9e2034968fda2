"""What is title, heading, paragraph and noise on pages as they come from scrapers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.articles.layout import Block, BlockKind, layout
from summaries.articles.noise import Reason

PROSE = "The two governments opened talks in the capital on Tuesday after weeks of silence."
MORE = "Negotiators met for three hours and agreed to return in the autumn, officials said."
LAST = "The border has been closed since the floods, and trade between the towns has all but stopped."


def kinds(text: str, title: str = "") -> list[tuple[str, str]]:
    """Each block's kind (for noise, its reason) with its words."""
    return [
        ((block.reason or block.kind).value, text[block.start : block.end]) for block in layout(text, title)
    ]


def prose(text: str, title: str = "") -> list[str]:
    return [words for kind, words in kinds(text, title) if kind == "paragraph"]


def noise(line: str) -> str:
    """What a line is judged to be in the middle of an article."""
    found = kinds(f"{PROSE}\n\n{line}\n\n{MORE}")
    assert len(found) == 3
    return found[1][0]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Fishermen wait at the harbour of Arvik. /NTB Photo", "caption"),
        ("Fishermen wait at the harbour of Arvik. (Reuters/Ana Pohl)", "caption"),
        ("The minister leaves parliament in June 2017. [File: Ana Pohl/AP Photo]", "caption"),
        ("Soldiers on the bridge (AP Photo/Ivo Brandt)", "caption"),
        ("Photo: Ana Pohl", "caption"),
        ("A view of the dam. Photograph: Ivo Brandt/Getty Images", "caption"),
        ("© Ivo Brandt / Agentur Nord", "copyright"),
        ("02:27", "video length"),
        ("Video 1:02:27", "video length"),
        ('["harbour", "fish"]', "list literal"),
        ("By Ana Pohl and Ivo Brandt", "byline"),
        ("By Ana Pohl, Northern Gazette", "byline"),
        ("Updated 3:45 PM ET, Mon May 6, 2013", "timestamp"),
        ("Last updated on 6 May 2013", "timestamp"),
        ("4 min read", "timestamp"),
        ("Share on Facebook Tweet Email Print", "buttons"),
        ("1.2K", "buttons"),
        ("38 comments", "comments"),
        ("ADVERTISEMENT", "advertisement"),
        ("Advertisement - scroll to continue", "advertisement"),
        ("Sign up for our morning newsletter and get the day's stories.", "promotion"),
        ("Follow Ana Pohl on Twitter @anapohl", "promotion"),
        ("READ MORE: Ferry strike enters third week", "links"),
        ("Related: Who owns the northern ports?", "links"),
        ("https://example.org/ferries", "links"),
        ("We use cookies to improve your experience. Read our policy.", "cookies"),
        ("Copyright 2013 Northern Gazette. All rights reserved.", "copyright"),
        ("The views expressed in this article are the author's own.", "copyright"),
        ("(Reporting by Ana Pohl in Arvik; Editing by Ivo Brandt)", "credit"),
        ("Gazette writer Ivo Brandt in Arvik contributed to this report.", "credit"),
        ("Source: Northern News Agency", "credit"),
        ("Tags: ports, ferries, strike", "categories"),
        ("* * *", "ornament"),
        ("-30-", "ornament"),
    ],
)
def test_what_pages_put_round_an_article_is_noise(line: str, reason: str) -> None:
    assert noise(line) == reason


@pytest.mark.parametrize(
    "line",
    [
        "ARVIK, Norland (Reuters) - The ferries will sail again on Monday.",
        "(CNN) — The ferries will sail again on Monday.",
        "Follow the money, the prosecutor told the court.",
        "Share prices fell by a fifth on Monday.",
        "Photographs of the dam were shown to the committee on Friday.",
        "The copyright ruling was welcomed by publishers.",
        "The poll was commissioned by Reuters/Ipsos.",
        "By continuing the talks on these terms, both sides bought time.",
        "Written by the ministry, the letter says that the port will close.",
        "With files from the archive, the historian rebuilt the case.",
        "Watch what they do, not what they say.",
        "In May 2013 the ferries stopped.",
        '"No."',
        '"We will not leave."',
        "“Advertisement is not policy,” Pohl said.",
        'Sign up for peace, "not for another war," Pohl said.',
        "He continued:",
        "• The port will open on Monday.",
    ],
)
def test_what_may_be_the_article_stays_a_paragraph(line: str) -> None:
    assert noise(line) == "paragraph"


def test_a_title_is_found_once_and_its_double_is_noise() -> None:
    text = f"Ferries to sail again\n\nFerries To Sail Again\n\n{PROSE}"
    assert [kind for kind, _ in kinds(text, "Ferries to sail again")] == [
        "title",
        "doubled title",
        "paragraph",
    ]
    assert kinds(text) == kinds(text, "Ferries to sail again")


def test_a_title_given_with_the_name_of_the_site_is_still_found() -> None:
    text = f"Ferries to sail again\n{PROSE}"
    assert kinds(text, "Ferries to sail again | Northern Gazette")[0][0] == "title"


def test_a_text_that_opens_with_prose_has_no_title() -> None:
    assert [kind for kind, _ in kinds(f"{PROSE}\n{MORE}")] == ["paragraph", "paragraph"]


def test_the_headline_block_of_a_page_is_title_and_noise() -> None:
    text = f"Ferries to sail again\nAna Pohl\n6 May 2013\n{PROSE}\n{MORE}"
    assert [kind for kind, _ in kinds(text)] == ["title", "byline", "timestamp", "paragraph", "paragraph"]


def test_a_short_line_before_a_paragraph_is_a_heading() -> None:
    text = f"{PROSE}\n\nWhat the ferries carry\n\n{MORE}\n\n6 May 2013\n\n{LAST}"
    assert [kind for kind, _ in kinds(text)] == ["paragraph", "heading", "paragraph", "heading", "paragraph"]


def test_a_caption_without_a_credit_repeats_a_sentence_of_a_paragraph() -> None:
    caption = "The border has been closed since the floods."
    text = f"{caption} Trade between the towns has all but stopped.\n\n{caption}\n\n{caption}\n\n{PROSE}"
    assert [kind for kind, _ in kinds(text)] == ["paragraph", "caption", "repeated", "paragraph"]


def test_a_paragraph_told_twice_is_noise_the_second_time() -> None:
    assert [kind for kind, _ in kinds(f"{PROSE}\n\n{MORE}\n\n{PROSE}")] == [
        "paragraph",
        "paragraph",
        "repeated",
    ]


def test_what_follows_an_author_box_is_noise() -> None:
    bio = "Ana Pohl studies ports. She holds a degree of the University of Arvik."
    text = "\n\n".join((PROSE, MORE, LAST, "About the Author", "Ana Pohl", bio))
    assert [kind for kind, _ in kinds(text)] == ["paragraph"] * 3 + ["author box"] * 3


def test_an_author_box_above_the_article_takes_nothing_with_it() -> None:
    text = "\n\n".join(("About the Author", "Ana Pohl", PROSE, MORE, LAST))
    assert prose(text)[-3:] == [PROSE, MORE, LAST]


def test_somebody_quoted_after_an_author_box_is_not_lost() -> None:
    quoted = "“The port is ours,” Pohl said on Sunday."
    assert quoted in prose("\n\n".join((PROSE, MORE, LAST, "About the author", quoted)))


def test_a_box_of_links_ends_where_prose_begins() -> None:
    text = "\n\n".join((PROSE, "Related stories", "• Strike enters third week", "• Dam to reopen", MORE))
    assert [kind for kind, _ in kinds(text)] == ["paragraph", "links", "links", "links", "paragraph"]


def test_a_list_of_headlines_at_the_end_is_noise() -> None:
    text = "\n".join((PROSE, MORE, "Strike enters third week", "Dam to reopen in spring", "Mayor steps down"))
    assert prose(text) == [PROSE, MORE]


def test_a_list_that_a_sentence_introduces_is_not_noise() -> None:
    text = "\n".join(
        (PROSE, "The sides agreed on these points:", "• Reopening of the port", "• Release of crews")
    )
    assert len(prose(text)) == 4


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "The two governments opened talks in the capital on Tuesday after weeks\n"
        "of silence. Negotiators from Arvik and Norland met for three hours, and\n"
        "agreed to return in the autumn.\n"
        "\n"
        "    The border has been closed since the floods of the previous spring.\n"
        "Trade between the towns on both banks of the river has stopped almost\n"
        "entirely.\n"
        "    A spokesman declined to say when it would reopen to ordinary people,\n"
        "or whether it would.\n"
    )
    found = layout(text)
    assert [block.kind for block in found] == [BlockKind.PARAGRAPH] * 3
    assert text[found[0].start : found[0].end].endswith("in the autumn.")
    assert text[found[1].start : found[1].end].startswith("The border")
    assert text[found[2].start : found[2].end].startswith("A spokesman")


def test_a_sentence_broken_by_a_link_is_one_paragraph() -> None:
    broken = "The talks were first reported by the\nnorthern newspapers\n, which had seen a letter."
    text = f"{PROSE}\n{broken}\n{MORE}"
    assert len(prose(text)) == 3


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\x85", "\f", "\n\n", "\r\n\r\n", "\n \t\n"])
def test_every_kind_of_line_end_ends_a_paragraph(end: str) -> None:
    assert prose(end.join((PROSE, MORE, LAST))) == [PROSE, MORE, LAST]


def test_a_cue_that_ends_in_a_colon_is_not_a_heading() -> None:
    text = f'{PROSE}\n\nThe minister went on:\n\n"{MORE}"'
    assert [kind for kind, _ in kinds(text)] == ["paragraph"] * 3


_LINES = st.one_of(
    st.text(max_size=90),
    st.sampled_from(
        [PROSE, MORE, "By Ana Pohl", "Related stories", "About the author", "Share", "02:27", '"', "• a"]
    ),
)
_TEXTS = st.one_of(
    st.text(max_size=400),
    st.lists(_LINES, max_size=12).flatmap(
        lambda lines: st.sampled_from(["\n", "\n\n", "\r\n", " "]).map(lambda end: end.join(lines))
    ),
)


@given(_TEXTS, st.one_of(st.just(""), _LINES))
def test_blocks_are_in_order_and_cover_all_that_is_not_white_space(text: str, title: str) -> None:
    blocks = layout(text, title)
    at = 0
    for block in blocks:
        assert at <= block.start < block.end <= len(text)
        assert not text[at : block.start].strip()
        words = text[block.start : block.end]
        assert words == words.strip()
        assert (block.reason is None) == (block.kind is not BlockKind.NOISE)
        at = block.end
    assert not text[at:].strip()


@given(_TEXTS)
def test_the_same_text_has_the_same_layout(text: str) -> None:
    assert layout(text) == layout(text)


def test_a_block_of_noise_names_its_reason() -> None:
    assert layout(f"{PROSE}\n\nADVERTISEMENT")[1] == Block(
        len(PROSE) + 2, len(PROSE) + 15, BlockKind.NOISE, Reason.ADVERTISEMENT
    )


def test_a_whole_page_is_reduced_to_its_article() -> None:
    page = f"""Skip to main content

Home | News | Live
Ferries to sail again after strike
By Ana Pohl and Ivo Brandt
Updated 9:12 AM GMT, Tue May 7, 2013
Share on Facebook   Share on Twitter   Email
Video Player is loading.
Now playing
01:12
The ferry Norda leaves Arvik in 2012. (Reuters/Ana Pohl)
ARVIK, Norland (Reuters) - {PROSE}
ADVERTISEMENT
{MORE}
READ MORE: What the strike cost
“We will sail on Monday,” Mayor Olaf Quist told reporters. “And we will be on time.”
What comes next
{LAST}
Sign up for our newsletter
(Reporting by Ana Pohl; Editing by Ivo Brandt)
Our Standards: The Principles of Trust
Related Stories
Dam to reopen in spring
Mayor steps down
© 2013 Northern Gazette. All rights reserved."""
    found = kinds(page, "Ferries to sail again after strike")
    assert [kind for kind, _ in found if kind in {"title", "heading"}] == ["title", "heading"]
    assert prose(page) == [
        f"ARVIK, Norland (Reuters) - {PROSE}",
        MORE,
        "“We will sail on Monday,” Mayor Olaf Quist told reporters. “And we will be on time.”",
        LAST,
    ]


_FURNITURE = st.lists(
    st.sampled_from(
        [
            *(
                PROSE,
                MORE,
                LAST,
                "Ferries to sail again",
                "By Ana Pohl",
                "Related stories",
                "About the author",
            ),
            *(
                "Share",
                "12 comments",
                "Leave a comment",
                "READ MORE: Dam to reopen",
                "Mayor steps down",
                "• One",
            ),
        ]
    ),
    max_size=10,
)


@given(_FURNITURE, _FURNITURE)
def test_what_quotes_somebody_is_never_lost(before: list[str], after: list[str]) -> None:
    quoted = "“We will sail on Monday,” Mayor Olaf Quist told reporters."
    assert quoted in prose("\n".join([*before, quoted, *after]))
