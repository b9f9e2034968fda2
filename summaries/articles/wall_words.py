"""The words of pages that stand where an article should. Data, no judgement.

Gathered by hand from news sites and the services before them. Patterns ignore case and match anywhere.
"""

from __future__ import annotations

ROBOTS = (
    r"\bcaptcha\b|are you (?:a )?(?:human|robot)|you are (?:not )?a (?:human|robot)",
    r"verif\w+ (?:that )?you(?:’|'| a)?re|^just a moment|attention required|pardon our interruption",
    r"unusual (?:traffic|activity) from|checking (?:your browser|if the site connection)|request blocked",
    r"access (?:to this page has been )?denied|bot (?:detection|protection)|security check|ddos protection",
    r"performing security verification",
)
ERRORS = (
    r"^\W*(?:error\W*)?(?:404|410|50[0234])\b\W*(?:$|[|:–—-]|not found|error|page|internal|bad|service|gone)",
    r"(?:page|article|story|content|url)(?: \w+){0,6} (?:not|n[’']t|no longer|cannot|could not)(?: be)? "
    r"(?:found|exist|available|displayed)",
    r"page not found|(?:does|do)(?:n[’']t| not) exist|looking for (?:something|a page)|gone missing",
    r"we can[’']t (?:seem to )?find|nothing (?:was )?found|internal server error|service unavailable",
    r"bad gateway|under maintenance|page (?:introuvable|non trouvée)",
    r"página no (?:\w+ )?(?:encontrada|existe|disponible)|página não (?:foi )?encontrada",
    r"no se (?:ha )?encontr\w+ la p[áa]gina|страница не (?:найдена|существует)",
)
CONSENT = (
    r"before you continue|we (?:value|respect|care about) your privacy|your (?:privacy|cookie) choices",
    r"(?:accept|reject|manage|agree to)(?: all)? (?:the )?(?:use of )?cookies",
    r"cookie (?:consent|settings|preferences|policy)|consent to (?:the )?(?:use|processing)",
    r"(?:we|our) (?:and our )?(?:\d+ )?partners (?:store|use|process)",
    r"utilizamos cookies|aceptar (?:todas )?(?:las )?cookies|nous utilisons des cookies",
    r"accepter et continuer|aceitar (?:todos )?(?:os )?cookies|файлы cookie|wir verwenden cookies",
)
SCRIPTS = (
    r"(?:enable|turn on|activate|requires?|need|without|support) (?:\w+ ){0,3}java ?script",
    r"java ?script (?:\w+ ){0,4}(?:disabled|required|enabled|turned off|to run|not supported)",
    r"habilit\w+ (?:el )?javascript|activer javascript|включите javascript",
)
LOGIN = (
    r"(?:log|sign) ?in (?:to|or) |(?:please|you must|must be) (?:log|sign|logged|signed)[ -]?in",
    r"forgot(?:ten)? (?:your )?password|create (?:an|your|a free) account",
    r"iniciar sesión|se connecter|войдите",
)
PAYWALL = (
    r"(?:subscribe|register|sign up|log ?in|sign in|upgrade|pay|join)\b[^.]{0,40} to "
    r"(?:continue|keep reading|read|unlock)",
    r"to (?:continue|keep) reading|(?:continue|keep) reading (?:this|with|for)",
    r"(?:already|are you) a (?:subscriber|member)|start your (?:free )?trial",
    r"(?:for|only|exclusive\w*|available) (?:to|for|our) subscribers|subscribers?[ -]only",
    r"subscriber[ -]exclusive|read the full (?:article|story) (?:with|by)",
    r"(?:this|the rest of this) (?:article|story|content) is "
    r"(?:for|reserved|available|exclusive|locked|behind)",
    r"you[’']ve (?:reached|read|used) (?:your|all)|(?:free )?articles? (?:left|remaining)",
    r"unlock (?:this|the) (?:article|story)",
    r"(?:contenido|artículo|nota) (?:exclusivo|reservado|solo|para)|para (?:seguir|continuar) leyendo",
    r"suscr[ií]b\w+ para (?:seguir|continuar|leer)|réservé aux abonnés|article réservé",
    r"il vous reste \d+|abonnez-vous|conteúdo exclusivo|assine para|exclusivo para assinantes",
    r"только для подписчиков|оформите подписку",
)
"""What an article cut short for those who do not pay says where it breaks off."""
