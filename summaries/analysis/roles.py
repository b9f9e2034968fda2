"""Nouns for people who speak: spokespeople, analysts, officials, office holders; our own lists."""

from __future__ import annotations

from summaries.analysis.cues import words
from summaries.model import Role

SPOKESPEOPLE = words("""spokesman spokeswoman spokesperson spokespeople spokesmen spokeswomen mouthpiece""")
ANALYSTS = words(
    """analyst expert observer critic scholar commentator economist historian researcher academic pundit
    strategist forecaster columnist scientist specialist demographer sociologist political-scientist
    watcher"""
)
ANONYMOUS = words(
    """source insider person people witness individual somebody someone onlooker bystander some many others"""
)
OFFICIALS = words(
    """official authority lawmaker diplomat aide adviser advisor minister leader senator representative
    officer prosecutor investigator regulator delegate negotiator envoy supporter opponent ally
    republican democrat conservative liberal activist campaigner protester demonstrator voter
    resident worker leadership government administration ministry department agency campaign
    committee council commission court party parliament congress senate house embassy office army
    military police bank company union organization organisation association institute foundation
    group coalition alliance team panel board bureau institution firm newspaper paper magazine
    network station channel press media statement report study poll survey article letter document
    website outlet side country nation state city opposition bloc delegation militia movement
    federation body summit communique resolution investigation"""
)
PRIVATE = words(
    """witness resident worker voter protester demonstrator activist campaigner supporter opponent survey
    poll"""
)
"""Nouns for those who speak for themselves, whatever country stands before them."""
HOLDERS = words(
    """president minister secretary chancellor premier ambassador senator congressman congresswoman
    governor mayor general admiral colonel judge justice director chairman chairwoman chair chief
    leader commander king queen prince princess pope bishop envoy candidate nominee lawmaker
    representative commissioner speaker chairperson professor author founder lawyer attorney manager
    executive officer doctor sheriff prosecutor monarch diplomat businessman businesswoman
    billionaire mogul politician strongman dictator counterpart veteran democrat republican actor
    actress singer journalist host anchor moderator reporter economist activist aide adviser advisor
    coach player priest pastor soldier strategist analyst spokesman spokeswoman spokesperson wife
    husband son daughter father mother brother sister man woman boy girl friend colleague deputy official
    superintendent inspector cleric physician surgeon engineer farmer legislator parliamentarian
    teacher student resident owner editor writer historian scientist researcher expert"""
)
"""Nouns for one person, in the singular."""

BODIES = words(
    """house court times post party committee campaign department ministry university institute council
    agency union bank news group association foundation center centre congress senate street journal
    corporation company inc corp ltd llc parliament assembly commission office bureau service force
    forces army navy administration government nations states organization organisation fund press
    network tv radio media telegraph guardian tribune herald magazine college school hospital church
    club league federation board authority airlines international embassy kremlin pentagon coalition
    alliance project act treaty
    america europe islam amendment show report reports comments equality policy strategies strategy society
    conference convention summit plan deal war day week morning today"""
)
"""Last words of names that are no person's."""

SHE = words(
    """spokeswoman congresswoman chairwoman queen princess actress businesswoman wife daughter mother
    sister woman girl"""
)
HE = words(
    """spokesman congressman chairman king prince businessman husband son father brother man boy pope"""
)

NAMED_BODIES = words(
    """watchdog charity group organisation organization company firm agency newspaper daily broadcaster
    network union party institute foundation magazine website station channel bank movement alliance
    federation association"""
)
"""Nouns for bodies that may have a name after them: "the watchdog Clear Water"."""

NATIONAL = words(
    """swede dane finn pole turk briton greek czech slovak arab serb croat german dutch thai swiss spaniard
    scot iraqi israeli pakistani saudi afghan kurd french filipino latvian"""
)
"""Words for one of a nation that no ending shows."""

WRITINGS = words(
    """memoir memoirs diary book letter article column essay statement speech tweet post testimony"""
)
"""Nouns for somebody's own words, by whom they are."""

PRESS = words(
    """newspaper paper daily weekly tabloid broadsheet magazine journal broadcaster network station channel
    media press television tv radio website outlet newscast"""
)
"""Nouns for those who only tell: "a Chilean newspaper" says nothing for Chile, unless it is the state's."""

OF_STATE = words(
    """president minister secretary chancellor premier ambassador envoy general admiral colonel commander
    deputy diplomat official spokesman spokeswoman spokesperson negotiator representative leader"""
)
"""Titles whose holders speak for a state that goes with them: "the Belgian ambassador"."""

ANONYMITY = words("familiar anonymity unnamed unidentified anonymous anonymously")
"""Words that mark a source who is not to be named."""


def role_of(lemma: str) -> Role:
    """In what quality somebody speaks who is named by a common noun only."""
    if lemma in SPOKESPEOPLE:
        return Role.SPOKESPERSON
    if lemma in ANALYSTS:
        return Role.ANALYST
    if lemma in ANONYMOUS:
        return Role.ANONYMOUS
    if lemma in OFFICIALS:
        return Role.INSTITUTION
    return Role.UNKNOWN
