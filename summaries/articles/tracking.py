"""Which parameters of an address say nothing of the page: whence a reader came, how it is to be shown."""

from __future__ import annotations

import re

# Those of Google, Meta, Microsoft, X, Mailchimp, HubSpot, the BBC and RFI (at_*), Matomo, Adobe, Deutsche
# Welle (maca) and of share buttons, gathered by hand from addresses of news sites.
_FOLLOWING = re.compile(
    r"(?:amp;)?(?:utm|at|ns|guce|hsa|pk|mtm|oly)_\w+|wt\.\w+|fbclid|gclid|dclid|yclid|twclid|msclkid"
    r"|mc_[ce]id|_ga|_gl|_hs\w+|igshid|ocid|cmpid|cmp|xtor|ito|smid|smtyp|ref_src|ref_url|taid|spm|maca"
    r"|guccounter|s_cid|intcmp|icid|ftag|__twitter_impression|traffic_source",
    re.IGNORECASE,
)

_SHOWING = re.compile(r"ref|rss|amp|outputtype", re.IGNORECASE)


def follows_reader(parameter: str) -> bool:
    """Whether ``name=value`` of a query, or of a fragment, changes nothing of what the address gives."""
    return bool(_FOLLOWING.fullmatch(_name(parameter)))


def tells_no_page(parameter: str) -> bool:
    """Whether no article is known by it, though it may have to be asked for (``outputType=xml``)."""
    return follows_reader(parameter) or bool(_SHOWING.fullmatch(_name(parameter)))


def _name(parameter: str) -> str:
    return parameter.partition("=")[0]
