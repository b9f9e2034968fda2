"""Nouns and adjectives that take a side, in the classes of ``verbs``."""

from __future__ import annotations

from summaries.analysis.stances.lexicon import lexicon

NOUNS = lexicon(
    """
    BACKS + any for/of/to: support backing endorsement sympathy approval defence defense vote blessing
        encouragement
    BACKS + any with: solidarity alliance friendship unity
    BACKS + any of/to: recognition embrace
    BACKS + any to: commitment loyalty allegiance
    BACKS + party of/poss/mod/to: ally supporter backer admirer defender loyalist friend proponent
        advocate champion sponsor patron protector sympathiser sympathizer fan
    BACKS + matter of: supporter backer defender proponent advocate champion
    BACKS + any in: confidence faith trust
    PRAISES + any for/of: praise admiration respect gratitude thanks thank applause acclaim plaudit
    PRAISES + any to: gratitude thanks thank tribute congratulation condolence apology homage
    HELPS + party to/for: aid assistance help relief loan contribution donation subsidy bailout
    CALLS_FOR + matter for: call demand request appeal plea push proposal
    REJECTS - any to: opposition resistance objection aversion alternative
    REJECTS - any to/toward/towards: hostility enmity animosity antagonism antipathy
    REJECTS - any against: stand stance protest campaign rally petition struggle crusade backlash revolt
        rebellion vote motion
    REJECTS - party with: dispute row feud quarrel clash disagreement rift rivalry standoff stand-off
    REJECTS - any of: rejection boycott repudiation veto denial
    REJECTS - party of/poss/mod/to: opponent critic enemy foe adversary detractor nemesis archenemy
        arch-enemy
    REJECTS - party of/poss: rival arch-rival
    REJECTS - matter of: opponent critic enemy
    CRITICISES - any of/for: criticism condemnation denunciation disapproval critique rebuke disdain
        contempt hatred dislike scorn mockery ridicule distrust mistrust
    CRITICISES - any to: rebuke snub rebuff affront
    CRITICISES - any about/over/at/with: concern worry alarm unease anxiety dismay disquiet displeasure
        frustration dissatisfaction disappointment anger fury outrage disgust scepticism skepticism
        suspicion indignation reservation misgiving qualm
    CRITICISES - any on/against/at: attack broadside tirade diatribe outrage anger jab swipe
    ACCUSES - any against: accusation allegation charge complaint lawsuit suit indictment investigation
        claim case probe inquiry warrant
    ACCUSES - party into/of: investigation probe inquiry
    AGREES + party with: agreement deal pact treaty accord ceasefire truce cease-fire tie relation
        cooperation partnership coalition relationship
    THREATENS - party to/against/of: threat warning ultimatum
    THREATENS - party to: deadline
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

ADJECTIVES = lexicon(
    """
    BACKS + any of: supportive appreciative protective fond proud
    BACKS + any to: loyal sympathetic friendly committed devoted allied receptive faithful indebted
    BACKS + any with: allied aligned
    PRAISES + party to: grateful thankful
    REJECTS - any to: opposed hostile averse resistant allergic
    CRITICISES - any of: critical disdainful contemptuous dismissive sceptical skeptical wary suspicious
        distrustful mistrustful scornful fearful intolerant
    CRITICISES - any at/with/about/over/by: angry furious outraged livid concerned worried alarmed dismayed
        appalled disappointed frustrated disgusted annoyed upset unhappy displeased impatient uneasy
        incensed infuriated indignant
    PRAISES + any with/by/about: happy pleased satisfied delighted thrilled impressed
    CRITICISES - party on: tough harsh
    REJECTS - any against: dead firm
    REJECTS - matter clause: unwilling reluctant loath hesitant disinclined
    PROMISES + matter clause/for: ready willing prepared eager keen determined
    """
)
"""By lemma; what the subject of the adjective is for or against."""
