from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.analysis.dates import date_of, dates_in, find_dates
from summaries.analysis.document import prepare
from summaries.analysis.parsing import parse
from summaries.model import Article
from summaries.names import NameFinder
from summaries.topics import Actor, Topic
from summaries.when import When

TOPIC = Topic(id="delta", title="The Delta dam", actors=(Actor(id="upland", name="Upland"),))


def found(text, published="2023-03-15"):
    return [(text[d.start : d.end], d.when.iso()) for d in dates_in(text, When.parse(published))]


def resolved(text, published="2023-03-15"):
    [mention] = dates_in(text, When.parse(published))
    return mention.when


def told(text, words, published="2023-03-15"):
    """The date of what the words tell."""
    article = Article(id="a", document="a", text=text, published=When.parse(published))
    document = prepare(article, TOPIC, NameFinder(TOPIC))
    parse((document, sentence) for sentence in document.sentences)
    start = text.index(words)
    return date_of(document, find_dates(document), start, start + len(words)).iso()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It sank on 4 July 1997 off the coast.", "1997-07-04"),
        ("It sank on July 4, 1997, off the coast.", "1997-07-04"),
        ("It sank on the 4th of July 1997.", "1997-07-04"),
        ("It sank on Friday, July 4th 1997.", "1997-07-04"),
        ("It sank on 1997-07-04T10:00 in calm water.", "1997-07-04"),
        ("It sank on 23/7/1997 in calm water.", "1997-07-23"),
        ("It sank on 7/23/1997 in calm water.", "1997-07-23"),
        ("It sank on 4.7.1997 in calm water.", "1997-07-04"),
        ("It sank in Sept. 1997 in calm water.", "1997-09"),
        ("It sank in 1997, the owners say.", "1997"),
        ("The fair runs from 4-9 July 1997.", "1997-07-04/1997-07-09"),
        ("Output fell in the second quarter of 1997.", "1997-04-01/1997-06-30"),
        ("They met in the spring of 1997.", "1997-03-01/1997-05-31"),
    ],
)
def test_a_date_stated_in_full_needs_no_publication(text, expected):
    when = resolved(text, published="")
    assert when.iso() == expected
    assert not when.inferred


@pytest.mark.parametrize(
    ("text", "expected"),  # published on Wednesday 15 March 2023
    [
        ("The bridge closed today.", "2023-03-15"),
        ("The bridge closed last night.", "2023-03-14"),
        ("The bridge will open tomorrow.", "2023-03-16"),
        ("The bridge closed on Sunday night.", "2023-03-12"),
        ("The bridge closed on Sunday.", "2023-03-12"),
        ("The bridge closed on Wednesday.", "2023-03-15"),
        ("The bridge closed last Wednesday.", "2023-03-08"),
        ("The bridge will open on Friday.", "2023-03-17"),
        ("The bridge is to open next Monday.", "2023-03-20"),
        ("The bridge closed last week.", "2023-03-06/2023-03-12"),
        ("The bridge closed over the weekend.", "2023-03-11/2023-03-12"),
        ("The bridge closed last weekend.", "2023-03-11/2023-03-12"),
        ("The bridge closed last month.", "2023-02"),
        ("The bridge closed last year.", "2022"),
        ("The bridge closed two days ago.", "2023-03-13"),
        ("The bridge closed three weeks ago.", "2023-02-20/2023-02-26"),
        ("The bridge closed in December.", "2022-12"),
        ("The bridge closed on 20 November.", "2022-11-20"),
        ("The bridge closed on Nov. 20 last year.", "2022-11-20"),
        ("The bridge will open on 20 November.", "2023-11-20"),
        ("Tolls are waived until 2 April.", "2023-04-02"),
        ("The bridge closed on 1 March.", "2023-03-01"),
    ],
)
def test_a_relative_date_counts_from_the_publication(text, expected):
    when = resolved(text)
    assert when.iso() == expected
    assert when.inferred
    assert when.words in text


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("The bridge closed on Sunday.", "2023-03-13/2023-03-18", "2023-03-12"),
        ("The bridge closed last week.", "2023-03-13/2023-03-18", "2023-03-06/2023-03-12"),
        ("The bridge closed on Sunday.", "2023-03-09/2023-03-14", "2023-03-05/2023-03-12"),
        ("The bridge closed yesterday.", "2023-03-13/2023-03-18", "2023-03-12/2023-03-17"),
        ("The bridge closed last month.", "2023-03", "2023-02"),
        ("The bridge closed in January.", "2023-03", "2023-01"),
        ("The bridge closed on 20 November.", "2023-03", "2022-11-20"),
        ("The bridge closed on Sunday.", "2023", ""),
        ("The bridge closed last week.", "2023-03", ""),
        ("The bridge closed on 20 November.", "2023", ""),
        ("The bridge closed on Sunday.", "", ""),
        ("The bridge closed last year.", "2023", "2022"),
    ],
)
def test_a_publication_known_roughly_gives_no_more_than_it_can(text, published, expected):
    when = resolved(text, published)
    assert when.iso() == expected
    assert when.words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met on 2 March. Two days later the dam broke.", "2023-03-04"),
        ("They met on 2 March. The following day the dam broke.", "2023-03-03"),
        ("They met on 2 March. A week earlier the dam had leaked.", "2023-02-20/2023-02-26"),
        ("They met on 2 March. On that day the dam broke.", "2023-03-02"),
        ("They met on 2 March. The following Monday the dam broke.", "2023-03-06"),
        ("They met last week. Just two days later the dam broke.", "2023-03-08/2023-03-14"),
        ("The dam was old. Two days later it broke.", ""),
        ("The dam was built in 1960. Two days later it broke.", ""),
    ],
)
def test_days_later_count_from_the_date_told_before(text, expected):
    assert found(text)[-1][1] == expected


def test_a_date_later_than_the_publication_is_not_counted_from_the_wrong_day():
    assert found("They met on Tuesday. Five days later the dam broke.")[-1] == ("Five days later", "")


def test_the_year_of_an_older_story_holds_for_the_days_that_follow():
    text = "The war began in March 2011. On 5 April the harbour fell."
    assert found(text)[-1] == ("5 April", "2011-04-05")


def test_a_weekday_beside_a_date_decides_its_year():
    assert resolved("It sank on Thursday, 27 April.").iso() == "2023-04-27"
    assert resolved("It sank on Wednesday, 27 April.").iso() == "2022-04-27"


def test_a_dateline_is_dated_by_the_publication():
    assert found("VARNHOLT, March 14 (Agency) - The dam broke.") == [("March 14", "2023-03-14")]


@pytest.mark.parametrize(
    "text",
    [
        "Theresa May said she may march with April in the sun.",
        "He is 45, has 2,019 goats and 1990 dollars, and lost 3-2.",
        "About 2000 soldiers crossed at 10:30 and paid $1,995 for 2011 barrels.",
        "The Sunday Times called it Black Friday; shops open every Monday.",
        "They will march on the capital, and Sun rose 3 percent.",
        "It happened on 31 February.",
        "In today's world nobody waits.",
    ],
)
def test_names_ages_prices_and_scores_are_no_dates(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "text", ["It grew in the 1990s.", "It closed several weeks ago.", "It closed on 3/4/2019."]
)
def test_what_no_calendar_can_hold_stays_in_the_words_of_the_text(text):
    when = resolved(text)
    assert when.iso() == ""
    assert when.words in text


def test_each_clause_has_its_own_date():
    text = "Upland closed the dam on 2 March, and the farmers opened it again on 9 March."
    assert told(text, "Upland closed the dam") == "2023-03-02"
    assert told(text, "opened") == "2023-03-09"


def test_joined_verbs_share_their_date():
    text = "On Sunday, the minister visited the dam and praised the workers."
    assert told(text, "praised") == "2023-03-12"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“We met in Upland on Sunday,” the minister said.", "said"),
        ("The minister compared the dam to the one that Upland lost in 1953.", "compared"),
        ("The dam has leaked since January 2020.", "leaked"),
        ("The minister said that the dam had burst on Sunday.", "said"),
        ("The minister praised Sunday's agreement with the farmers.", "praised"),
    ],
)
def test_a_date_of_something_else_is_not_the_date_of_the_saying(text, words):
    assert told(text, words) == ""


def test_the_date_of_a_saying_is_its_own():
    assert told("“The dam will hold,” the minister said on Monday.", "said") == "2023-03-13"


@given(st.text(alphabet="0123456789 /-.,'MarchSundytoemw一\n", max_size=60), st.dates(date(1, 1, 1)))
def test_no_text_breaks_the_search_and_offsets_recover_the_words(text, day):
    last = 0
    for mention in dates_in(text, When.day(day)):
        assert last <= mention.start < mention.end <= len(text)
        last = mention.end


@pytest.mark.parametrize("text", ["It fell 999 years ago.", "It will fall next year.", "It fell last week."])
@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_ends_of_the_calendar_leave_a_date_unresolved_at_worst(text, day):
    assert resolved(text, day.isoformat()).words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It ran from February 27 to March 4.", "2023-02-27/2023-03-04"),
        ("She toured the coast between 28 February and 3 March.", "2023-02-28/2023-03-03"),
        ("It ran from 30 December to 2 January.", "2022-12-30/2023-01-02"),
        ("It ran from 30 December 2019 to 2 January.", "2019-12-30/2020-01-02"),
        ("It ran from 30 December – 2 January 2020.", "2019-12-30/2020-01-02"),
        ("He held the chair in 2017-2018.", "2017-01-01/2018-12-31"),
        ("The drought of 2015 to 2017 emptied the lake.", "2015-01-01/2017-12-31"),
        ("It stood empty between 2015 and 2017.", "2015-01-01/2017-12-31"),
    ],
)
def test_a_range_is_one_date_from_its_first_day_to_its_last(text, expected):
    assert resolved(text).iso() == expected


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("It shut on 28 February and 3 March.", 2),
        ("It shut in 2015 and 2017.", 2),
        ("It carried 1990 to 2015 tons.", 0),
    ],
)
def test_dates_that_are_only_listed_stay_apart(text, count):
    assert len(found(text)) == count


def test_a_day_in_the_same_sentence_has_the_year_stated_before_it():
    text = "They met from 6 to 9 May 2022, and again on 20 June."
    assert found(text)[-1] == ("20 June", "2022-06-20")


def test_a_meeting_told_in_the_present_lies_ahead():
    assert resolved("The ministers meet separately on Friday.").iso() == "2023-03-17"


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("On 9 March 2023 Hale and Brandt met in Oslo.", "met", "2023-03-09"),
        ("Thieves stormed the bank on the night of 2 March.", "stormed", "2023-03-02"),
        ("They condemned the robbery of 2 March.", "condemned", ""),
    ],
)
def test_a_date_goes_with_its_verb_across_a_name_and_a_part_of_the_day(text, words, expected):
    assert told(text, words) == expected


# ---- more forms ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),  # published on Wednesday 15 March 2023
    [
        ("The bridge closed on the 9th.", "2023-03-09"),
        ("The bridge closed on the 22nd.", "2023-02-22"),
        ("The bridge will open on the 22nd.", "2023-03-22"),
        ("The bridge closed on the 9th of last month.", "2023-02-09"),
        ("The bridge closed on March ninth.", "2023-03-09"),
        ("The bridge closed on Tuesday last week.", "2023-03-07"),
        ("The bridge closed last week on Tuesday.", "2023-03-07"),
        ("The bridge closed a week ago Tuesday.", "2023-03-07"),
        ("The bridge closed two weeks ago on Monday.", "2023-02-27"),
        ("The bridge closed two weeks ago on Friday.", "2023-02-24/2023-03-03"),
        ("The bridge will open a week from Monday.", "2023-03-27"),
        ("The bridge will open on Monday week.", "2023-03-27"),
        ("The bridge closed three years ago today.", "2020-03-15"),
        ("The bridge closed two years ago on 9 March.", "2021-03-09"),
        ("The bridge closed on 9 March a year ago.", "2022-03-09"),
        ("The bridge closed the week before last.", "2023-02-27/2023-03-05"),
        ("The bridge closed a fortnight ago.", "2023-02-27/2023-03-05"),
        ("The bridge closed last summer.", "2022-06-01/2022-08-31"),
        ("The bridge closed this winter.", "2022-12-01/2023-02-28"),
        ("The bridge will open this summer.", "2023-06-01/2023-08-31"),
        ("The bridge will open next spring.", "2024-03-01/2024-05-31"),
        ("The bridge closed in the second half of last year.", "2022-07-01/2022-12-31"),
        ("The bridge closed in the third quarter of last year.", "2022-07-01/2022-09-30"),
        ("The bridge closed on New Year’s Eve.", "2022-12-31"),
        ("The bridge will open at the weekend.", "2023-03-18/2023-03-19"),
        ("The bridge closed at the start of the month.", "2023-03"),
        ("Drivers go to the polls on Sunday.", "2023-03-19"),
        ("A march planned for Sunday was called off.", "2023-03-19"),
        ("The bridge closed on March 16.", "2023-03-16"),
        ("The bridge closed between January and March.", "2023-01-01/2023-03-31"),
        ("The bridge closed between March 3 and 6.", "2023-03-03/2023-03-06"),
    ],
)
def test_what_is_counted_or_left_out_is_worked_out_from_the_publication(text, expected):
    when = resolved(text)
    assert when.iso() == expected
    assert when.inferred


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Output fell in the first half of 1997.", "1997-01-01/1997-06-30"),
        ("Output fell in H2 1997.", "1997-07-01/1997-12-31"),
        ("Output fell in the first nine months of 1997.", "1997-01-01/1997-09-30"),
        ("Output fell from January to March 1997.", "1997-01-01/1997-03-31"),
        ("Output fell in 1997-98.", "1997-01-01/1998-12-31"),
        ("It sank on Boxing Day 1997.", "1997-12-26"),
        ("It sank on 4 july 1997 off the coast.", "1997-07-04"),
        ("It sank on 7/23/97 in calm water.", "1997-07-23"),
        ("It sank on 1997/07/23 in calm water.", "1997-07-23"),
        ("It sank on 23-07-1997 in calm water.", "1997-07-23"),
    ],
)
def test_parts_of_years_holidays_and_figures_are_read_without_a_publication(text, expected):
    assert resolved(text, published="").iso() == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met on 2 March. The evening before, the dam broke.", "2023-03-01"),
        ("They met on 2 March. The next morning the dam broke.", "2023-03-03"),
        ("They met on 2 March. That night the dam broke.", "2023-03-02"),
        ("They met on 2 March. Later that day the dam broke.", "2023-03-02"),
        ("They met on 2 March. Later in the day the dam broke.", "2023-03-02"),
        ("They met on 2 March; the dam broke on the 7th.", "2023-03-07"),
        ("They met on 27 February; the dam broke on the 7th.", "2023-03-07"),
        ("They met in May 2021. On the 7th, the dam broke.", "2021-05-07"),
        ("They met in May 2021. Later that month the dam broke.", "2021-05"),
        ("They met in May 2021. The dam broke in June of that year.", "2021-06"),
        ("They met in May 2021. The dam broke in June of the following year.", "2022-06"),
        ("They met on 2 May 2021. The 2 May accord failed.", "2021-05-02"),
    ],
)
def test_what_counts_from_the_text_counts_from_the_date_told_last(text, expected):
    assert found(text)[-1][1] == expected


@pytest.mark.parametrize(
    "text",
    [
        "He lives on the 14th floor and marked the 10th anniversary.",
        "Good evening, this is Delta Radio Today with the news.",
        "Many of today's farmers left; International Women's Day was quiet.",
        "The team led in the second half of the match.",
        "The shop stayed open half a year ago.",
    ],
)
def test_floors_programmes_and_halves_of_a_match_are_no_dates(text):
    assert found(text) == []


def test_days_in_a_row_are_one_time_and_others_stay_apart():
    assert found("It shut on 3 and 4 March 2021.") == [("3 and 4 March 2021", "2021-03-03/2021-03-04")]
    apart = [value for _, value in found("It shut on 3, 5 and 9 March 2021.")]
    assert apart == ["2021-03-03", "2021-03-05", "2021-03-09"]
    assert found("On March 3 and 10 miners died.") == [("March 3", "2023-03-03")]


def test_a_stretch_that_something_was_moved_by_is_none():
    assert found("The vote was postponed from March to May 2021.")[0][1] == ""


def test_the_day_in_an_event_s_name_has_its_year_only_where_the_text_tells_it():
    assert found("The July 8 attacks shook the town.") == [("July 8", "")]
    text = "Gunmen came on July 8, 2016. The July 8 attacks shook the town."
    assert found(text)[-1] == ("July 8", "2016-07-08")


@pytest.mark.parametrize(
    ("text", "url", "published", "expected"),
    [
        ("It shut on 3/4/2019 and reopened on 14/5/2019.", "", "", "2019-04-03"),
        ("It shut on 3/4/2019 and reopened on 5/14/2019.", "", "", "2019-03-04"),
        ("It shut on 3/4/2019 and reopened on 9 May 2019.", "", "", "2019-04-03"),
        ("It shut on 3/4/2019.", "https://www.delta-post.co.uk/1", "", "2019-04-03"),
        ("It shut on 3/4/2019.", "https://news.delta.gov/1", "", "2019-03-04"),
        ("It shut on 3/4/2019.", "https://www.delta-post.com/1", "", ""),
        ("It shut on 3/4/2019.", "", "2019-04-03", "2019-04-03"),
        ("It shut on 3/4/2019, not on 14/5/2019 or 5/14/2019.", "", "", ""),
    ],
)
def test_days_in_figures_are_read_in_the_order_of_their_text_or_land(text, url, published, expected):
    article = Article(id="a", document="a", text=text, url=url, published=When.parse(published))
    first = find_dates(prepare(article, TOPIC, NameFinder(TOPIC)))[0]
    assert first.when.iso() == expected


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("VARNHOLT, March 14 (Agency) - The dam broke today.", "2023-03-15", "2023-03-14"),
        ("VARNHOLT, March 14 (Agency) - The dam broke yesterday.", "2023-03-15T02:00:00+00:00", "2023-03-13"),
        ("VARNHOLT, March 14 (Agency) - The dam broke on Sunday.", "2023-03", "2023-03-12"),
        ("VARNHOLT, March 14, 2023 (Agency) - The dam broke on Sunday.", "", "2023-03-12"),
        ("VARNHOLT, March 16 (Agency) - The dam broke on Thursday.", "2023-03-15", "2023-03-16"),
        ("VARNHOLT, March 1 (Agency) - The dam broke today.", "2023-03-15", "2023-03-15"),
    ],
)
def test_the_day_of_a_dateline_is_the_day_of_its_news(text, published, expected):
    assert found(text, published)[-1][1] == expected


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("The dam broke early Tuesday in Varnholt.", "2023-03-13T20:00:00+00:00", "2023-03-14"),
        ("The dam broke on Tuesday in Varnholt.", "2023-03-13T20:00:00+00:00", ""),
        ("The dam broke on Tuesday in Varnholt.", "2023-03-13T20:00:00-05:00", "2023-03-07"),
        ("The dam broke on Tuesday in Varnholt.", "2023-03-13T08:00:00+00:00", "2023-03-07"),
        ("The dam broke early Tuesday in Varnholt.", "2023-03-15T02:00:00+00:00", "2023-03-14"),
    ],
)
def test_a_day_that_had_begun_elsewhere_is_told_from_the_same_day_a_week_ago(text, published, expected):
    assert found(text, published)[-1][1] == expected
