"""Words that take a side: which verb, noun or adjective is for or against what, and by which act.

The classes follow the event types of PLOVER (Open Event Data Alliance, PLOVER codebook, 2018, the successor
of CAMEO) and, for words of praise and blame, the judgement verbs (class 33) and verbs of social
interaction of Beth Levin, English Verb Classes and Alternations, 1993. The members were chosen by hand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from summaries.model import Act


class Reach(StrEnum):
    """What a word's sign is about: parties and matters alike, only one, or what is already for or against."""

    ANY = "any"
    MATTER = "matter"  # an issue, or a deed that is itself for or against somebody
    PARTY = "party"


@dataclass(frozen=True, slots=True)
class Frame:
    """One use of a word: its subject does ``act``, for (+1) or against (-1) what stands in ``slot``.

    Slots: ``obj`` (object or passive subject), ``clause`` (a verb that depends on it), ``poss``, ``mod``
    (a noun before it), else a preposition. ``sign`` 0 leaves the position open.
    """

    act: Act
    sign: int
    slot: str
    reach: Reach = Reach.ANY


Lexicon = dict[str, tuple[Frame, ...]]
_SIGNS = {"+": 1, "-": -1, "0": 0}


def _lexicon(table: str) -> Lexicon:
    """Read rows of "ACT SIGN REACH SLOT/SLOT: words"; a row goes on where the next line is indented deeper.

    A word may stand in several rows; a particle is joined to its verb by "_" ("rule_out").
    """
    found: dict[str, list[Frame]] = {}
    for row in re.findall(r"^    (?=[A-Z])(.*(?:\n {5,}.*)*)", table, re.MULTILINE):
        use, _, words = row.partition(":")
        act, sign, reach, slots = use.split()
        frames = [Frame(Act[act], _SIGNS[sign], slot, Reach(reach)) for slot in slots.split("/")]
        for word in words.split():
            found.setdefault(word, []).extend(frames)
    return {word: tuple(frames) for word, frames in found.items()}


VERBS = _lexicon(
    """
    # PLOVER SUPPORT, AGREE, COOPERATE
    BACKS + any obj: support back endorse champion embrace favour favor welcome uphold defend recognise
        recognize approve bolster back_up prop_up shore_up legitimise legitimize advocate promote cheer
        vindicate reinstate nominate befriend assure reassure stand_by root_for
    BACKS + any with: side stand align sympathise sympathize ally empathise empathize
    BACKS + any behind: stand rally unite line_up swing throw get
    BACKS + any by: stand
    BACKS + any for: vote campaign root vouch stand_up speak_up advocate cheer
    AGREES + any with: agree cooperate co-operate collaborate reconcile concur
    AGREES + matter to: agree consent accede commit assent
    AGREES + any obj: accept
    AGREES + matter obj: adopt ratify sign greenlight authorise authorize allow permit pass
    PRAISES + any obj: praise hail applaud laud commend congratulate thank salute admire extol
        compliment tout celebrate honour honor cherish glorify trust revere idolise idolize
    PRAISES + party to: apologise apologize
    # PLOVER AID, CONCEDE
    HELPS + party obj: aid assist help rescue fund finance arm equip subsidise subsidize shelter
        bail_out free release pardon exonerate acquit
    HELPS + matter obj: fund finance aid subsidise subsidize
    HELPS + party to: donate
    # PLOVER REQUEST
    CALLS_FOR + matter for: call push press lobby plead campaign appeal argue clamour clamor long
    CALLS_FOR + matter obj/clause: demand urge request seek want propose recommend favour pursue
    CALLS_FOR + matter clause/for: call ask press tell implore beg order instruct invite appeal
    STATES + matter clause/on/obj: plan intend
    STATES + matter clause: look hope wish aim prepare
    CALLS_FOR + matter obj: need encourage facilitate
    CALLS_FOR - party of/from: demand
    PROMISES + matter obj/clause/to: promise pledge vow commit
    OFFERS + matter obj/clause: offer
    CONSIDERS 0 matter obj: consider weigh mull contemplate ponder float explore envisage debate
        mull_over
    CONSIDERS 0 matter clause: consider weigh mull contemplate ponder debate
    CONSIDERS 0 matter with: flirt toy
    CONSIDERS 0 matter about: think
    # PLOVER REJECT
    REJECTS - any obj: oppose reject resist rebuff spurn snub boycott repudiate disavow defy shun disown
        veto counter thwart obstruct overturn block hinder contest protest dispute refute rebut distrust
        mistrust disagree push_back abandon desert
    REJECTS - any with: disagree clash quarrel feud
    REJECTS - any to: object
    REJECTS - any against: vote campaign lobby rally protest argue demonstrate fight speak speak_out
        testify turn rule decide side stand push caution advise march rebel retaliate
    REJECTS - matter obj: rule_out refuse dismiss exclude renounce block veto scrap shelve cancel
        decline halt avoid prevent avert abandon drop forgo stop end
    REJECTS - matter obj: regret rue
    REJECTS - matter clause: refuse decline rule_out reject oppose
    REJECTS - matter from: prevent stop keep deter discourage dissuade bar refrain desist abstain withdraw
        retreat back_away
    REJECTS - any from: distance dissociate disassociate
    DENIES - party obj: contradict
    # PLOVER ACCUSE, and words of blame
    CRITICISES - any obj: criticise criticize condemn denounce slam blast decry deplore lambast lambaste
        assail rebuke censure chide chastise berate mock ridicule insult disparage vilify deride
        castigate bash fault scold reprimand excoriate admonish upbraid skewer savage demonise demonize
        malign belittle taunt trash pillory scorn despise detest loathe hate abhor revile scapegoat
        ostracise ostracize chasten rap lament bemoan hammer call_out mistreat humiliate smear slander
        defame attack
    CRITICISES - any at: lash_out hit_out scoff sneer rail jeer lash snipe
    CRITICISES - any against: rail inveigh lash_out fulminate
    CRITICISES - any about: complain
    CRITICISES - any of: complain disapprove despair
    ACCUSES - any obj: accuse blame impeach implicate indict sue prosecute incriminate suspect
    ACCUSES - party on: blame pin
    ACCUSES - party obj: charge investigate summon subpoena convict sentence
    # PLOVER THREATEN
    THREATENS - party obj: threaten menace intimidate blackmail bully harass coerce pressure
    THREATENS + matter clause/with: threaten
    THREATENS + matter obj: threaten
    WARNS - party obj: warn caution
    WARNS - matter of/against/about: warn caution
    WARNS - any against: warn
    # PLOVER SANCTION, COERCE
    SANCTIONS - party obj: sanction expel punish penalise penalize blacklist embargo deport ban outlaw
        fine arrest detain jail imprison evict oust overthrow topple depose unseat remove isolate banish
        exile kick_out drive_out throw_out force_out dismiss suspend crack_down curb persecute oppress
    SANCTIONS - party on: crack_down clamp_down spy
    # PLOVER ASSAULT
    ATTACKS - party obj: bomb shell invade raid storm kill murder assassinate ambush assault bombard
        besiege torture execute shoot hack sabotage destroy defeat fight crush combat kidnap abduct stab
        strike target undermine destabilise destabilize betray deceive
    ATTACKS - party on/at: fire shoot open_fire
    REJECTS - party obj: stop prevent deter contain confront discredit discourage rein_in
    """
)
"""By lemma; what the subject of the verb is for or against."""

NOUNS = _lexicon(
    """
    BACKS + any for/of/to: support backing endorsement sympathy approval defence defense vote
    BACKS + any with: solidarity alliance friendship
    BACKS + any of/to: recognition embrace
    BACKS + any to: commitment loyalty allegiance
    BACKS + party of/poss/mod/to: ally supporter backer admirer defender loyalist friend proponent
        advocate champion
    BACKS + matter of: supporter backer defender proponent advocate champion
    BACKS + any in: confidence faith trust
    PRAISES + any for/of: praise admiration respect gratitude thanks applause
    HELPS + party to/for: aid assistance help relief loan contribution donation
    CALLS_FOR + matter for: call demand request appeal plea push proposal
    REJECTS - any to: opposition resistance objection hostility aversion alternative
    REJECTS - any of: rejection boycott repudiation veto denial
    REJECTS - party of/poss/mod/to: opponent critic enemy foe adversary detractor
    REJECTS - matter of: opponent critic enemy
    CRITICISES - any of/for: criticism condemnation denunciation disapproval critique rebuke disdain
        contempt hatred dislike scorn
    CRITICISES - any on/against/at: attack broadside tirade diatribe outrage anger jab swipe
    ACCUSES - any against: accusation allegation charge complaint lawsuit suit indictment investigation
        claim case probe inquiry warrant
    ACCUSES - party into/of: investigation probe inquiry
    AGREES + party with: agreement deal pact treaty accord ceasefire truce cease-fire tie relation
        cooperation partnership coalition relationship
    THREATENS - party to/against/of: threat warning ultimatum
    SANCTIONS - party on/against/mod: sanction embargo tariff penalty blockade ban restriction curfew
        boycott pressure crackdown siege
    SANCTIONS - party of/poss: removal ouster overthrow arrest detention expulsion ousting impeachment
        downfall isolation defeat departure resignation toppling extradition deportation prosecution
        withdrawal exit expulsion imprisonment
    ATTACKS - party on/against/with/of: war attack strike raid offensive assault invasion airstrike
        aggression operation campaign coup uprising plot action battle fight violence crime conspiracy
        smear fire protest killing murder assassination hatred racism discrimination propaganda
    # what undoes the thing it governs
    REJECTS - any to/of: end halt
    REJECTS - matter to/of/for: withdrawal cancellation lifting easing reversal removal
        abandonment stop cessation repeal suspension refusal reluctance
    REJECTS - matter clause: refusal reluctance unwillingness
    CONSIDERS 0 matter of/for: possibility prospect idea
    CONSIDERS + matter of/for/rel/clause: option
    """
)
"""By lemma; what the holder of the noun (whose support, by whom the attack) is for or against."""

ADJECTIVES = _lexicon(
    """
    BACKS + any of: supportive appreciative protective fond proud
    BACKS + any to: loyal sympathetic friendly committed devoted allied receptive
    BACKS + any with: allied aligned
    PRAISES + party to: grateful thankful
    REJECTS - any to: opposed hostile averse resistant allergic
    CRITICISES - any of: critical disdainful contemptuous dismissive sceptical skeptical wary
    CRITICISES - any at/with/about: angry furious outraged livid
    REJECTS - any against: dead firm
    REJECTS - matter clause: unwilling reluctant loath
    PROMISES + matter clause/for: ready willing prepared eager keen determined
    """
)
"""By lemma; what the subject of the adjective is for or against."""
