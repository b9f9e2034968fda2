"""Classes of words that carry a position on, turn it round, or name who holds it.

Chosen by hand, by construction: what the word does to the sign of what it governs.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


UNDOING = _words(
    """
    abandon stop end halt cease renounce refrain drop lift ease scrap cancel withdraw reverse avoid
    prevent desist quit suspend sever cut break_off repeal rescind revoke terminate forgo retreat remove
    relax waive curb limit restrict stand_down give_up call_off step_down resign leave back_down disarm
    surrender relinquish
    """
)
"""Verbs that undo their object; to be asked for it is a reproach: "lift the embargo", "stop shelling"."""

LEAVING = _words("step_down resign leave go quit stand_down step_aside relinquish depart hand_over")
"""Verbs that, asked of somebody, are against him: "must step down"."""

DOING = _words(
    """
    use conduct launch hold deploy send impose put place make carry_out bring_about bring take mount
    wage pursue undertake start begin continue maintain increase step_up expand strengthen deliver
    provide give get offer express voice declare show lend extend reiterate reaffirm restate issue
    announce file lodge register renew order enforce tighten keep reaffirm state repeat deepen escalate
    intensify slap levy apply set publish convey proclaim announce pledge promise have accept enter
    involve include engage back level open establish restore direct aim hurl press join organise
    organize host supply grant ship sign profess signal stage write release adopt send plan implement
    introduce raise resume ramp_up
    """
)
"""Verbs that do what their object names: "imposed sanctions", "voiced support"."""

RECEIVING = _words("draw face receive win earn attract gain meet get provoke spark come suffer enjoy")
"""Verbs whose subject is the target of the noun they govern: "drew criticism from"."""

SPEAKING = _words(
    """
    say tell state declare announce argue claim insist assert maintain stress emphasise emphasize warn
    add note explain tweet write believe think suggest reiterate repeat affirm reply respond answer
    describe contend observe remark comment complain hope feel know acknowledge admit concede confirm
    vow promise pledge boast joke allege predict agree testify conclude hint assure point_out make_clear
    convince fear charge accuse post
    """
)
"""Verbs whose clause holds what their subject says or thinks."""

REQUESTING = _words(
    "urge ask call press tell implore beg exhort request order instruct advise invite beseech"
)
"""Verbs that want somebody to do something."""

ALLEGING = _words("accusation claim allegation charge assertion suggestion insinuation rumour rumor report")
"""What one denies."""

DENYING = _words("deny reject dismiss refute rebut dispute")
"""Verbs that deny an allegation."""

OFFICIALS = _words(
    """
    administration government official adviser advisor aide campaign lawyer team minister ministry
    president presidency spokesman spokeswoman spokesperson ambassador envoy diplomat leader leadership
    authority army military force police parliament senate senator congress lawmaker legislature court
    state regime delegation secretary chancellor king cabinet commander general representative
    politician embassy mission troops side party council office department agency opposition camp
    coalition chief premier foreign_minister counterpart
    """
)
"""Heads of noun phrases that speak or act for the side named before them: "Russian officials"."""

REFUSALS = _words("veto opposition objection refusal resistance reluctance rejection threat boycott")
"""Nouns that act for the side named before them: "a Russian veto blocked it"."""

BAD = _words(
    """
    catastrophe disaster mistake threat danger crime disgrace liar fraud coward criminal dictator tyrant
    terrorist thug failure lie shame tragedy nightmare scandal outrage puppet usurper traitor hypocrite
    racist bigot illegal illegitimate unacceptable wrong dangerous irresponsible reckless shameful unfit
    corrupt evil terrible horrible awful bad dishonest cruel brutal inhumane unjust unfair hypocritical
    catastrophic disastrous absurd counterproductive unlawful unconstitutional immoral stupid foolish
    ridiculous incompetent guilty weak toxic divisive weird misery suffering ruin chaos destruction
    violence aggression repression oppression bloodshed inadmissible futile useless impermissible
    deplorable despicable abhorrent ineffective provocation nonsense farce sham pointless untenable
    insane crazy mad misguided false misleading unreliable clueless disrespectful trap non-starter nonstarter
    """
)
"""Nouns and adjectives that are against what they are said of."""

GOOD = _words(
    """
    good great right excellent wonderful brilliant fantastic terrific heroic legitimate lawful necessary
    essential admirable honest strong brave courageous smart hero friend partner ally fair just vital
    welcome visionary remarkable outstanding tremendous successful
    """
)
"""Nouns and adjectives that are for what they are said of."""

MISDEEDS = _words(
    """
    attack threaten kill murder bomb invade destroy violate steal lie cheat destabilise destabilize
    undermine meddle interfere exploit betray deceive oppress persecute torture provoke incite ruin harm
    damage endanger abuse bully mislead misrepresent blackmail sabotage occupy plunder loot starve
    slaughter massacre terrorise terrorize sponsor_terrorism rig usurp foment manipulate distort
    """
)
"""Verbs that, said of somebody, are against him."""

FORCE = _words(
    "military force troops war strike strikes intervention invasion sanctions attack embargo blockade army"
)
"""Words of coercion: to keep such an option open is to threaten."""

AIDS = _words(
    """
    money fund weapon arm food supply equipment dollar euro million billion grant peacekeeper troop
    medicine vaccine ammunition training refuge asylum
    """
)
"""What helps who gets it."""

DEEDS = _words(
    """
    policy action move decision plan effort attempt statement proposal claim accusation allegation
    threat demand request call bid campaign candidacy leadership presidency rule approach conduct
    behaviour behavior stance position role intervention involvement presence interference meddling
    aggression handling response offer initiative idea ban law order bill reform strategy administration
    remark comment view record agenda cause charge report criticism
    """
)
"""What a side does or says: to be for or against it is to be so for the side, in this."""

FAILURES = _words("fail failure death attack crisis killing collapse crash shooting loss lack war deadlock")
"""What one is blamed for."""

GIVING = _words("give provide send supply grant deliver offer lend hand hand_over donate award")
"""Verbs whose recipient is helped, or hurt by what he gets."""

PRACTISING = _words(
    """
    impose launch deploy send provide deliver conduct tighten order increase extend offer pursue expand
    renew introduce use supply grant step_up ramp_up
    """
)
"""Verbs of doing that show by themselves that the subject wants the thing."""

AGENTS = _words(
    """
    ally supporter backer admirer defender loyalist friend proponent advocate champion opponent critic
    enemy foe adversary detractor
    """
)
"""Nouns that name who holds the position: "a critic of the government"."""

PEOPLE = _words(
    """
    people voter citizen family resident worker company business population public refugee migrant
    soldier civilian woman man child person team
    """
)
"""Those who are not the side they are named after."""

ASIDE = _words(
    """
    sovereignty self-determination non-interference law charter constitution legitimacy relief crisis
    catastrophe disaster shortage hunger starve starving starvation malnutrition malnourished displaced
    exodus fled flee outage outages blackout blackouts hyperinflation fraud sham stolen rigged rigging
    vote-rigging fraudulent boycott disqualify disqualified disqualification barred propaganda no
    license licence order prices price
    """
)
"""Words that show what a passage is about, without being what anybody is for or against as such."""

VALUES = _words(
    "democracy law freedom justice peace truth reality humanity legality diplomacy fairness liberty"
)
"""What it is blame to have nothing to do with."""

DOCUMENTS = _words(
    """
    letter statement resolution declaration petition communique message tweet post speech report motion
    """
)
"""What is written or said on somebody's behalf: "a statement condemning the raid"."""
