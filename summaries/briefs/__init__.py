"""From evidence to a brief: what is said first, what is left out, and the check that every line holds."""

from summaries.briefs.compare import compare
from summaries.briefs.digest import digest
from summaries.briefs.digest_period import Period
from summaries.briefs.events import latest, timeline
from summaries.briefs.material import Material
from summaries.briefs.overview import overview
from summaries.briefs.passages import search, source
from summaries.briefs.quotes import quotes
from summaries.briefs.stance import stance
from summaries.briefs.tensions import tensions
from summaries.briefs.verify import holds, verify

__all__ = [
    "Material",
    "Period",
    "compare",
    "digest",
    "holds",
    "latest",
    "overview",
    "quotes",
    "search",
    "source",
    "stance",
    "tensions",
    "timeline",
    "verify",
]
