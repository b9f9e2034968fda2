"""Idioms that take a side: "throw its weight behind", "take aim at", "at odds with", "on the side of".

Each is a verb with its object, or a preposition with its noun, of which no single word says which side is
taken. The classes are those of ``verbs``; the members were chosen by hand from the language of the press.
"""

from __future__ import annotations

from summaries.analysis.clauses import Tree
from summaries.analysis.stances.lexicon import Frame, lexicon

_OBJECTS = lexicon(
    """
    BACKS + any behind: throw+weight put+weight throw+support
    BACKS + any to: give+nod give+light lend+weight give+backing give+blessing lend+voice extend+hand
        lend+hand pay+tribute lend+credence give+boost
    BACKS + any with: stand+shoulder join+force make+cause close+rank mend+tie mend+fence
    BACKS + any in: place+trust put+trust put+faith
    REJECTS - any on: turn+back pull+plug slam+door shut+door close+door
    REJECTS - any with: lose+patience break+rank cut+tie sever+tie break+tie sever+relation break+relation
        downgrade+tie break_off+relation cut_off+tie suspend+tie downgrade+relation take+issue part+way
        sever+link cut+link cross+sword lock+horn butt+head
    REJECTS - any to: put+stop put+end call+halt deny+entry refuse+entry deny+access refuse+access
        deny+visa refuse+visa close+border close+door
    REJECTS - any against: take+stand raise+voice take+side take+action take+step
    REJECTS - any from: recall+ambassador withdraw+ambassador pull+ambassador
    CRITICISES - any at: take+aim take+swipe take+shot take+jab point+finger direct+ire level+criticism
        take+umbrage take+offence take+offense fire+shot throw+barb
    CRITICISES - any on: cast+doubt throw+doubt pour+scorn pour+water heap+scorn heap+blame
    CRITICISES - any to: give+shrift
    CRITICISES - any about/over: raise+alarm sound+alarm raise+concern raise+doubt raise+question
        sound+note
    ACCUSES - party on: lay+blame put+blame pin+blame place+blame cast+blame put+onus
    ACCUSES - party at: lay+blame
    SANCTIONS - party on: put+pressure exert+pressure heap+pressure pile+pressure turn_up+heat put+squeeze
        tighten+noose
    SANCTIONS - any to: cut_off+aid cut+aid reduce+aid slash+aid suspend+aid halt+aid freeze+aid end+aid
        stop+aid cut_off+assistance cut+assistance reduce+assistance suspend+assistance freeze+assistance
        halt+assistance cut_off+supply suspend+funding cut+funding halt+funding freeze+funding
        withhold+aid withhold+funding
    SANCTIONS - party with: close+border
    HELPS + deed with: share+information share+evidence share+intelligence share+datum
    HELPS + deed to: open+border open+door
    """
)
"""By verb and object."""

_PHRASES = lexicon(
    """
    BACKS + any poss/of: on+side by+side to+side in+corner in+camp to+defence to+defense to+aid to+rescue
        in+defence in+defense in+favour in+favor in+support to+assistance in+footstep
    BACKS + any with: in+solidarity in+sympathy in+agreement in+league in+alliance in+step in+accord
    BACKS + any behind: behind+squarely
    REJECTS - any with: at+odds at+odd at+loggerheads at+loggerhead at+war in+conflict in+dispute
        at+variance in+disagreement at+dagger
    REJECTS - any to: in+opposition
    REJECTS - any against: on+warpath up+arm
    """
)
"""By preposition and noun."""

_STANDING = frozenset(
    {"be", "remain", "stand", "come", "speak", "vote", "argue", "lean", "rally", "rush", "rule", "decide"}
) | {
    "leap",
    "jump",
    "spring",
    "find",
    "come_out",
    "speak_out",
    "speak_up",
    "weigh",
    "march",
    "act",
    "intervene",
}
"""Verbs that leave it to the phrase which side is taken."""


_IDLE = frozenset({"take+charge", "have+case", "win+vote", "take+support"})
"""Verbs with objects that are for or against nobody, whatever the noun says elsewhere."""

_FIRE = frozenset({"fire", "attack", "criticism", "pressure", "scrutiny", "assault", "condemnation"})
_BUTT = frozenset({"target", "object", "subject", "butt"})


def is_idle(tree: Tree, noun: int) -> bool:
    """Whether a noun is the object of a verb that takes its meaning away: "took charge of"."""
    verb = tree.heads[noun]
    return tree.deps[noun] in ("dobj", "obj") and f"{tree.lemmas[verb]}+{tree.lemmas[noun]}" in _IDLE


def under_fire(tree: Tree, verb: int) -> int | None:
    """The fire or criticism of "came under fire" and "was the target of criticism"; None for others."""
    for child in tree.children[verb]:
        noun = tree.child(child, "pobj")
        if noun is not None and tree.words[child] == "under" and tree.lemmas[noun] in _FIRE:
            return noun
        of = next((c for c in tree.children[child] if tree.words[c] == "of"), None)
        if of is not None and tree.lemmas[child] in _BUTT and tree.deps[child] == "attr":
            noun = tree.child(of, "pobj")
            return noun if noun is not None and tree.lemmas[noun] in _FIRE else None
    return None


def by_object(tree: Tree, verb: int, slot: str) -> tuple[Frame, ...]:
    """What a verb says of ``slot`` by the object it has: "takes aim (at)"; empty where that is no idiom."""
    thing = tree.child(verb, "dobj", "obj", "nsubjpass")
    if thing is None:
        return ()
    frames = _OBJECTS.get(f"{tree.verb(verb)}+{tree.lemmas[thing]}", ())
    return tuple(frame for frame in frames if frame.slot == slot)


def by_phrase(tree: Tree, noun: int, slot: str) -> tuple[tuple[Frame, ...], int]:
    """What "at odds (with)" says of ``slot``, with the word whose subject it is said of: a verb, or a name.

    Empty, with the noun itself, where that is no idiom.
    """
    preposition = tree.heads[noun]
    if tree.deps[noun] != "pobj":
        return (), noun
    frames = _PHRASES.get(f"{tree.words[preposition]}+{tree.lemmas[noun]}", ())
    found = tuple(frame for frame in frames if frame.slot == slot)
    above = tree.heads[preposition]
    verbal = tree.kinds[above] in ("VERB", "AUX")
    if not found or above == preposition or (verbal and tree.verb(above) not in _STANDING):
        return (), noun
    return found, above
