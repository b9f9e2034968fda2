"""Classes of words that carry a position on, turn it round, or name who holds it.

Chosen by hand, by construction: what the word does to the sign of what it governs.
"""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The words of a list, which spaces and line ends part."""
    return frozenset(text.split())


UNDOING = words(
    """
    abandon stop end halt cease renounce refrain drop lift ease scrap cancel withdraw reverse avoid
    prevent desist quit suspend sever cut break_off repeal rescind revoke terminate forgo retreat remove
    relax waive curb limit restrict withhold freeze pause discontinue hold_back stand_down give_up call_off
    step_down resign leave back_down disarm
    surrender relinquish
    """
)
"""Verbs that undo their object; to be asked for it is a reproach: "lift the embargo", "stop shelling"."""

MOVES = words("withdrawal removal departure exit pullout evacuation expulsion return")
"""Nouns for going or being taken away; "from" beside them tells only whence."""

LEAVING = words("step_down resign leave go quit stand_down step_aside relinquish depart hand_over")
"""Verbs that, asked of somebody, are against him: "must step down"."""

DOING = words(
    """
    use conduct launch hold deploy send impose put place make carry_out bring_about bring take mount
    wage pursue undertake start begin continue maintain increase step_up expand strengthen deliver
    provide give get offer express voice declare show lend extend reiterate reaffirm restate issue
    announce file lodge register renew order enforce tighten keep reaffirm state repeat deepen escalate
    intensify slap levy apply set publish convey proclaim announce pledge promise have accept enter
    involve include engage back level open establish restore direct aim hurl press join organise
    organize host supply grant ship sign profess signal stage write release adopt send plan implement
    introduce raise resume ramp_up prolong lead unleash commence put_out publish circulate level heap
    harbour harbor feel bear air hand owe reserve keep_up
    """
)
"""Verbs that do what their object names: "imposed sanctions", "voiced support"."""

RECEIVING = words(
    "draw face receive win earn attract gain meet get provoke spark come suffer enjoy have incur garner"
)
"""Verbs whose subject is the target of the noun they govern: "drew criticism from"."""

SPEAKING = words(
    """
    say tell state declare announce argue claim insist assert maintain stress emphasise emphasize warn
    add note explain tweet write believe think suggest reiterate repeat affirm reply respond answer
    describe contend observe remark comment complain hope feel know acknowledge admit concede confirm
    vow promise pledge boast joke allege predict agree testify conclude hint assure point_out make_clear
    convince fear charge accuse post
    """
)
"""Verbs whose clause holds what their subject says or thinks."""

REQUESTING = words("urge ask call press tell implore beg exhort request order instruct advise invite beseech")
"""Verbs that want somebody to do something."""

ALLEGING = words("accusation claim allegation charge assertion suggestion insinuation rumour rumor report")
"""What one denies."""

DENYING = words("deny reject dismiss refute rebut dispute")
"""Verbs that deny an allegation."""

OFFICIALS = words(
    """
    administration government official adviser advisor aide campaign lawyer team minister ministry
    president presidency spokesman spokeswoman spokesperson ambassador envoy diplomat leader leadership
    authority army military force police parliament senate senator congress lawmaker legislature court
    state regime delegation secretary chancellor king cabinet commander general representative
    politician embassy mission troops side party council office department agency opposition camp
    coalition chief premier foreign_minister counterpart candidate nominee organiser organizer attorney
    prosecutor judge governor mayor deputy speaker chairman chairwoman director negotiator emissary
    """
)
"""Heads of noun phrases that speak or act for the side named before them: "Russian officials"."""

REFUSALS = words("veto opposition objection refusal resistance reluctance rejection threat boycott")
"""Nouns that act for the side named before them: "a Russian veto blocked it"."""

BAD = words(
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
    arrogant selfish greedy ignorant naive cowardly deceitful fraudulent hateful bigoted sexist extremist
    unqualified untrustworthy unpatriotic erratic unstable impulsive inept clumsy callous heartless shameless
    lazy disloyal complicit tyrannical despotic autocratic ruthless barbaric savage murderous genocidal
    tone-deaf delusional pathetic loser clown monster villain bully demagogue charlatan crook thief murderer
    killer aggressor menace risk peril
    embarrassment betrayal blunder fiasco debacle hoax injustice genocide atrocity
    blackmail propaganda reprehensible vile sickening repugnant heinous dishonorable dishonourable inhuman
    undemocratic anti-democratic divisive inappropriate offensive
    """
)
"""Nouns and adjectives that are against what they are said of."""

GOOD = words(
    """
    good great right excellent wonderful brilliant fantastic terrific heroic legitimate lawful necessary
    essential admirable honest strong brave courageous smart hero friend partner ally fair just vital
    welcome visionary remarkable outstanding tremendous successful reliable trustworthy capable competent
    qualified exceptional amazing fabulous patriotic loyal wise generous constructive inspiring inspirational
    honourable honorable decent talented gifted impressive asset pillar patriot inspiration genius superb
    helpful instrumental perfect incredible magnificent
    """
)
"""Nouns and adjectives that are for what they are said of."""

MISDEEDS = words(
    """
    attack threaten kill murder bomb invade destroy violate steal lie cheat destabilise destabilize
    undermine meddle interfere exploit betray deceive oppress persecute torture provoke incite ruin harm
    damage endanger abuse bully mislead misrepresent blackmail sabotage occupy plunder loot starve
    slaughter massacre terrorise terrorize sponsor_terrorism rig usurp foment manipulate distort
    mishandle squander mismanage fuel stoke inflame escalate hijack trample flout disregard neglect
    suppress silence harass insult mock humiliate jeopardise jeopardize weaken cripple wreck cover_up conceal
    obstruct derail hinder stall evade dodge shirk pander collude conspire plot discriminate scapegoat
    politicise politicize exaggerate overreach
    """
)
"""Verbs that, said of somebody, are against him."""

FORCE = words(
    "military force troops war strike strikes intervention invasion sanctions attack embargo blockade army"
)
"""Words of coercion: to keep such an option open is to threaten."""

AIDS = words(
    """
    money fund weapon arm food supply equipment dollar euro million billion grant peacekeeper troop
    medicine vaccine ammunition training refuge asylum
    """
)
"""What helps who gets it."""

DEEDS = words(
    """
    policy action move decision plan effort attempt statement proposal claim accusation allegation
    threat demand request call bid campaign candidacy leadership presidency rule approach conduct
    behaviour behavior stance position role intervention involvement presence interference meddling
    aggression handling response offer initiative idea ban law order bill reform strategy administration
    remark comment view record agenda cause charge report criticism nomination appointment election
    candidacy system budget programme program doctrine pledge vow refusal failure speech visit retreat
    withdrawal trip rhetoric motive motivation account explanation excuse testimony argument assertion
    assessment coverage treatment practice crackdown occupation motion petition appeal budget legacy choice
    """
)
"""What a side does or says: to be for or against it is to be so for the side, in this."""

FAILURES = words("fail failure death attack crisis killing collapse crash shooting loss lack war deadlock")
"""What one is blamed for."""

CRIMES = words(
    "raid bombing plot coup assassination ambush explosion blast hack poisoning abduction massacre"
)
"""What it is blame to be behind."""

GIVING = words("give provide send supply grant deliver offer lend hand hand_over donate award contribute")
"""Verbs whose recipient is helped, or hurt by what he gets."""

PRACTISING = words(
    """
    impose launch deploy send provide deliver conduct tighten order increase extend offer pursue expand
    renew introduce use supply grant step_up ramp_up
    """
)
"""Verbs of doing that show by themselves that the subject wants the thing."""

CALLING = words(
    """
    call describe label brand deem consider dub denounce regard find see view characterise characterize
    portray depict term
    """
)
"""Verbs that give something a name: "called it a disgrace"."""

AGENTS = words(
    """
    ally supporter backer admirer defender loyalist friend proponent advocate champion opponent critic
    enemy foe adversary detractor rival arch-rival nemesis archenemy arch-enemy sponsor patron protector
    sympathiser sympathizer fan
    """
)
"""Nouns that name who holds the position: "a critic of the government"."""

PEOPLE = words(
    """
    people voter citizen family resident worker company business population public refugee migrant
    soldier civilian woman man child person team
    """
)
"""Those who are not the side they are named after."""

ASIDE = words(
    """
    sovereignty self-determination non-interference law charter constitution legitimacy relief crisis
    catastrophe disaster shortage hunger starve starving starvation malnutrition malnourished displaced
    exodus fled flee outage outages blackout blackouts hyperinflation fraud sham stolen rigged rigging
    vote-rigging fraudulent boycott disqualify disqualified disqualification barred propaganda no
    license licence order prices price
    """
)
"""Words that show what a passage is about, without being what anybody is for or against as such."""

LOCAL = words(
    """
    town city village area region district province area enclave border position base post site target
    facility installation camp troop force convoy neighbourhood neighborhood suburb airport port
    """
)
"""Places and posts of a side, which are hit instead of it: "towns in Y"."""

WARES = words("good product import export commodity steel oil gas grain national citizen company firm")
"""What comes from a side, and is hit by a measure against it: "goods from Y"."""

MEETING = words("talk meeting negotiation dialogue summit contact conversation visit trip")
"""Nouns for meeting somebody, which is no position, though to want or refuse it shows one."""

TO_MEET = words("meet talk speak negotiate engage deal sit_down visit")
"""Verbs for meeting somebody."""

VALUES = words(
    "democracy law freedom justice peace truth reality humanity legality diplomacy fairness liberty"
)
"""What it is blame to have nothing to do with."""

DOCUMENTS = words(
    """
    letter statement resolution declaration petition communique message tweet post speech report motion
    interview article editorial column op-ed video memo memorandum cable bill text advertisement ad book
    amendment
    """
)
"""What is written or said on somebody's behalf: "a statement condemning the raid"."""
