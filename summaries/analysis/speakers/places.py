"""Names of places, so that none is taken for a person: states, capitals, and what such names are made of."""

from __future__ import annotations

from summaries.analysis.cues import words
from summaries.folding import fold


def _names(listed: str) -> frozenset[str]:
    return frozenset(fold(name) for name in listed.split(","))


_STATES = _names(
    """Afghanistan,Albania,Algeria,Andorra,Angola,Argentina,Armenia,Australia,Austria,Azerbaijan,Bahamas,
    Bahrain,Bangladesh,Barbados,Belarus,Belgium,Belize,Benin,Bhutan,Bolivia,Bosnia,Botswana,Brazil,
    Britain,Brunei,Bulgaria,Burkina Faso,Burma,Burundi,Cambodia,Cameroon,Canada,Cape Verde,Catalonia,
    Chechnya,Chile,China,Colombia,Comoros,Congo,Costa Rica,Crimea,Croatia,Cuba,Cyprus,Denmark,
    Djibouti,Dominica,Ecuador,Egypt,El Salvador,England,Eritrea,Estonia,Eswatini,Ethiopia,Fiji,
    Finland,France,Gabon,Gambia,Gaza,Germany,Ghana,Greece,Greenland,Grenada,Guatemala,Guinea,
    Guinea-Bissau,Guyana,Haiti,Honduras,Hungary,Iceland,India,Indonesia,Iran,Iraq,Ireland,Israel,
    Italy,Ivory Coast,Jamaica,Japan,Kashmir,Kazakhstan,Kenya,Kiribati,Kosovo,Kurdistan,Kuwait,Korea,
    North Korea,South Korea,
    Kyrgyzstan,Laos,Latvia,Lebanon,Lesotho,Liberia,Libya,Liechtenstein,Lithuania,Luxembourg,Macedonia,
    Madagascar,Malawi,Malaysia,Maldives,Mali,Malta,Mauritania,Mauritius,Mexico,Micronesia,Moldova,
    Monaco,Mongolia,Montenegro,Morocco,Mozambique,Myanmar,Namibia,Nauru,Nepal,Netherlands,New Zealand,
    Nicaragua,Niger,Nigeria,Norway,Oman,Pakistan,Palestine,Panama,Papua New Guinea,Paraguay,Peru,
    Philippines,Poland,Portugal,Qatar,Romania,Russia,Rwanda,Samoa,San Marino,Saudi Arabia,Scotland,
    Senegal,Serbia,Seychelles,Sierra Leone,Singapore,Slovakia,Slovenia,Somalia,South Africa,
    Soviet Union,Spain,Sri Lanka,Sudan,Suriname,Sweden,Switzerland,Syria,Taiwan,Tajikistan,Tanzania,
    Thailand,Tibet,Togo,Tonga,Trinidad,Tunisia,Turkey,Turkmenistan,Tuvalu,Uganda,Ukraine,Uruguay,
    Uzbekistan,Vanuatu,Venezuela,Vietnam,Wales,Yemen,Zambia,Zimbabwe,US,USA,U.S.,UK,U.K.,EU,E.U.,UAE"""
)
_CAPITALS = _names(
    """Abu Dhabi,Abuja,Accra,Addis Ababa,Algiers,Amman,Ankara,Asmara,Astana,Asuncion,Athens,Baghdad,Baku,
    Bamako,Bangkok,Beijing,Beirut,Belgrade,Berlin,Bern,Bishkek,Bogota,Brasilia,Bratislava,Brussels,
    Bucharest,Budapest,Buenos Aires,Cairo,Canberra,Caracas,Chisinau,Copenhagen,Dakar,Damascus,Delhi,
    Dhaka,Doha,Dublin,Dushanbe,Freetown,Georgetown,Hanoi,Harare,Havana,Helsinki,Hong Kong,Islamabad,
    Jakarta,Jerusalem,Juba,Kabul,Kampala,Kathmandu,Khartoum,Kiev,Kyiv,Kigali,Kingston,Kinshasa,
    Kuala Lumpur,La Paz,Lima,Lisbon,Ljubljana,London,Luanda,Lusaka,Madrid,Managua,Manila,Maputo,
    Mexico City,Minsk,Mogadishu,Montevideo,Moscow,Muscat,Nairobi,New Delhi,Nicosia,Oslo,Ottawa,Paris,
    Phnom Penh,Port-au-Prince,Prague,Pretoria,Pristina,Pyongyang,Quito,Rabat,Ramallah,Reykjavik,Riga,
    Riyadh,Rome,San Salvador,Sanaa,Santiago,Santo Domingo,Sarajevo,Seoul,Skopje,Sofia,Stockholm,
    Taipei,Tallinn,Tashkent,Tbilisi,Tegucigalpa,Tehran,Tel Aviv,Tirana,Tokyo,Tripoli,Tunis,
    Ulaanbaatar,Vienna,Vientiane,Vilnius,Warsaw,Washington,Windhoek,Yangon,Yerevan,Zagreb"""
)
_BEFORE = words(
    "north south east west northern southern eastern western central new united upper lower san los las el"
)
_AFTER = words(
    """island islands city county state states valley coast bay beach river lake mountain mountains
    province region district street avenue square heights hill hills park peninsula strait gulf
    sea desert territory republic kingdom airport border"""
)


def is_state(name: str) -> bool:
    """Whether a name is a state's or a capital's, which stands for it: "Seoul said"."""
    key = fold(name)
    return key in _STATES or key in _CAPITALS


def is_place(name: str) -> bool:
    """Whether a name is a place's, or put together as those of places are."""
    first, *rest = fold(name).split() or [""]
    return is_state(name) or (bool(rest) and (first in _BEFORE or rest[-1] in _AFTER))
