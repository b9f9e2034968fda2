"""The words that attribute: verbs and nouns of saying, thinking and wanting, and what follows each.

Our own lists of the verbs and nouns of English news prose. Each lemma stands in every list whose
construction it takes; the lists are about grammar, so a new verb goes where its construction is.
"""

from __future__ import annotations

from summaries.model import QuotationType


def words(listed: str) -> frozenset[str]:
    """A set of words from a text that lists them."""
    return frozenset(listed.split())


QUOTING = words(
    """say tell add ask write tweet post reply respond answer declare announce state warn argue insist
    claim explain note recall continue conclude remark comment stress emphasize emphasise vow pledge
    promise urge reiterate repeat acknowledge admit concede testify predict suggest joke quip shout
    yell scream cry exclaim wonder demand caution confirm complain quote lament counter charge muse
    observe read assert contend maintain boast brag allege deny accuse agree advise plead beg
    implore order recount reveal report retort scold snap sigh laugh chant sing whisper mutter
    murmur blast fume thunder opine posit reason reflect rejoin interject begin start close end
    finish proclaim pronounce profess protest bemoan email text message caption retweet bellow bark
    rail instruct inform assure remind signal offer underline underscore highlight point put speak
    intone hint tease praise criticize criticise condemn describe dismiss summarize summarise sum
    think believe hope figure feel fear worry guess elaborate clarify deadpan marvel enthuse inquire
    query challenge threaten swear affirm attest submit venture specify disclose divulge express
    echo chime pipe gush grumble moan groan howl roar shriek holler hiss"""
)
"""Verbs that go with words in quotation marks: “...,” she said."""

PHRASAL = {
    "shoot": words("back"),
    "fire": words("back"),
    "hit": words("back"),
    "snap": words("back"),
    "write": words("back"),
    "chime": words("in"),
    "cut": words("in"),
    "break": words("in"),
    "go": words("on"),
    "carry": words("on"),
    "come": words("back"),
    "put": words("it"),
    "call": words("out"),
    "cry": words("out"),
    "blurt": words("out"),
    "burst": words("out"),
}
"""Verbs that go with words in quotation marks together with the word after them: “...,” she shot back."""

CLAUSE = words(
    """say tell add note argue claim report announce state declare explain insist suggest write warn accuse
    tweet acknowledge assert deny admit promise vow complain comment remark recall joke quip
    maintain contend stress emphasize emphasise concede confirm reveal allege testify repeat
    conclude observe caution predict boast brag inform advise disclose indicate lament reply respond
    counter reiterate charge post proclaim assure remind signal swear affirm underline underscore
    mention hint speculate guarantee certify attest reckon calculate estimate forecast project show
    find demonstrate prove document highlight imply recount profess protest propose recommend demand
    request ask urge order rule wonder question pledge threaten agree decide determine believe think
    know feel consider expect hope fear worry suspect doubt assume understand learn realize realise
    see imagine conceive suppose presume anticipate intend wish want prefer discover remember forget
    recognize recognise figure bet guess gather hear notice fret dispute teach point describe detail
    discuss decry bemoan regret vouch posit theorize opine muse reason read warrant clarify specify
    elaborate mandate stipulate require illustrate reflect cite credit celebrate email text"""
)
"""Verbs that take a clause: she said (that) it would rain, asked whether it would."""

INFINITIVE = words(
    """promise vow pledge threaten offer refuse agree decide plan want hope intend seek aim decline swear
    expect demand ask wish prefer propose consent volunteer choose opt determine resolve undertake
    commit claim urge tell order instruct advise encourage implore beg beseech exhort invite
    challenge request require call warn remind direct command press push need long like desire
    attempt dare"""
)
"""Verbs that take a clause with "to": vowed to stay, urged them to go."""

OBJECT = words(
    """deny reject condemn criticize criticise praise call describe label accuse blame announce propose
    demand cite mention discuss support oppose back endorse defend question dismiss denounce attack
    slam blast reiterate stress acknowledge admit predict explain outline compare mock welcome
    recommend deride ridicule lambaste hail tout applaud commend congratulate laud decry deplore
    bemoan lament rebuke chastise chide scold fault castigate excoriate disparage belittle insult
    dub brand term characterize characterise portray depict liken urge advocate champion favor
    favour promise pledge confirm detail recount disapprove recall emphasize emphasise highlight
    underline reference invoke quote reaffirm renounce disavow dispute refute rebut contradict
    challenge protest contest cheer threaten suggest claim estimate forecast voice echo repeat
    credit admire respect love hate dislike fear want resent doubt believe regret declare proclaim
    pronounce assert contend allege vow rip hammer bash trash assail knock skewer savage tease taunt
    admonish note report express reveal deem rate view regard consider warn encourage pan salute
    exhort assure boast tweet write"""
)
"""Verbs whose object is what is said of something: denied the claims, called it a mistake."""

ACTING = words("""recall dismiss attack assail question note hit hammer knock cut welcome discuss""")
"""Verbs of ``OBJECT`` that also tell of a deed: what they say something of is a claim, not a person or thing
(dismissed the claim, but dismissed a minister; noted the risk, but noted the time)."""

GERUND = words(
    """deny admit acknowledge suggest propose recommend regret advocate confirm consider oppose favor favour
    mention report"""
)
"""Verbs that take a gerund: denied shelling the town."""

NAMING = words(
    """call label dub brand term describe deem characterize characterise portray depict hail tout rate
    pronounce declare proclaim consider view regard liken compare denounce dismiss condemn decry
    paint cast"""
)
"""Verbs that call their object something: called the plan a mistake, described it as one."""

PREPOSITION = {
    "call": words("for on upon"),
    "point": words("to out"),
    "speak": words("of about against out"),
    "talk": words("about of up"),
    "complain": words("about of"),
    "warn": words("of against about"),
    "refer": words("to"),
    "allude": words("to"),
    "comment": words("on about"),
    "agree": words("with on to"),
    "respond": words("to"),
    "apologize": words("for"),
    "apologise": words("for"),
    "boast": words("of about"),
    "brag": words("about of"),
    "advocate": words("for"),
    "object": words("to"),
    "argue": words("for against about"),
    "push": words("for"),
    "press": words("for"),
    "ask": words("for about"),
    "appeal": words("for to"),
    "worry": words("about"),
    "wonder": words("about"),
    "think": words("of about"),
    "know": words("of about"),
    "joke": words("about"),
    "lie": words("about"),
    "tweet": words("about"),
    "write": words("about of"),
    "report": words("on"),
    "testify": words("about"),
    "vote": words("for against"),
    "opt": words("for"),
    "plan": words("for on"),
    "hope": words("for"),
    "plead": words("for"),
    "pray": words("for"),
    "lash": words("out at"),
    "rail": words("against"),
    "inveigh": words("against"),
    "campaign": words("for against"),
    "care": words("about"),
    "dream": words("of"),
    "disagree": words("with on"),
    "believe": words("in"),
    "express": frozenset[str](),
    "insist": words("on"),
    "elaborate": words("on"),
    "touch": words("on"),
    "hint": words("at"),
    "weigh": words("in"),
    "focus": words("on"),
    "dwell": words("on"),
    "seize": words("on"),
    "go": words("after"),
    "learn": words("of about"),
    "hear": words("of about"),
    "vow": frozenset[str](),
    "lobby": words("for against"),
}
"""Verbs with the prepositions or particles that bring in what they are about: called for talks."""

NOUNS = words(
    """statement claim report warning accusation allegation argument belief suggestion promise pledge vow
    threat demand call announcement assertion comment remark view opinion fear concern hope plan
    proposal conclusion decision desire rumor rumour speculation insistence contention prediction
    complaint criticism agreement denial admission acknowledgment acknowledgement refusal confidence
    conviction impression notion position message worry doubt expectation estimate assessment
    finding revelation disclosure hint assurance recommendation request appeal explanation charge
    reminder testimony sense understanding theory idea declaration declarations wish intention
    determination willingness effort evidence news word indication sign"""
)
"""Nouns that take what is attributed: her claim that it rained, a promise to help."""

PHRASES = {
    "make": words("clear plain known public point case"),
    "let": words("know"),
    "leave": words("doubt open"),
    "rule": words("out"),
    "draw": words("attention"),
    "call": words("attention question"),
    "take": words("view issue exception"),
    "stand": words("by"),
    "come": words("favour favor"),
    "speak": words("favour favor"),
    "be": words(
        """clear adamant emphatic unequivocal categorical explicit insistent confident convinced certain sure
        hopeful optimistic pessimistic sceptical skeptical doubtful aware"""
    ),
}
"""Verbs that attribute together with one of these words, and by themselves do not: made (it) clear that."""

SPEECH_NOUNS = words(
    """statement comment remark tweet post message letter email memo note speech address interview answer
    reply response question caption headline announcement declaration release tape recording video
    clip transcript word quote quotation verdict conclusion warning plea argument claim explanation
    report article editorial column testimony slogan motto promise appeal"""
)
"""Nouns that stand for words: before a colon they bring in a quotation (the following comment: “...”)."""

_BELIEF = words(
    """believe think know feel consider fear worry suspect doubt assume understand learn realize realise
    see imagine suppose presume anticipate remember forget recognize recognise figure bet guess
    gather hear notice fret conceive reckon admire respect love hate like dislike prefer resent
    regard view deem appreciate wonder discover care belief opinion concern confidence
    conviction impression notion expectation expect sense understanding idea theory rate reason
    marvel celebrate confident convinced certain sure hopeful optimistic pessimistic sceptical skeptical
    doubtful aware"""
)
_INTENTION = words(
    """want plan hope intend seek aim decide wish need long desire determine resolve choose opt attempt
    prefer intention determination willingness effort dream push press vote decision campaign lobby
    like approve ban bar permit authorize authorise prohibit allow require mandate rule order"""
)


BARE = words("say comment know elaborate add respond answer reply tell speak talk explain")
"""Verbs that, with nothing after them, say nothing of what was said: declined to comment, likes to say."""

VERBS = QUOTING | CLAUSE | INFINITIVE | OBJECT | frozenset(PREPOSITION)
"""All lemmas of verbs that may be a cue."""

CUE_WORDS = VERBS | NOUNS | SPEECH_NOUNS
"""All lemmas that may be a cue."""


def type_of(lemma: str) -> QuotationType:
    """Whether a cue (the lemma of a verb or a noun) tells of something said, thought or wanted."""
    if lemma in _INTENTION:
        return QuotationType.INTENTION
    if lemma in _BELIEF:
        return QuotationType.BELIEF
    return QuotationType.STATEMENT
