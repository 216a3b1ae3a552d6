"""A checked template made plain before the library fills it.

The library works on the text of the XML with patterns. Some of them run over the whole rest of a part
for every element that has attributes but no content, or every tab in a text: Word writes neither of
them where it matters, an attacker would. What they trip over is taken away here; what is left they
pass in proportion to its length (``tests/web/test_letters_templates.py`` has the shapes).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from django.utils.translation import gettext as _
from lxml import etree

from gongkai.web.cases.letters.errors import TemplateFaultsError
from gongkai.web.cases.letters.package import FILLED, parsed

MOST_ELEMENTS = 20_000
"""Of one part; a letter has some hundreds."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLAIN = frozenset({f"{_W}p", f"{_W}r"})
"""Their attributes only say in which session of Word they were typed."""
_SPACES = str.maketrans("\t\n\r\a\f", "     ")


def tidied(parts: Mapping[str, bytes]) -> bytes:
    """The file anew, from its checked parts. Raises TemplateFaultsError for one too intricate."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, data in parts.items():
            plain = FILLED.fullmatch(name) and name.startswith("word/")
            archive.writestr(name, _plain(data) if plain else data)
    return stream.getvalue()


def _plain(data: bytes) -> bytes:
    root = parsed(data)
    for count, element in enumerate(root.iter()):
        if count > MOST_ELEMENTS:
            raise TemplateFaultsError(
                [_("模板的结构太复杂，不像一份文书。请另存一份简单的再上传。")]
            )
        if element.tag in _PLAIN:
            element.attrib.clear()
        elif element.tag == f"{_W}t":
            element.text = (element.text or "").translate(_SPACES)
            if not element.text:
                element.attrib.clear()
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
