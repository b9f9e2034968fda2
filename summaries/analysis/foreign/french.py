"""French as the press writes it."""

from __future__ import annotations

from summaries.analysis.foreign.tongue import Tongue, any_of, stems, words

_ER = stems(
    "déclar affirm assur estim indiqu soulign ajout précis expliqu lanc martel insist dénonc annonc"
    " rétorqu répliqu jug regrett confirm rappel not relev observ comment demand exig accus salu qualifi"
    " confi racont plaid exhort critiqu résum interrog ironis tranch assen clam proclam tweet déplor"
    " considér argument nuanc tempêt fustig rapport signal réaffirm manifest fulmin attaqu martel"
    " recommand avanc conseil détaill évoqu résum justifi menac témoign avou révél préconis rassur"
    " professe enchaîn murmur grond scand cri tonn condamn raill parl soupir plaisant pest protest"
)
_DONE = (
    (
        "dit écrit répondu averti prévenu reconnu admis conclu poursuivi promis soutenu appelé réagi"
        " répété renchéri"
        " prédit fait valoir|fait savoir|fait remarquer|mis en garde|vu|défini|décrit|prétendu|rejeté"
        "|maintenu|repris"
        "|relevé|glissé|asséné|lancé|prononcé|juré|considéré|exigé|jugé|déclaré|espéré|suggéré|exprimé"
        "|protesté|renchéri"
    )
    .replace(" ", "|")
    .replace("fait|valoir", "fait valoir")
    .replace("fait|savoir", "fait savoir")
)
_DONE = _DONE.replace("fait|remarquer", "fait remarquer").replace("mis|en|garde", "mis en garde")
_PRESENT = (
    "dit|écrit|répond|avertit|prévient|reconnaît|admet|conclut|poursuit|promet|soutient|réagit"
    "|répète|renchérit|considère"
    "|lance|prédit|suggère|espère|relève|appelle|exige|dénonce|annonce|poursuivit|répondit|déclara"
    "|affirma|ajouta"
    "|expliqua|lança|assura|estima|indiqua|souligna|précisa|conclut|rejette|peste|prétend|protesta"
    "|juge|révèle"
)
_PRESENTS = "disent|écrivent|répondent|avertissent|préviennent|reconnaissent|admettent|promettent|soutiennent"
_PARTICIPLES = any_of([s + "é" for s in _ER] + _DONE.split("|"))
_PART = rf"(?:{_PARTICIPLES})(?:e|s|es)?"
_ADV = (
    r"(?:(?:également|aussi|ainsi|notamment|encore|toutefois|ensuite|immédiatement|d'ailleurs"
    r"|par ailleurs|en outre"
    r"|d’ailleurs|pour sa part|de son côté|à son tour|alors|déjà|enfin|quant à (?:lui|elle)"
    r"|récemment|simplement"
    r"|sobrement|publiquement|en revanche|cependant|néanmoins|longuement|vivement|fermement|clairement"
    r"|en substance|aussitôt|d'abord|d’abord),?\s+)*"
)
_NOUNS = {"not", "signal", "menac", "demand", "cri", "command", "rapport", "avanc", "recommand", "conseil"}
_ONE = [s + "e" for s in _ER if s not in _NOUNS]
_MANY = [s + "ent" for s in _ER if s not in _NOUNS]
_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_DAYS = "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"

FRENCH = Tongue(
    code="fr",
    said=rf"(?:a|avait)(?P<who>-t-(?:il|elle|on))?\s+{_ADV}{_PART}|s['’](?:est|était)(?P<who2>-(?:il|elle))?\s+{_ADV}"
    r"(?:félicité|indigné|emporté|interrogé|défendu|inquiété|exclamé|insurgé|réjoui|alarmé|étonné)e?"
    rf"|(?:{_PRESENT}|{any_of(_ONE)})(?P<who3>-(?:t-)?(?:il|elle|on))?",
    said_many=rf"(?:ont|avaient)(?:-(?:ils|elles))?\s+{_ADV}{_PART}|(?:{_PRESENTS}|{any_of(_MANY)})(?:-(?:ils|elles))?",
    said_after=r"(?:se |s['’])?(?!semble|para)[^\W\d_]{3,}-(?:t-)?(?:il|elle)",
    saying=rf"(?:disant|écrivant|répondant|avertissant|promettant|soutenant|dire|répondre"
    rf"|{any_of([s + 'ant' for s in _ER])}"
    rf"|ayant {_PART}|{any_of([s + 'er' for s in _ER])})",
    answers=("répond", "rétorqu", "répliqu", "réagi", "a répond", "a rétorqu", "a répliqu", "a réagi"),
    fillers=r"(?:l|m)['’]|le|lui|leur|nous|en effet|,|y",
    sources=(
        r"selon(?:\s+les (?:mots|termes|propos) d(?:e|u|es)?)?|d['’]après|de l['’]avis d(?:e|u|es)?"
        r"|dixit|pour reprendre les mots d(?:e|u|es)?|aux yeux d(?:e|u|es)?|dans les mots d(?:e|u|es)?"
    ),
    his=r"selon (?P<pronoun>lui|elle)|d['’]après (?:lui|elle)|à ses yeux",
    that=r"que\b|qu['’]|à ce que\b|de ce que\b|si\b",
    openers=words("le la les l' un une son sa ses ce cet cette notre leur leurs plusieurs certains"),
    governing=words(
        "à au aux de du d' des en dans par pour sur sous avec sans chez contre depuis devant pendant"
        " avant apres"
        " vers entre envers lors via durant malgre selon face"
    ),
    joining=words("et"),
    pronouns={"il": "he", "elle": "she", "ils": "they", "elles": "they", "celui-ci": "he", "celle-ci": "she"},
    relative=words("qui que qu' lequel laquelle"),
    offices=stems(
        "présiden vice-présid ministre premier première secrétaire porte-parole ambassad maire gouverneur"
        " député sénat chef général amiral commandant colonel haut haute représentant envoyé conseill"
        " procureur opposant dirigeant direct analyste expert professeur avocat économiste politologue"
        " historien journaliste militant parlementaire candidat ex- ancien homologue collègue pape évêque"
        " cardinal délégué coordinat négociat juge médecin docteur chercheu commissaire chargé numéro"
        " leader patron monsieur élu écrivain poète syndicaliste pêcheur roi médiat locataire titulaire"
        " autoproclamé rapporteu"
    ),
    former=("ex", "ancien"),
    speaks_for=("porte-parole",),
    bodies=("communiqué", "note", "texte", "tweet", "message", "déclaration", "rapport", "lettre"),
    works=stems(
        "livre roman film programme journal quotidien chaîne chanson œuvre série documentaire magazine"
        " hebdomadaire slogan titre intitulé intitulée opération plan hashtag poème disque exposition"
        " chronique campagne projet dit baptisé baptisée dite surnommé surnommée banderole pancarte"
        " pancartes hymne"
    ),
    titles=words("m mm mme mmes mlle dr me mgr monsieur madame"),
    small="de|du|des|d'|d’|van|von|der|el|al|bin|ben|da|dos|del|de la",
    abbreviations=words("m mm mme dr st art p vol etc av bd ed n"),
    months={
        "janvier": 1,
        "février": 2,
        "mars": 3,
        "avril": 4,
        "mai": 5,
        "juin": 6,
        "juillet": 7,
        "août": 8,
        "septembre": 9,
        "octobre": 10,
        "novembre": 11,
        "décembre": 12,
    },
    weekdays={
        "lundi": 0,
        "mardi": 1,
        "mercredi": 2,
        "jeudi": 3,
        "vendredi": 4,
        "samedi": 5,
        "dimanche": 6,
    },
    day_words={"aujourd'hui": 0, "aujourd’hui": 0, "hier": -1, "avant-hier": -2},
    dates=(
        r"(?<![\w-])(?:(?P<skip>(?:de|du|dès|depuis|jusqu['’]à|pour|avant|prochain|d['’])\s*(?:(?:le"
        r"|ce)\s+)?)?"
        r"(?:(?:le|ce|dans la nuit de)\s+)?"
        rf"(?:(?P<weekday>{_DAYS})(?P<coming>\s+prochain)?(?:\s+(?:dernier|matin|soir|après-midi|midi))?"
        rf"(?:\s+(?P<d1>\d{{1,2}}|1er)\s+(?P<m1>{_MONTHS})(?:\s+(?P<y1>\d{{4}}))?)?"
        rf"|(?P<d2>\d{{1,2}}|1er)\s+(?P<m2>{_MONTHS})(?:\s+(?P<y2>\d{{4}}))?"
        r"|(?P<other>la veille|le lendemain|la semaine dernière|le même jour|ce matin|ce soir"
        r"|(?:quelques |une |deux |trois )?(?:jours?|heures?|semaines?|minutes) (?:plus tôt|plus tard"
        r"|auparavant))"
        r"|(?P<word>aujourd['’]hui|avant-hier|hier)(?:\s+(?:matin|soir))?))(?!\w)"
    ),
    connectives=words(
        "mais et or car puis ensuite enfin toutefois cependant pourtant ainsi aussi alors sans par pour"
        " en dans apres"
        " avant si"
    ),
)
