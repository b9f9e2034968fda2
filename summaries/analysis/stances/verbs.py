"""Verbs that take a side: for or against what, and by which act.

The classes follow the event types of PLOVER (Open Event Data Alliance, PLOVER codebook, 2018) and of its
predecessor CAMEO (Gerner, Schrodt, Yilmaz: Conflict and Mediation Event Observations, codebook 1.1b3, 2012),
and for words of praise and blame the judgement verbs (class 33) and verbs of social interaction (36) of Beth
Levin, English Verb Classes and Alternations, 1993. The members were chosen by hand.
"""

from __future__ import annotations

from summaries.analysis.stances.lexicon import lexicon

VERBS = lexicon(
    """
    # PLOVER SUPPORT, AGREE, COOPERATE
    BACKS + any obj: support back endorse champion embrace favour favor welcome uphold defend recognise
        recognize approve bolster back_up prop_up shore_up legitimise legitimize advocate promote cheer
        vindicate reinstate nominate befriend assure reassure stand_by root_for
        espouse sponsor cosponsor co-sponsor underwrite bless buttress rehabilitate validate respect
        prefer
    BACKS + any with: side stand align sympathise sympathize ally empathise empathize stick
    BACKS + any behind: stand rally unite line_up swing throw get coalesce fall solidify gather
    BACKS + any by: stand stick swear
    BACKS + any around/to: rally flock
    BACKS + any for: vote campaign root vouch stand_up speak_up advocate cheer
    AGREES + any with: agree cooperate co-operate collaborate reconcile concur
    AGREES + matter to: agree consent accede commit assent return
    AGREES + any obj: accept heed
    AGREES + matter clause: agree consent
    BACKS + matter obj: justify condone excuse keep_up
    BACKS + matter with: press_ahead go_ahead push_ahead proceed carry_on
    BACKS + matter to: stick cling
    BACKS + any in: believe
    CALLS_FOR + matter on: insist
    AGREES + matter obj: adopt ratify sign greenlight authorise authorize allow permit pass
    PRAISES + any obj: praise hail applaud laud commend congratulate thank salute admire extol
        compliment tout celebrate honour honor cherish glorify trust revere idolise idolize
        laud fete decorate commend eulogise eulogize lionise lionize acclaim herald
    PRAISES + any about/over: rave gush enthuse
    PRAISES + party to: apologise apologize
    # PLOVER AID, CONCEDE
    HELPS + party obj: aid assist help rescue fund finance arm equip subsidise subsidize shelter
        bail_out free release pardon exonerate acquit protect safeguard bankroll supply train rearm
        harbour harbor feed resettle reward compensate accommodate
    HELPS + matter obj: fund finance aid subsidise subsidize
    HELPS + party to: donate
    HELPS + deed to: surrender concede cede yield capitulate bow
    HELPS + deed obj: evacuate rehire reappoint re-appoint readmit
    AGREES + deed with: work
    # PLOVER REQUEST
    CALLS_FOR + matter for: call push press lobby plead campaign appeal argue clamour clamor long
    CALLS_FOR + matter obj/clause: demand urge request seek want propose recommend favour pursue
    CALLS_FOR + matter clause/for: call ask press tell implore beg order instruct invite appeal
    STATES + matter clause/on/obj: plan intend
    STATES + matter clause: look hope wish aim prepare
    CALLS_FOR + matter obj: need encourage facilitate
    CALLS_FOR - party of/from: demand
    PROMISES + matter obj/clause/to: promise pledge vow
    PROMISES + matter clause/to: commit
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
        flout disobey overrule quash annul nullify invalidate strike_down throw_out vote_down outlaw
        marginalise marginalize sideline
    REJECTS - party obj: refuse decline
    REJECTS - deed obj: violate breach
    REJECTS - any on: renege walk_out
    REJECTS - any over/to: prefer
    REJECTS - any over: choose
    REJECTS - any with: disagree clash quarrel feud spar
    REJECTS - deed with: skirmish battle
    REJECTS - any to: object
    REJECTS - any against: vote campaign lobby rally protest argue demonstrate fight speak speak_out
        testify turn rule decide side stand push caution advise march rebel retaliate struggle crusade
        mobilise mobilize plot conspire agitate
    REJECTS - matter of: walk_out pull_out back_out storm_out drop_out opt_out walk pull storm opt drop
    REJECTS - matter obj: rule_out refuse dismiss exclude renounce block veto scrap shelve cancel
        decline halt avoid prevent avert abandon drop forgo stop end
    REJECTS - any obj: regret rue
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
        ostracise ostracize chasten lament bemoan hammer call_out mistreat humiliate smear slander
        defame attack ding rap roast lampoon satirise satirize flay pummel reproach rubbish besmirch
        demean stigmatise stigmatize shame heckle boo decry deplore knock
    CRITICISES - any into: rip tear lay
    CRITICISES - any at: hit_back hit fire_back swipe bristle rage fume curse
    CRITICISES - any after: go
    CRITICISES - any over: fume rage despair
    CRITICISES - any at: lash_out hit_out scoff sneer rail jeer lash snipe
    CRITICISES - any against: rail inveigh lash_out fulminate
    CRITICISES - any about: complain
    CRITICISES - any of: complain disapprove despair
    ACCUSES - any obj: accuse blame impeach implicate indict sue prosecute incriminate suspect
    ACCUSES - party on: blame pin
    ACCUSES - party obj: charge investigate summon subpoena convict sentence arraign finger
    ACCUSES - deed obj: search question interrogate
    # PLOVER THREATEN
    THREATENS - party obj: threaten menace intimidate blackmail bully harass coerce pressure browbeat
        terrorise terrorize
    THREATENS + matter clause/with: threaten
    THREATENS + matter obj: threaten
    WARNS - party obj: warn caution
    WARNS - matter of/against/about: warn caution
    WARNS - any against: warn
    # PLOVER SANCTION, COERCE
    SANCTIONS - party obj: sanction expel punish penalise penalize blacklist embargo deport ban outlaw
        fine arrest detain jail imprison evict oust overthrow topple depose unseat remove isolate banish
        exile kick_out drive_out throw_out force_out dismiss suspend crack_down curb persecute oppress
        bar blockade disqualify eject sack fire dissolve disband muzzle silence gag purge repress
    SANCTIONS - deed obj: seize confiscate demolish raze freeze quarantine extradite force compel
    SANCTIONS - party on: crack_down clamp_down spy
    # PLOVER ASSAULT
    ATTACKS - party obj: bomb shell invade raid storm kill murder assassinate ambush assault bombard
        besiege torture execute shoot hack sabotage destroy defeat fight crush combat kidnap abduct stab
        strike target undermine destabilise destabilize betray deceive behead slaughter massacre
        strafe pound gun_down shoot_down rout wipe_out
    ATTACKS - deed obj: hit torch burn overrun capture take_over wound injure
    ATTACKS - party on/at: fire shoot open_fire
    REJECTS - party obj: stop prevent deter contain confront discredit discourage rein_in
    """
)
"""By lemma; what the subject of the verb is for or against."""
