"""All addresses of the site, read off the resolver, so that none can be forgotten."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse


@dataclass(frozen=True, slots=True)
class Address:
    """One entry of the URLconf."""

    name: str
    """With its app, as ``reverse`` takes it."""
    route: str
    parameters: tuple[str, ...]
    view: Callable[..., Any]

    def __str__(self) -> str:
        return self.name

    @property
    def app(self) -> str:
        """The app it belongs to; ``site`` for the addresses of no app."""
        return self.name.rpartition(":")[0] or "site"

    @property
    def action(self) -> str | None:
        """What the view says it is."""
        action: str | None = getattr(self.view, "action", None)
        return action

    @property
    def methods(self) -> frozenset[str]:
        """The methods that the view answers, as its decorator says; all where it says nothing."""
        view: Any = self.view
        while view is not None:
            names = getattr(getattr(view, "__code__", None), "co_freevars", ())
            if "request_method_list" in names:
                place = names.index("request_method_list")
                return frozenset(view.__closure__[place].cell_contents)
            view = getattr(view, "__wrapped__", None)
        return frozenset({"GET", "HEAD", "POST"})

    def path(self, values: Mapping[str, object]) -> str:
        """The address with these values."""
        return reverse(self.name, kwargs=dict(values))


def addresses() -> list[Address]:
    """All of them, in the order of the URLconf."""
    return list(_walk(get_resolver(), "", ""))


def _walk(resolver: URLResolver, space: str, route: str) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        here = f"{route}{entry.pattern}"
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from _walk(entry, inner, here)
        elif isinstance(entry, URLPattern):
            parameters = tuple(_parameters(resolver, entry))
            assert entry.name, f"{here} has no name: give it one in its urls.py"
            yield Address(f"{space}{entry.name}", here, parameters, entry.callback)


def _parameters(resolver: URLResolver, entry: URLPattern) -> Iterator[str]:
    yield from getattr(resolver.pattern, "converters", {})
    yield from getattr(entry.pattern, "converters", {})
