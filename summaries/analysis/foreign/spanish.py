"""Spanish as the press writes it, in Spain and in America."""

from __future__ import annotations

from summaries.analysis.foreign.tongue import Tongue, any_of, stems, words

_AR = stems(
    "afirm asegur señal declar manifest expres indic agreg explic subray recalc destac apunt reiter"
    " denunci confirm anunci coment tuite public contest pregunt critic lament consider opin remarc"
    " puntualiz precis matiz exclam sentenci acot enfatiz alert zanj espet ironiz continu inform relat"
    " celebr acus calific tild aclar proclam asever argument aleg jur detall result recomend rememor asent"
    " reproch analiz evalu valor reclam demand acentu pronunci plante pronostic bati cuestion avis observ"
    " not ratific record aport replic profetiz asum fustig arreng protest quej brome suspir conden elogi"
)
_THIRD = {
    "decir": ("dijo|dice|decía", "dijeron|dicen|decían", "dicho", "diciendo|decir"),
    "añadir": ("añadió|añade|añadía", "añadieron|añaden", "añadido", "añadiendo|añadir"),
    "sostener": ("sostuvo|sostiene|sostenía", "sostuvieron|sostienen", "sostenido", "sosteniendo|sostener"),
    "advertir": ("advirtió|advierte|advertía", "advirtieron|advierten", "advertido", "advirtiendo|advertir"),
    "insistir": ("insistió|insiste|insistía", "insistieron|insisten", "insistido", "insistiendo|insistir"),
    "reconocer": ("reconoció|reconoce", "reconocieron|reconocen", "reconocido", "reconociendo|reconocer"),
    "admitir": ("admitió|admite", "admitieron|admiten", "admitido", "admitiendo|admitir"),
    "escribir": ("escribió|escribe", "escribieron|escriben", "escrito", "escribiendo|escribir"),
    "responder": ("respondió|responde", "respondieron|responden", "respondido", "respondiendo|responder"),
    "concluir": ("concluyó|concluye", "concluyeron|concluyen", "concluido", "concluyendo|concluir"),
    "prometer": ("prometió|promete", "prometieron|prometen", "prometido", "prometiendo|prometer"),
    "exigir": ("exigió|exige", "exigieron|exigen", "exigido", "exigiendo|exigir"),
    "pedir": ("pidió|pide", "pidieron|piden", "pedido", "pidiendo|pedir"),
    "proseguir": ("prosiguió|prosigue", "prosiguieron|prosiguen", "proseguido", "prosiguiendo"),
    "contar": ("contó|cuenta", "contaron|cuentan", "contado", "contando|contar"),
    "referir": ("refirió|refiere", "refirieron|refieren", "referido", "refiriendo"),
    "exponer": ("expuso|expone", "expusieron|exponen", "expuesto", "exponiendo|exponer"),
    "sugerir": ("sugirió|sugiere", "sugirieron|sugieren", "sugerido", "sugiriendo"),
    "definir": ("definió|define", "definieron|definen", "definido", "definiendo|definir"),
    "describir": ("describió|describe", "describieron|describen", "descrito", "describiendo|describir"),
    "resumir": ("resumió|resume", "resumieron|resumen", "resumido", "resumiendo"),
    "incidir": ("incidió|incide", "incidieron|inciden", "incidido", "incidiendo"),
    "aducir": ("adujo|aduce", "adujeron|aducen", "aducido", "aduciendo"),
    "defender": ("defendió|defiende", "defendieron|defienden", "defendido", "defendiendo"),
}
_PARTICIPLES = any_of(
    [stem + "ado" for stem in _AR if stem != "not"] + [done for _, _, done, _ in _THIRD.values()]
)
_NOUNS = {
    "public",
    "critic",
    "inform",
    "result",
    "record",
    "plante",
    "jur",
    "avis",
    "not",
    "asum",
    "protest",
    "quej",
    "brome",
    "conden",
}
"""Verbs whose present tense is a common noun or adjective too."""

_AUX = r"(?:también |además )?(?:ha|había|hubo)\s+"
_AUXS = r"(?:también |además )?(?:han|habían)\s+"
_ONE = [s + "ó" for s in _AR] + [s + "aba" for s in _AR] + [s + "a" for s in _AR if s not in _NOUNS]
_MANY = [s + "aron" for s in _AR] + [s + "an" for s in _AR if s not in _NOUNS]

SPANISH = Tongue(
    code="es",
    said=rf"{_AUX}(?:{_PARTICIPLES})|"
    rf"{any_of([form for one, *_ in _THIRD.values() for form in one.split('|')] + _ONE)}",
    said_many=rf"{_AUXS}(?:{_PARTICIPLES})|"
    rf"{any_of([form for _, many, *_ in _THIRD.values() for form in many.split('|')] + _MANY)}",
    saying=any_of(
        [form for *_, others in _THIRD.values() for form in others.split("|")]
        + [stem + "ando" for stem in _AR]
        + [stem + "ar" for stem in _AR if stem != "result"]
    ),
    answers=("respond", "replic", "contest"),
    fillers=r"así|lo|le|les|se|nos|me|también|además|asimismo|igualmente|luego|después|entonces|,",
    sources=(
        r"según(?:\s+(?:dijo|explicó|indicó|afirmó|informó|señaló|declaró|aseguró|expresó|manifestó|denunció"
        r"|anunció|precisó|reiteró|ha\s+\w+ado|ha dicho))?|de acuerdo (?:con|a)"
        r"|en palabras de|a juicio de|en opinión de|en la opinión de"
    ),
    his=r"según (?P<pronoun>él|ella)(?: mism[oa])?|(?:en|a) su (?:opinión|juicio)",
    that=r"que\b|de que\b|cómo\b|si\b",
    openers=words("el la los las un una unos unas su sus este esta ese esa aquel otro otra ambos varios"),
    governing=words(
        "a al ante bajo con contra de del desde durante en entre hacia hasta para por sin sobre tras"
        " mediante via"
    ),
    joining=words("y e"),
    pronouns={"él": "he", "ella": "she", "ellos": "they", "ellas": "they"},
    relative=words("que quien quienes cual"),
    offices=stems(
        "presiden vicepresiden ministr viceministr canciller excanciller secretari portavo vocer"
        " embajador alcald gobernador diputad senador líder lider jefe jefa general almirante comandante"
        " coronel mandatari primer alt representante enviad asesor fiscal opositor dirigente director"
        " analista expert profesor abogad economista politólog historiador periodista activista legislador"
        " congresista parlamentari candidat exministr expresident excandidat homólog colega rey papa"
        " obispo cardenal arzobispo delegad coordinador negociador magistrad juez jueza médic doctor"
        " investigador consejer comisionad subsecretari encargad titular mediador sindicalista empresari"
        " campesin pescador escritor poeta maestr"
    ),
    former=("ex", "antigu", "entonces"),
    speaks_for=("portavo", "vocer"),
    bodies=("comunicado", "nota", "texto", "tuit", "mensaje", "declaracion", "informe", "carta"),
    works=stems(
        "libro novela película pelicula programa diario canal canción obra serie documental periódico"
        " revista lema título operación titulado titulada plan hashtag etiqueta poema disco exposición"
        " columna campaña proyecto himno llamado llamada denominado denominada apodado consigna grito"
        " pancarta cartel"
    ),
    titles=words("sr sra dr dra don doña gral ing lic señor señora"),
    small="de|del|de la|de los|de las|y|von|van|der|da|dos|al|el|bin|ben",
    abbreviations=words("sr sra sres dr dra ee uu gral ing lic art núm num pág d dña st jr vs a m p"),
    months={
        "enero": 1,
        "febrero": 2,
        "marzo": 3,
        "abril": 4,
        "mayo": 5,
        "junio": 6,
        "julio": 7,
        "agosto": 8,
        "septiembre": 9,
        "setiembre": 9,
        "octubre": 10,
        "noviembre": 11,
        "diciembre": 12,
    },
    weekdays={
        "lunes": 0,
        "martes": 1,
        "miércoles": 2,
        "jueves": 3,
        "viernes": 4,
        "sábado": 5,
        "domingo": 6,
    },
    day_words={"hoy": 0, "ayer": -1, "anteayer": -2, "anoche": -1},
    dates=(
        r"(?<!\w)(?:(?:(?P<skip>(?:del|desde el|hasta el|para el|próximo|de este|de ayer|de hoy"
        r"|antes del)\s+)"
        r"(?:este\s+|próximo\s+|pasado\s+)?)?"
        r"(?:(?:este|el|el pasado|este pasado)\s+)?"
        r"(?:(?P<weekday>lunes|martes|miércoles|jueves|viernes|sábado|domingo)(?P<coming>\s+(?:próximo"
        r"|que viene))?"
        r"(?:\s+(?:por la|en la|pasado)\s*(?:mañana|tarde|noche)?)?(?:,?\s+(?P<d1>\d{1,2})\s+de\s+(?P<m1>{M})"
        r"(?:\s+del?\s+(?P<y1>\d{4}))?)?|(?P<d2>\d{1,2}|primero|1º"
        r"|1\.º)\s+de\s+(?P<m2>{M})(?:\s+del?\s+(?P<y2>\d{4}))?"
        r"|(?P<other>la víspera|(?:la|esta) semana(?: pasada)?|(?:días|horas|minutos|semanas) (?:antes"
        r"|después|más tarde)"
        r"|ese (?:mismo )?día|esta (?:mañana|tarde|noche)|poco (?:antes|después))"
        r"|(?P<word>hoy|ayer|anteayer|anoche)(?:\s+(?:lunes|martes|miércoles|jueves|viernes|sábado"
        r"|domingo))?))(?!\w)"
    ).replace(
        "{M}", "enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre|diciembre"
    ),
    no_subject=True,
    connectives=words(
        "además asimismo luego después también entonces así sin por pero y sobre no por otro ya tras mientras"
        " posteriormente previamente anteriormente finalmente igualmente aunque"
    ),
)
