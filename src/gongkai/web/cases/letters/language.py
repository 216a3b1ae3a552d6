"""The little language of templates: placeholders and conditions, nothing else.

Templates are uploaded by users. Loops, calls, filters, arithmetic, attributes and everything else that
could reach into the program or run for ever do not exist here: what is left takes time in proportion
to the length of the template. The environment is Jinja's sandbox besides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from jinja2 import StrictUndefined, TemplateError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from gongkai.web.cases.letters.errors import LetterError

_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.If,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Compare,
    nodes.Operand,
    nodes.Const,
)
_COMPARISONS = frozenset({"eq", "ne"})
_DEEPEST = 20


class NotOfTheLanguageError(TemplateError):
    """Something that templates cannot say."""


class LetterEnvironment(ImmutableSandboxedEnvironment):
    """Compiles only what the language has, whatever part of a file it stands in."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self.globals.clear()
        self.filters.clear()
        self.tests.clear()

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        check(tree)
        return tree


def check(tree: nodes.Node, depth: int = 0) -> None:
    """Raises NotOfTheLanguageError where the tree has more than the language."""
    if depth > _DEEPEST or not isinstance(tree, _ALLOWED):
        raise NotOfTheLanguageError(type(tree).__name__)
    if isinstance(tree, nodes.Operand) and tree.op not in _COMPARISONS:
        raise NotOfTheLanguageError(tree.op)
    for child in tree.iter_child_nodes():
        check(child, depth + 1)


def names_in(tree: nodes.Node) -> Iterator[str]:
    """The placeholders that a tree speaks of."""
    for node in tree.find_all(nodes.Name):
        yield node.name


class Blank:
    """A value that is not there: a condition may ask for it, printing it is an error."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __bool__(self) -> bool:
        return False

    def __eq__(self, other: object) -> bool:
        return other == ""

    def __hash__(self) -> int:
        return hash("")

    def __str__(self) -> str:
        raise LetterError(
            _(
                "“%(name)s”还没有内容，文书里却要写它。请先补上（机关的资料在“机关”里），或者修改模板。"
            )
            % {"name": self.name}
        )

    __html__ = __str__


def context_of(values: dict[str, str], known: Iterable[str]) -> dict[str, Any]:
    """The values for a template; what is known by name but empty is a Blank."""
    return {name: values.get(name) or Blank(name) for name in known}
