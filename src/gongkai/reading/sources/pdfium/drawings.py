"""What is drawn on a page beside its text: ruling lines, shaded areas, pictures, and their order."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import byref, c_float, c_int, c_uint
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from gongkai.reading.sources.pdfium import binding as pdf
from gongkai.reading.sources.pdfium.frame import Rectangle

THICKEST_LINE = 3.0
"""A drawing thinner than this, in points, is a line."""
CROOKED = 0.6
"""A line is straight across or down where its ends differ by no more than this, in points."""
SHORT_PATH = 2
RECTANGLE = 5
"""A path of so many segments is one line or one rectangle; if it is thin, its bounds tell all."""
DEEPEST_FORM = 12
"""Drawings within drawings are followed down to this depth."""
WHITE, OPAQUE = 250, 250
"""From these values on (0 to 255) a colour is white, an area cannot be seen through."""

Point = tuple[float, float]
Map = tuple[float, float, float, float, float, float]
_PLAIN: Map = (1, 0, 0, 1, 0, 0)


class Cover(NamedTuple):
    """An area nobody sees through; ``order`` is its number among all that is drawn."""

    order: int
    area: Rectangle
    is_picture: bool


class TooMuch(Exception):  # noqa: N818 - it is no fault of the program
    """The page holds more than the limit."""


@dataclass(slots=True)
class Drawings:
    """The drawings of one page, in its own space."""

    lines: list[Rectangle] = field(default_factory=list)
    """Thin rectangles: ruling lines with their thickness taken away."""
    shades: list[Rectangle] = field(default_factory=list)
    """Areas filled with a colour other than white."""
    covers: list[Cover] = field(default_factory=list)
    pictures: list[Rectangle] = field(default_factory=list)
    paths: int = 0
    texts: dict[int, int] = field(default_factory=dict)
    """The order of each text object, by its address."""


def drawings_of(page: object, most: int) -> Drawings:
    """What is drawn on an open page. Raises TooMuch beyond ``most`` objects and segments."""
    reader = _Reader(most)
    count = pdf.count_objects(page)
    reader.take((pdf.page_object(page, index) for index in range(count)), count, _PLAIN, 0)
    return reader.found


class _Reader:
    def __init__(self, most: int) -> None:
        self.found = Drawings()
        self.order = 0
        self.room = most
        self.x, self.y = c_float(), c_float()
        self.edges = tuple(c_float() for _ in range(4))
        self.by_edges = tuple(byref(edge) for edge in self.edges)
        self.fill, self.stroke = c_int(), c_int()
        self.colour = tuple(c_uint() for _ in range(4))
        self.by_colour = tuple(byref(part) for part in self.colour)

    def take(self, objects: Iterator[int], count: int, outer: Map, depth: int) -> None:
        self._spend(count)
        for one in objects:
            self.order += 1
            match pdf.object_type(one):
                case pdf.TEXT:
                    self.found.texts[one] = self.order
                case pdf.PATH:
                    self._path(one, outer)
                case pdf.IMAGE:
                    self._picture(one, outer)
                case pdf.FORM if depth < DEEPEST_FORM:
                    self._form(one, outer, depth)

    def _spend(self, count: int) -> None:
        self.room -= count
        if self.room < 0:
            raise TooMuch

    def _form(self, one: int, outer: Map, depth: int) -> None:
        matrix = pdf.Matrix()
        pdf.object_matrix(one, byref(matrix))
        inner = (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)
        count = max(0, pdf.count_form_objects(one))
        inside = (pdf.form_object(one, index) for index in range(count))
        self.take(inside, count, _chained(inner, outer), depth + 1)

    def _bounds(self, one: int, outer: Map) -> Rectangle | None:
        if not pdf.object_bounds(one, *self.by_edges):
            return None
        left, bottom, right, top = (edge.value for edge in self.edges)
        return (
            (left, bottom, right, top)
            if outer is _PLAIN
            else _around([_moved(point, outer) for point in _corners(left, bottom, right, top)])
        )

    def _picture(self, one: int, outer: Map) -> None:
        bounds = self._bounds(one, outer)
        if bounds is None:
            return
        self.found.pictures.append(bounds)
        if not pdf.object_is_transparent(one):
            self.found.covers.append(Cover(self.order, bounds, is_picture=True))

    def _path(self, one: int, outer: Map) -> None:
        self.found.paths += 1
        if not pdf.draw_mode(one, byref(self.fill), byref(self.stroke)):
            return
        filled = bool(self.fill.value)
        stroked = bool(self.stroke.value) and self._is_drawn(one, pdf.stroke_colour)
        if not (stroked or filled):
            return
        shown = stroked or self._is_drawn(one, pdf.fill_colour)
        count = pdf.count_segments(one)
        self._spend(count)
        if count == SHORT_PATH or (count <= RECTANGLE and not stroked):
            bounds = self._bounds(one, outer)
            if bounds and _is_thin(bounds):
                self.found.lines += [_thinned(bounds)] * shown
                return
        for points in self._subpaths(one, count, outer):
            area = _around(points)
            if _is_thin(area):
                self.found.lines += [_thinned(area)] * shown
                continue
            if stroked:
                self._edges_of(points)
            if filled:
                self._area(one, area)

    def _is_drawn(self, one: int, colour_of: object) -> bool:
        """Whether a colour can be seen on white paper."""
        if not colour_of(one, *self.by_colour):  # type: ignore[operator]
            return True
        *rgb, alpha = (part.value for part in self.colour)
        return alpha > 0 and min(rgb) < WHITE

    def _area(self, one: int, area: Rectangle) -> None:
        if self._is_drawn(one, pdf.fill_colour):
            self.found.shades.append(area)
        pdf.fill_colour(one, *self.by_colour)
        if self.colour[3].value >= OPAQUE and not pdf.object_is_transparent(one):
            self.found.covers.append(Cover(self.order, area, is_picture=False))

    def _edges_of(self, points: list[Point]) -> None:
        for (x0, y0), (x1, y1) in pairwise(points):
            straight = abs(x0 - x1) <= CROOKED or abs(y0 - y1) <= CROOKED
            if straight and abs(x0 - x1) + abs(y0 - y1) > THICKEST_LINE:
                self.found.lines.append(_thinned(_around([(x0, y0), (x1, y1)])))

    def _subpaths(self, one: int, count: int, outer: Map) -> Iterator[list[Point]]:
        """The corners of each part of a path, closed parts ending where they began.

        A part with a curve in it is left out: no ruling line is curved.
        """
        matrix = pdf.Matrix()
        if pdf.object_matrix(one, byref(matrix)):
            inner = (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)
            outer = _chained(inner, outer)
        points: list[Point] = []
        curved = False
        by_x, by_y = byref(self.x), byref(self.y)
        for index in range(count):
            segment = pdf.path_segment(one, index)
            kind = pdf.segment_type(segment)
            if kind == pdf.MOVE_TO:
                if len(points) > 1 and not curved:
                    yield points
                points, curved = [], False
            curved = curved or kind == pdf.CURVE_TO
            pdf.segment_point(segment, by_x, by_y)
            points.append(_moved((self.x.value, self.y.value), outer))
            if pdf.segment_closes(segment):
                points.append(points[0])
        if len(points) > 1 and not curved:
            yield points


def _chained(inner: Map, outer: Map) -> Map:
    """The map that goes through ``inner`` first, then through ``outer``."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def _moved(point: Point, by: Map) -> Point:
    x, y = point
    a, b, c, d, e, f = by
    return a * x + c * y + e, b * x + d * y + f


def _corners(left: float, bottom: float, right: float, top: float) -> list[Point]:
    return [(left, bottom), (right, bottom), (right, top), (left, top)]


def _around(points: list[Point]) -> Rectangle:
    xs = [x for x, _ in points]
    ys = [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _is_thin(area: Rectangle) -> bool:
    """Whether an area is a line: thin, and longer than thick."""
    left, bottom, right, top = area
    thin, long = sorted((right - left, top - bottom))
    return thin <= THICKEST_LINE and long > THICKEST_LINE


def _thinned(area: Rectangle) -> Rectangle:
    """A thin area as a line through its middle."""
    left, bottom, right, top = area
    if right - left < top - bottom:
        middle = (left + right) / 2
        return middle, bottom, middle, top
    middle = (bottom + top) / 2
    return left, middle, right, middle
