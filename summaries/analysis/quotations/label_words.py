"""The words of labels: of speakers without a name, of boxes and sections, of forms of address.

Our own lists, after the transcripts of governments, parliaments, broadcasters and newspapers in English.
"""

from __future__ import annotations

from summaries.analysis.cues import words
from summaries.analysis.roles import HOLDERS, SPOKESPEOPLE

ASKING = words(
    """q question questioner reporter interviewer journalist correspondent moderator host presenter anchor
    chair chairman chairwoman chairperson audience caller facilitator"""
)
"""Whoever asks or leads: nobody's name, and the sign of a conversation taken down."""

ANSWERING = words("""a answer interviewee respondent""")
"""Whoever is asked."""

NAMELESS = (
    ASKING
    | ANSWERING
    | words(
        """speaker participant panelist panellist member members interpreter translator operator voice
        unidentified unknown male female witness counsel court clerk guest narrator crowd several hon
        inaudible announcer"""
    )
)
"""All words that stand for a speaker whom they do not name."""

NUMBERS = words("""one two three four five six seven eight nine ten first second third b c d e f g h""")
"""What tells nameless speakers apart: "Speaker Two", "Member B"."""

STANDING = words(
    """latest analysis exclusive opinion video watch breaking update updated updates factbox explainer review
    timeline live photo photos picture pictures image images editorial column interview transcript read
    letters correction corrections clarification note notes fact facts myth claim verdict profile podcast
    listen gallery editor editors credit credits caption source sources file summary background context
    key point points highlights takeaway takeaways related topics topic tags tag category filed subject
    date time place location venue address phone email tel fax contact contacts website media website press
    embargo immediate release byline author headline title subtitle abstract keywords more see also
    advertisement
    what when where why how which who whom pro pros con cons yes no then now before after result results score
    total today yesterday tomorrow tonight morning afternoon evening warning alert disclaimer caveat bottom
    line conclusion introduction overview agenda item items step part chapter section figure table box
    option example answer-key reminder demand demands rule article annex appendix quote quotes
    quotation opinion-poll poll survey reaction reactions reax recap preview in on at the-latest
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat sun january
    february march april may june july august september october november december jan feb mar apr jun jul aug
    sept sep oct nov dec north south east west first second third fourth fifth finally lastly plus ps
    translation translated developing urgent flash newsalert bulletin story report reports dispatch
    http https www am pm gmt est edt utc cet bst"""
) - frozenset(("may",))
"""Words of labels that nobody bears who speaks: a box's or a section's heading, a day, a kind of item."""

ADDRESS = words(
    """mr mrs ms miss mx dr prof professor sir dame lord lady baroness sen senator rep representative gov
    governor gen general col colonel lt capt captain maj adm admiral sgt amb ambassador sec rev hon judge
    justice congressman congresswoman madam madame"""
)
"""Forms of address and titles that stand before a name."""

TITLES = ADDRESS | HOLDERS | SPOKESPEOPLE | words("vice deputy under assistant acting foreign prime sec-gen")

STAGE = words(
    """laughter laughs laughing applause cheers cheering boos booing crosstalk inaudible pause silence
    interruption interruptions interrupts music singing off-mike off-mic mike mic unintelligible sic
    interpreter interpretation translation interpreted translated spoke speaks speaking begin end video clip
    clips videotape tape commercial break voice-over voiceover on-camera off-camera phonetic
    indiscernible gavel standing adjourned recess concluded concludes resumes resumed
    sighs crying shouting chanting gestures nods smiles coughs"""
)
"""Words of what a transcript tells beside what is said: "(Laughter.)", "[via interpreter]"."""
