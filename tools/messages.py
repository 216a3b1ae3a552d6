"""The English catalogue of the site: extract, update, compile (``script/messages``).

Python files are read for calls of gettext under whatever name they import it; Django templates are
turned into such calls by Django's own ``templatize``. Translations are kept, messages that are gone
are dropped, new ones stay empty until somebody translates them; a test says which.
"""

from __future__ import annotations

import ast
import io
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
WEB = ROOT / "src" / "gongkai" / "web"
FOLDER = WEB / "site" / "locale" / "en" / "LC_MESSAGES"
PO, MO = FOLDER / "django.po", FOLDER / "django.mo"
_FUNCTIONS = ("gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy")
_CONTEXT = ("pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy")
# The same bytes for the same messages: the day they were extracted says nothing.
_NO_DAY = datetime(2019, 5, 15, tzinfo=UTC)


def extracted() -> Catalog:
    """All messages of the site's own code and templates, without translations."""
    catalog = _empty()
    for path in sorted(WEB.rglob("*.py")):
        if "migrations" not in path.parts:
            _add(catalog, path, path.read_text(encoding="utf-8"), _names(path))
    for path in sorted(WEB.rglob("templates/**/*.html")):
        names = [*_FUNCTIONS, *_CONTEXT]
        _add(catalog, path, _as_python(path), dict(zip(names, names, strict=True)))
    return catalog


def _empty() -> Catalog:
    return Catalog(
        locale="en",
        project="gongkai",
        version="1",
        copyright_holder="the Gongkai contributors",
        msgid_bugs_address="-",
        last_translator="the Gongkai contributors",
        language_team="English",
        header_comment="# English texts of the site; made by script/messages.",
        creation_date=_NO_DAY,
        revision_date=_NO_DAY,
        fuzzy=False,
    )


def _names(path: Path) -> dict[str, str]:
    """What gettext's functions are called in a file, and which each is."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name in {*_FUNCTIONS, *_CONTEXT}
    }


def _as_python(path: Path) -> str:
    # Django need not be set up for this: templatize works on the text alone.
    from django.conf import settings
    from django.utils.translation.template import templatize

    if not settings.configured:
        settings.configure()
    return templatize(path.read_text(encoding="utf-8"), origin=str(path))


def _add(catalog: Catalog, path: Path, text: str, names: dict[str, str]) -> None:
    source = io.BytesIO(text.encode())
    place = path.relative_to(WEB).as_posix()
    keywords = dict.fromkeys(names)
    found: Iterable[tuple[int, Any, Any, Any]] = extract_python(
        source, keywords, [], {"encoding": "utf-8"}
    )
    for line, function, words, _comments in found:
        # One argument comes alone, several together.
        given = [words] if isinstance(words, str) else [each for each in words if each]
        context = None
        if names[str(function)] in _CONTEXT:
            context, given = given[0], given[1:]
        if not given or not given[0]:
            continue
        plural = "ngettext" in names[str(function)] or "npgettext" in names[str(function)]
        key = (given[0], given[1]) if plural and len(given) > 1 else given[0]
        catalog.add(key, locations=[(place, line)], context=context)


def stored() -> Catalog:
    """The catalogue of the repository with its translations; empty where there is none yet."""
    if not PO.exists():
        return _empty()
    with PO.open("rb") as file:
        return read_po(file, locale="en")


def updated() -> Catalog:
    """The extracted messages with the translations that are stored."""
    before = stored()
    fresh = extracted()
    for message in _messages(fresh):
        found = before.get(message.id, message.context)
        if found is not None:
            message.string = found.string
    return fresh


def _messages(catalog: Catalog) -> Iterator[Message]:
    return (message for message in catalog if message.id)


def untranslated(catalog: Catalog) -> list[str]:
    """The messages without English words."""
    return [
        message.id if isinstance(message.id, str) else message.id[0]
        for message in _messages(catalog)
        if not message.string
        or not all([message.string] if isinstance(message.string, str) else message.string)
    ]


def english(message: Message) -> tuple[str, ...]:
    """The translation, or the singular and the plural."""
    text = message.string
    return (text,) if isinstance(text, str) else tuple(text or ("",))


def save(catalog: Catalog) -> None:
    """Write both files."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as file:
        write_po(file, catalog, width=0, sort_by_file=True, include_lineno=False)
    with MO.open("wb") as file:
        write_mo(file, catalog)


def main() -> int:
    """Update and compile; 1 where something is not translated."""
    catalog = updated()
    save(catalog)
    open_messages = untranslated(catalog)
    print(f"{len(catalog)} messages, {len(open_messages)} without English words")
    for text in open_messages:
        print(f"  {text!r}")
    return 1 if open_messages else 0


if __name__ == "__main__":
    sys.exit(main())
