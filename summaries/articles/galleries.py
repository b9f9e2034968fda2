"""Galleries: pictures whose captions are the text."""

from __future__ import annotations

import re

from summaries.articles.structured import GALLERIES, Node, types
from summaries.articles.tree import Element, words

FEWEST = 4
"""Pictures with captions that make a gallery."""

_SIGNS = re.compile(
    r"/(?:gallery|galleries|galeria|photos?|pictures?|in-pictures|slideshows?|fotos?)[/-]|\bin pictures\b"
    r"|^(?:photos|gallery|pictures)\b|photo gallery|en imágenes|en images|в фотографиях",
    re.IGNORECASE,
)
_CAPTIONS = (
    "//figure//figcaption"
    " | //*[contains(@class, 'caption') and not(ancestor::figcaption)][not(descendant::figcaption)]"
)


def captions_of(tree: Element, nodes: tuple[Node, ...], title: str, url: str) -> list[str]:
    """The captions of a gallery in order, each once; none where the page is no gallery."""
    if (
        not any(types(node) & GALLERIES for node in nodes)
        and not _SIGNS.search(title)
        and not _SIGNS.search(url)
    ):
        return []
    found = dict.fromkeys(words(element) for element in tree.xpath(_CAPTIONS)[:500])
    captions = [caption for caption in found if len(caption.split()) > 3]
    return captions if len(captions) >= FEWEST else []
