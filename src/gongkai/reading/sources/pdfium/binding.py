"""The functions of PDFium that are called for every character and every drawing.

They are typed anew with plain addresses as handles, which can be compared and remembered, and
which cost half the time of the typed pointers.
"""

from __future__ import annotations

from collections.abc import Callable
from ctypes import (
    CFUNCTYPE,
    POINTER,
    Structure,
    byref,
    c_double,
    c_float,
    c_int,
    c_uint,
    c_ulong,
    c_void_p,
    cast,
)
from typing import Any

import pypdfium2.raw as pdfium


class Rect(Structure):
    """A rectangle in the page's own space, y upwards."""

    _fields_ = (("left", c_float), ("top", c_float), ("right", c_float), ("bottom", c_float))


class Matrix(Structure):
    """An affine map: x' = a x + c y + e, y' = b x + d y + f."""

    _fields_ = (
        ("a", c_float),
        ("b", c_float),
        ("c", c_float),
        ("d", c_float),
        ("e", c_float),
        ("f", c_float),
    )


def _retyped(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    address = cast(getattr(pdfium, name), c_void_p).value or 0
    function: Callable[..., Any] = CFUNCTYPE(result, *arguments)(address)
    return function


_handle = c_void_p
_float, _double, _unsigned = POINTER(c_float), POINTER(c_double), POINTER(c_uint)

page_bounds = _retyped("FPDF_GetPageBoundingBox", c_int, _handle, POINTER(Rect))
page_rotation = _retyped("FPDFPage_GetRotation", c_int, _handle)

load_text = _retyped("FPDFText_LoadPage", _handle, _handle)
close_text = _retyped("FPDFText_ClosePage", None, _handle)
count_chars = _retyped("FPDFText_CountChars", c_int, _handle)
char_code = _retyped("FPDFText_GetUnicode", c_uint, _handle, c_int)
char_is_generated = _retyped("FPDFText_IsGenerated", c_int, _handle, c_int)
char_is_unmapped = _retyped("FPDFText_HasUnicodeMapError", c_int, _handle, c_int)
char_box = _retyped("FPDFText_GetLooseCharBox", c_int, _handle, c_int, POINTER(Rect))
char_origin = _retyped("FPDFText_GetCharOrigin", c_int, _handle, c_int, _double, _double)
char_matrix = _retyped("FPDFText_GetMatrix", c_int, _handle, c_int, POINTER(Matrix))
char_size = _retyped("FPDFText_GetFontSize", c_double, _handle, c_int)
char_object = _retyped("FPDFText_GetTextObject", _handle, _handle, c_int)
text_mode = _retyped("FPDFTextObj_GetTextRenderMode", c_int, _handle)

count_objects = _retyped("FPDFPage_CountObjects", c_int, _handle)
page_object = _retyped("FPDFPage_GetObject", _handle, _handle, c_int)
count_form_objects = _retyped("FPDFFormObj_CountObjects", c_int, _handle)
form_object = _retyped("FPDFFormObj_GetObject", _handle, _handle, c_ulong)
object_type = _retyped("FPDFPageObj_GetType", c_int, _handle)
object_matrix = _retyped("FPDFPageObj_GetMatrix", c_int, _handle, POINTER(Matrix))
object_bounds = _retyped("FPDFPageObj_GetBounds", c_int, _handle, _float, _float, _float, _float)
object_is_transparent = _retyped("FPDFPageObj_HasTransparency", c_int, _handle)
fill_colour = _retyped(
    "FPDFPageObj_GetFillColor", c_int, _handle, _unsigned, _unsigned, _unsigned, _unsigned
)
stroke_colour = _retyped(
    "FPDFPageObj_GetStrokeColor", c_int, _handle, _unsigned, _unsigned, _unsigned, _unsigned
)
draw_mode = _retyped("FPDFPath_GetDrawMode", c_int, _handle, POINTER(c_int), POINTER(c_int))
count_segments = _retyped("FPDFPath_CountSegments", c_int, _handle)
path_segment = _retyped("FPDFPath_GetPathSegment", _handle, _handle, c_int)
segment_point = _retyped("FPDFPathSegment_GetPoint", c_int, _handle, _float, _float)
segment_type = _retyped("FPDFPathSegment_GetType", c_int, _handle)
segment_closes = _retyped("FPDFPathSegment_GetClose", c_int, _handle)

TEXT, PATH, IMAGE, SHADING, FORM = 1, 2, 3, 4, 5
"""What ``object_type`` tells."""
LINE_TO, CURVE_TO, MOVE_TO = 0, 1, 2
"""What ``segment_type`` tells."""
INVISIBLE = 3
"""What ``text_mode`` tells of text that is neither filled nor stroked."""


WHITE = 250
"""From this value on, of 255, every part of a colour makes it white."""


def is_white_or_clear(one: int) -> tuple[bool, bool]:
    """Whether the fill of an object is white, and whether it cannot be seen at all."""
    red, green, blue, alpha = c_uint(), c_uint(), c_uint(), c_uint()
    if not fill_colour(one, byref(red), byref(green), byref(blue), byref(alpha)):
        return False, False
    return min(red.value, green.value, blue.value) >= WHITE, alpha.value == 0
