"""Whether a clause is stated, denied, supposed, past, doubted, asked, or only wanted."""

from __future__ import annotations

from summaries.analysis.clauses import Tree
from summaries.analysis.word_classes import ALLEGING, DENYING, REQUESTING

_NEGATIONS = frozenset({"not", "n't", "never", "hardly", "barely", "scarcely", "neither", "nor"})
_SUPPOSING = frozenset({"if", "whether", "unless", "until", "lest"})
_POSSIBLY = frozenset({"may", "might", "could"})
_RUMOURS = frozenset(
    {"accusation", "allegation", "rumour", "rumor", "suggestion", "notion", "insinuation", "speculation"}
)
_WANING = frozenset(
    {
        "cool",
        "wane",
        "fade",
        "falter",
        "erode",
        "evaporate",
        "collapse",
        "end",
        "weaken",
        "dwindle",
        "crumble",
    }
) | {"slip", "drop", "fall", "disappear", "vanish", "soften", "waver"}
_FEIGNING = frozenset({"claim", "pretend", "profess", "purport", "feign"})
_ON_TERMS = frozenset({"if", "with", "when", "after", "once", "under"})
_INVERTED = frozenset({"were", "should", "had"})
_AT_FIRST = frozenset({"once", "formerly", "previously", "initially", "originally"})
_DOUBTFUL = frozenset(
    {"so-called", "alleged", "supposed", "purported", "ostensible", "feigned", "allegedly", "supposedly"}
) | {"purportedly", "ostensibly"}
_MARKS = frozenset({'"', "'", "“", "”", "‘", "’", "``", "''"})
_ASKING = frozenset({"ask", "question", "grill", "quiz", "press"})
_ONCE = frozenset({"once", "former", "formerly", "onetime", "one-time", "erstwhile"})
_HELD = frozenset(
    {"support", "back", "oppose", "favour", "favor", "champion", "endorse", "reject", "embrace"}
)
_WANTING = frozenset({"demand", "want", "insist", "propose", "recommend", "suggest", "require", "let"})


def is_negated(tree: Tree, place: int) -> bool:
    """Whether a word is denied: "does not back", "never backed", "no support", "nobody backs".

    Parsers take the verb of "no member, X included, backs" for one joined to "included".
    """
    for child in tree.children[place]:
        dep, word = tree.deps[child], tree.words[child]
        if dep == "neg" or (dep in ("advmod", "preconj", "cc") and word in _NEGATIONS):
            return True
        if dep == "advmod" and word in ("longer", "means") and is_negated(tree, child):
            return True
        if word in ("no", "neither") and dep in ("det", "advmod"):
            return True
        if dep in ("nsubj", "nsubjpass") and (word in ("nobody", "none") or is_negated(tree, child)):
            return True
    head = tree.heads[place]
    if tree.deps[place] == "conj" and _joined_by(tree, head, "nor") and is_neither(tree, head):
        return True
    if tree.deps[place] == "conj" and tree.lemmas[head] == "include" and tree.tags[head] in ("VBD", "VBN"):
        return any(tree.words[tree.children[c][0]] == "no" for c in tree.children[head] if tree.children[c])
    return tree.deps[place] == "pcomp" and tree.words[head] == "without"


def is_neither(tree: Tree, place: int) -> bool:
    """Whether a word is one of two that "neither ... nor" denies: "neither backed nor condemned"."""
    head = tree.heads[place]
    if tree.deps[place] == "conj" and tree.kinds[place] in ("VERB", "AUX", "ADP"):
        return _joined_by(tree, head, "nor") and is_neither(tree, head)
    mine = any(
        tree.words[c] == "neither" and tree.deps[c] in ("preconj", "cc", "advmod")
        for c in tree.children[place]
    )
    return mine and _joined_by(tree, place, "nor") and tree.kinds[place] in ("VERB", "AUX", "ADP")


def _joined_by(tree: Tree, place: int, word: str) -> bool:
    return any(tree.deps[c] == "cc" and tree.words[c] == word for c in tree.children[place])


def is_denied(tree: Tree, noun: int) -> bool:
    """Whether a noun is one of those that "neither ... nor" or "no ... or" denies."""
    if is_negated(tree, noun):
        return True
    head = tree.heads[noun]
    if tree.deps[noun] != "conj" or head == noun or tree.kinds[head] in ("VERB", "AUX"):
        return False
    joined = any(tree.deps[c] == "cc" and tree.words[c] in ("nor", "or") for c in tree.children[head])
    return joined and is_denied(tree, head)


def is_former(tree: Tree, place: int) -> bool:
    """Whether what a word tells is over: "used to oppose", "once backed", "a former ally"."""
    head = tree.heads[place]
    if tree.deps[place] == "xcomp" and tree.lemmas[head] == "use" and tree.tags[head] in ("VBD", "VBN"):
        return tree.child(head, "dobj", "auxpass") is None
    if tree.kinds[place] in ("VERB", "AUX"):
        past = tree.tags[place] in ("VBD", "VBN") and tree.lemmas[place] in _HELD
        return (past and _was_once(tree, place)) or _is_given_up(tree, place)
    return any(tree.deps[c] in ("amod", "advmod") and tree.words[c] in _ONCE for c in tree.children[place])


def _was_once(tree: Tree, verb: int) -> bool:
    """Whether "once" stands right before the verb or its auxiliary: else it may mean "as soon as"."""
    first = min((c for c in tree.children[verb] if tree.deps[c] in ("aux", "auxpass")), default=verb)
    beside = {first - 1, first + 1, verb - 1} - {verb}
    until = any(tree.words[c] in ("until", "till") and tree.deps[c] == "prep" for c in tree.children[verb])
    return until or any(0 <= at < len(tree) and tree.words[at] in _AT_FIRST for at in beside)


def _is_given_up(tree: Tree, verb: int) -> bool:
    """Whether the clause beside it says that it "no longer does"."""
    near = {tree.heads[verb], *tree.children[verb]} - {verb}
    return any(
        tree.lemmas[at] == "do" and tree.kinds[at] in ("VERB", "AUX") and is_negated(tree, at)
        for at in near
        if any(tree.words[c] == "longer" for c in tree.children[at])
    )


def is_supposed(tree: Tree, place: int) -> bool:
    """Whether a clause is asked, supposed or denied: under "if", "whether", "denies", or with "might"."""
    own = any(_leaves_open(tree, place, child) for child in tree.children[place])
    return own or any(_is_unsure(tree, at) for at in (place, *tree.ancestors(place)))


def _leaves_open(tree: Tree, verb: int, child: int) -> bool:
    """Whether a word under the verb itself makes it only possible or conditional."""
    dep, word = tree.deps[child], tree.words[child]
    if dep == "advmod" and word == "only" and child < verb:
        below = tree.children[verb]
        would = any(tree.deps[c] == "aux" and tree.words[c] in ("would", "will", "'d") for c in below)
        return would and any(tree.words[at] in _ON_TERMS for at in tree.below(verb) if at > verb)
    return (dep == "aux" and word in _POSSIBLY) or (dep == "advcl" and _is_condition(tree, child))


def _is_unsure(tree: Tree, at: int) -> bool:
    """Whether a clause, and all that hangs on it, is asked, supposed, denied, feigned or still to come."""
    above, dep = tree.heads[at], tree.deps[at]
    lemma = tree.lemmas[above]
    if any(tree.deps[c] in ("mark", "advmod") and tree.words[c] in _SUPPOSING for c in tree.children[at]):
        return True
    if dep == "xcomp":
        pending = lemma in ("have", "be") and _has(tree, above, "yet")
        return pending or lemma in _FEIGNING or lemma in ("deny", "doubt")
    if dep == "advcl":
        return tree.words[min(tree.below(at))] in _INVERTED
    return (dep == "ccomp" and lemma in ("deny", "doubt")) or (
        dep in ("acl", "ccomp") and _is_hearsay(tree, above)
    )


def _is_hearsay(tree: Tree, noun: int) -> bool:
    """Whether what hangs on a noun is only rumoured, or what somebody denies."""
    denied = tree.lemmas[noun] in ALLEGING and tree.lemmas[tree.heads[noun]] in DENYING
    return denied or tree.lemmas[noun] in _RUMOURS


def is_doubted(tree: Tree, place: int) -> bool:
    """Whether the writer keeps a distance: "so-called support", "allegedly backs", a word alone in marks."""
    below = tree.children[place]
    if any(tree.words[c] in _DOUBTFUL or (tree.words[c] == "called" and _has(tree, c, "so")) for c in below):
        return True
    before, after = (tree.words[at] if 0 <= at < len(tree) else "" for at in (place - 1, place + 1))
    return before in _MARKS and after in _MARKS and tree.kinds[place] in ("NOUN", "ADJ")


def _has(tree: Tree, place: int, word: str) -> bool:
    return any(tree.words[c] == word for c in tree.children[place])


def is_left_open(tree: Tree, noun: int) -> bool:
    """Whether a deed named by a noun is only supposed, denied or asked about: "could impose sanctions"."""
    head = tree.heads[noun]
    if tree.deps[noun] == "pobj":
        asking = tree.heads[head]
        if tree.words[head] in ("about", "on", "over") and tree.lemmas[asking] in _ASKING:
            return tree.child(asking, "nsubjpass") is not None or tree.tags[asking] == "VBN"
        head = asking
    elif tree.deps[noun] != "dobj":
        return False
    return tree.kinds[head] in ("VERB", "AUX") and (is_supposed(tree, head) or is_negated(tree, head))


def is_asked(tree: Tree, place: int) -> bool:
    """Whether the sentence of a word ends as a question, also one quoted inside another sentence."""
    return next((word for word in tree.words[place:] if word in ("?", ".", "!", "?!")), "") in ("?", "?!")


def is_waning(tree: Tree, noun: int) -> bool:
    """Whether what a noun names is told to be getting less: "its support for the plan has cooled"."""
    verb = tree.heads[noun]
    return tree.deps[noun] == "nsubj" and tree.lemmas[verb] in _WANING and not is_negated(tree, verb)


def is_prescribed(tree: Tree, verb: int) -> bool:
    """Whether a deed is what somebody else says should be done: "they must end the siege"."""
    return any(tree.deps[c] == "aux" and tree.words[c] in ("must", "should") for c in tree.children[verb])


def is_wanted(tree: Tree, verb: int) -> bool:
    """Whether a deed with a subject of its own is only wanted: "demanded that they end the siege"."""
    above = tree.lemmas[tree.heads[verb]]
    clause = tree.deps[verb] == "ccomp" and tree.child(verb, "nsubj", "nsubjpass") is not None
    bare = tree.tags[verb] in ("VB", "VBP") or any(
        tree.words[c] == "be" and tree.deps[c] == "auxpass" for c in tree.children[verb]
    )
    return clause and bare and (above in _WANTING or above in REQUESTING)


def is_open_to(tree: Tree, verb: int) -> bool:
    """Whether a deed is only what somebody may or ought to do: "a chance for them to end the siege"."""
    marked = {tree.words[c] for c in tree.children[verb] if tree.deps[c] in ("mark", "aux")}
    return {"for", "to"} <= marked and tree.child(verb, "nsubj", "nsubjpass") is not None


def _is_condition(tree: Tree, clause: int) -> bool:
    return any(
        tree.deps[c] in ("mark", "advmod") and tree.words[c] in ("if", "unless", "once", "provided")
        for c in tree.children[clause]
    )
