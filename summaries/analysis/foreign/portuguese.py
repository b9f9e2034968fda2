"""Portuguese as the press writes it, in Brazil and in Portugal."""

from __future__ import annotations

from summaries.analysis.foreign.tongue import Tongue, any_of, stems, words

_AR = stems(
    "afirm declar assegur ressalt destac coment reiter complet acrescent explic cont lament anunci"
    " denunci critic aleg argument observ public relat confirm avali consider continu"
    " pergunt postul tuit alert revel not acus classific qualific cham exclam indic sublinh salient"
    " precis lembr ironiz provoc enfatiz pontu proclam ameaç cobr recomend apost justific"
    " apont refut conden jur desabaf recus assever record inform manifest express contest"
    " dispar question fris reforç arremat avis conclam celebr ressalv queix reclam brinc protest elogi"
)
_THIRD = {
    "dizer": ("disse|diz|dizia", "disseram|dizem", "dito", "dizendo|dizer"),
    "escrever": ("escreveu|escreve", "escreveram|escrevem", "escrito", "escrevendo|escrever"),
    "responder": ("respondeu|responde", "responderam|respondem", "respondido", "respondendo|responder"),
    "garantir": ("garantiu|garante", "garantiram|garantem", "garantido", "garantindo|garantir"),
    "insistir": ("insistiu|insiste", "insistiram|insistem", "insistido", "insistindo|insistir"),
    "advertir": ("advertiu|adverte", "advertiram|advertem", "advertido", "advertindo|advertir"),
    "admitir": ("admitiu|admite", "admitiram|admitem", "admitido", "admitindo|admitir"),
    "reconhecer": ("reconheceu|reconhece", "reconheceram|reconhecem", "reconhecido", "reconhecendo"),
    "prometer": ("prometeu|promete", "prometeram|prometem", "prometido", "prometendo|prometer"),
    "defender": ("defendeu|defende", "defenderam|defendem", "defendido", "defendendo|defender"),
    "concluir": ("concluiu|conclui", "concluíram|concluem", "concluído", "concluindo|concluir"),
    "repetir": ("repetiu|repete", "repetiram|repetem", "repetido", "repetindo|repetir"),
    "pedir": ("pediu|pede", "pediram|pedem", "pedido", "pedindo"),
    "exigir": ("exigiu|exige", "exigiram|exigem", "exigido", "exigindo"),
    "sugerir": ("sugeriu|sugere", "sugeriram|sugerem", "sugerido", "sugerindo"),
    "definir": ("definiu|define", "definiram|definem", "definido", "definindo"),
    "descrever": ("descreveu|descreve", "descreveram|descrevem", "descrito", "descrevendo"),
    "rebater": ("rebateu|rebate", "rebateram|rebatem", "rebatido", "rebatendo"),
    "prosseguir": ("prosseguiu|prossegue", "prosseguiram|prosseguem", "prosseguido", "prosseguindo"),
    "sustentar": ("sustentou|sustenta", "sustentaram|sustentam", "sustentado", "sustentando"),
    "esclarecer": ("esclareceu|esclarece", "esclareceram|esclarecem", "esclarecido", "esclarecendo"),
    "referir": ("referiu|refere", "referiram|referem", "referido", "referindo"),
    "retrucar": ("retrucou|retruca|replicou|replica", "retrucaram|replicaram", "retrucado", "retrucando"),
    "resumir": ("resumiu|resume", "resumiram", "resumido", "resumindo"),
}
_NOUNS = {
    "public",
    "critic",
    "inform",
    "not",
    "cobr",
    "recus",
    "apost",
    "cont",
    "acus",
    "reclam",
    "protest",
    "conden",
}
_PARTICIPLES = any_of([stem + "ado" for stem in _AR] + [done for _, _, done, _ in _THIRD.values()])
_ONE = [s + "ou" for s in _AR] + [s + "ava" for s in _AR] + [s + "a" for s in _AR if s not in _NOUNS]
_MANY = [s + "aram" for s in _AR] + [s + "am" for s in _AR if s not in _NOUNS]
_DAY = "segunda|terça|quarta|quinta|sexta"
_MONTHS = "janeiro|fevereiro|março|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro"

PORTUGUESE = Tongue(
    code="pt",
    said=rf"(?:tem|havia|tinha)\s+(?:{_PARTICIPLES})|"
    rf"{any_of([form for one, *_ in _THIRD.values() for form in one.split('|')] + _ONE)}",
    said_many=rf"(?:têm|haviam|tinham)\s+(?:{_PARTICIPLES})|"
    rf"{any_of([form for _, many, *_ in _THIRD.values() for form in many.split('|')] + _MANY)}",
    saying=any_of(
        [form for *_, others in _THIRD.values() for form in others.split("|")]
        + [stem + "ando" for stem in _AR]
        + [stem + "ar" for stem in _AR]
    ),
    answers=("respond", "retruc", "replic", "rebat", "contest"),
    fillers=r"também|ainda|lhe|se|já|então|assim|depois|em seguida|por sua vez|,",
    sources=(
        r"segundo(?:\s+(?:disse|afirmou|informou|explicou|declarou))?|de acordo com"
        r"|conforme(?:\s+(?:disse|afirmou"
        r"|informou|explicou|declarou))?|nas palavras d|na avaliação d|na opinião d|como (?:disse"
        r"|afirmou|declarou)"
    ),
    his=r"(?:segundo|de acordo com|conforme) (?P<pronoun>ele|ela)|na sua (?:opinião|avaliação)",
    that=r"que\b|de que\b|se\b",
    openers=words("o a os as um uma uns umas seu sua este esta esse essa outro outra ambos varios"),
    governing=words(
        "ao aos à às ante apos ate com contra de do da dos das desde durante em no na nos nas entre"
        " para por pelo pela"
        " pelos pelas sem sob sobre num numa neste nesta nesse nessa"
    ),
    joining=words("e"),
    pronouns={"ele": "he", "ela": "she", "eles": "they", "elas": "they"},
    relative=words("que quem qual"),
    offices=stems(
        "presiden vice ministr chanceler secretári secretari porta-vo embaixador prefeit governador"
        " deputad senador líder lider chefe general almirante comandante coronel mandatári primeir alt"
        " representante enviad assessor procurador opositor dirigente diretor analista especialista"
        " professor advogad economista cientista historiador jornalista ativista parlamentar candidat ex-"
        " homólog homolog colega papa bispo cardeal delegad coordenador negociador juiz juíza médic médica"
        " doutor pesquisador conselheir comissári subsecretári encarregad titular rei empresári pescador"
        " escritor poeta sindicalista relator mediador autoproclamad"
    ),
    former=("ex", "antig", "então"),
    speaks_for=("porta-vo",),
    bodies=("comunicado", "nota", "texto", "tuíte", "mensagem", "declaração", "relatório", "carta"),
    works=stems(
        "livro romance filme programa jornal canal canção obra série operação documentário revista lema"
        " título intitulado intitulada plano hashtag poema disco exposição coluna campanha projeto chamado"
        " chamada apelidado slogan faixa faixas cartaz cartazes hino"
    ),
    titles=words("sr sra dr dra dom dona senhor senhora"),
    small="de|da|do|das|dos|e|von|van|der|del|di|al|el|bin|ben",
    abbreviations=words("sr sra srs dr dra gen art pág d st jr vs a m p n"),
    months={
        "janeiro": 1,
        "fevereiro": 2,
        "março": 3,
        "abril": 4,
        "maio": 5,
        "junho": 6,
        "julho": 7,
        "agosto": 8,
        "setembro": 9,
        "outubro": 10,
        "novembro": 11,
        "dezembro": 12,
    },
    weekdays={"segunda": 0, "terça": 1, "quarta": 2, "quinta": 3, "sexta": 4, "sábado": 5, "domingo": 6},
    day_words={"hoje": 0, "ontem": -1, "anteontem": -2},
    dates=(
        r"(?<!\w)(?:(?P<skip>(?:de|da|do|desde|até|para|antes d[ao]|d[ao] próxim[ao]|desta|deste)\s+"
        r"(?:[ao]\s+)?)?"
        r"(?:(?:n?est[ae]|n?ess[ae]|n[ao]|a|o|n[ao] últim[ao]|no dia|em)\s+)?"
        rf"(?:(?P<weekday>(?:{_DAY})(?=-feira|\s*[,.;:()—–”]|\s*$)|sábado"
        rf"|domingo)(?:-feira)?(?P<coming>\s+que vem)?(?:\s+(?:de|à)\s+(?:manhã|tarde|noite))?"
        rf"(?:\s*[,(]?\s*(?:dia\s+)?(?P<d1>\d{{1,2}})(?:º)?(?:\s+de\s+(?P<m1>{_MONTHS})(?:\s+de\s+(?P<y1>\d{{4}}))?)?\)?"
        rf")"
        rf"?"
        rf"|(?P<d2>\d{{1,2}}|1º|primeiro)\s+de\s+(?P<m2>{_MONTHS})(?:\s+de\s+(?P<y2>\d{{4}}))?"
        r"|(?P<other>na véspera|(?:na|nesta|esta) semana(?: passada)?|(?:dias|horas|minutos"
        r"|semanas) (?:antes|depois)"
        r"|no mesmo dia|(?:esta|nesta) (?:manhã|tarde|noite)|pouco (?:antes|depois))"
        r"|(?P<word>hoje|ontem|anteontem)))(?!\w)"
    ),
    no_subject=True,
    connectives=words(
        "alem tambem depois entao assim sem por mas e sobre nao ja apos enquanto posteriormente ainda"
        " anteriormente finalmente embora"
    ),
)
