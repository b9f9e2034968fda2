"""Between a digest as people know it and the store's rows: written, read back, and opened when it is time."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.digests.values import Digest, Terms
from bot.digests.windows import GRACE, decide
from bot.storage.digest_contract import GivenDigest, Opening, StoredDigest

_WHERE = ("id", "topic", "platform", "workspace", "channel", "thread", "who")


def written(digest: Digest) -> GivenDigest:
    """The digest as the store takes it; its state is the store's own."""
    same = {name: getattr(digest, name) for name in _WHERE}
    return GivenDigest(**same, terms=terms_of(digest))


def terms_of(terms: Terms) -> str:
    """What ``Digests.edit`` takes: the same terms are always the same text. The topic of a digest stays."""
    return Terms(**{name: getattr(terms, name) for name in Terms.model_fields}).model_dump_json()


def read(stored: StoredDigest) -> Digest:
    """The digest of a row; of a delivery's row, with the terms that the delivery began with."""
    terms = Terms.model_validate_json(stored.terms)
    same = {name: getattr(stored, name) for name in (*_WHERE, "state", "why")}
    return Digest(**(dict(terms) | same))


def opening(stored: StoredDigest, now: datetime, grace: timedelta = GRACE) -> Opening:
    """What has come for a digest by now, for ``Digests.open``."""
    runs = read(stored).runs
    hushed = runs.hushed
    decision = decide(runs, cutoff=stored.cutoff, ran=stored.ran, now=now, grace=grace, hushed=hushed)
    return Opening(
        digest=stored.id,
        version=stored.version,
        ran=stored.ran,
        due=decision.due,
        window=decision.window,
    )
