"""A number in the numerals of a list: 一、甲、①, Ⅳ and the like, by their names in Word."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_LEGAL_SIMPLE = ("零壹贰叁肆伍陆柒捌玖", "拾佰仟万")
_LEGAL_TRADITIONAL = ("零壹貳參肆伍陸柒捌玖", "拾佰仟萬")
_COUNTING = ("零一二三四五六七八九", "十百千万")
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
LARGEST = 99_999
"""Numerals beyond this one are written as plain digits; no list is so long."""
TEN_THOUSAND = 10_000


def numeral(number: int, style: str) -> str:
    """``number`` in a numbering style of Word; plain digits in a style that is not known."""
    write = _STYLES.get(style)
    return write(number) if write and 0 <= number <= LARGEST else str(number)


def _by_tens(signs: tuple[str, str], *, one_ten: bool) -> Callable[[int], str]:
    """Numerals with signs for ten, hundred, thousand; ``one_ten``: 一十 rather than 十."""
    digits, units = signs

    def below_ten_thousand(number: int) -> str:
        text, left_out = "", False
        for power in range(3, -1, -1):
            digit = number // 10**power % 10
            if not digit:
                left_out = bool(text)
                continue
            text += (digits[0] if left_out else "") + digits[digit]
            text += units[power - 1] if power else ""
            left_out = False
        return text

    def write(number: int) -> str:
        high, low = divmod(number, TEN_THOUSAND)
        text = below_ten_thousand(high) + units[3] if high else ""
        if high and low and low * 10 < TEN_THOUSAND:
            text += digits[0]
        text += below_ten_thousand(low)
        if not one_ten and text.startswith(digits[1] + units[0]):
            text = text[1:]
        return text or digits[0]

    return write


def _positional(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _of(signs: str) -> Callable[[int], str]:
    """One sign for each number from 1 on; plain digits behind the last."""
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else str(number)


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        text += sign * (number // value)
        number %= value
    return text or "0"


def _letter(number: int) -> str:
    """From a to z, then aa, bb and so on."""
    if number < 1:
        return str(number)
    times, index = divmod(number - 1, 26)
    return chr(ord("a") + index) * (times + 1)


def _run(first: str, count: int) -> str:
    return "".join(chr(ord(first) + step) for step in range(count))


_counting = _by_tens(_COUNTING, one_ten=False)
_circled = _of(_run("①", 20) + _run("㉑", 15) + _run("㊱", 15))

_STYLES: dict[str, Callable[[int], str]] = {
    "bullet": lambda _: "",
    "chineseCounting": _counting,
    "chineseCountingThousand": _counting,
    "chineseLegalSimplified": _by_tens(_LEGAL_SIMPLE, one_ten=True),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": _of(_run("⒈", 20)),
    "decimalEnclosedParen": _of(_run("⑴", 20)),
    "decimalFullWidth": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalZero": lambda number: f"{number:02}",
    "ideographDigital": _positional,
    "ideographEnclosedCircle": _of(_run("㊀", 10)),
    "ideographLegalTraditional": _by_tens(_LEGAL_TRADITIONAL, one_ten=True),
    "ideographTraditional": _of(_STEMS),
    "ideographZodiac": _of(_BRANCHES),
    "ideographZodiacTraditional": lambda n: _STEMS[(n - 1) % 10] + _BRANCHES[(n - 1) % 12],
    "japaneseCounting": _counting,
    "japaneseDigitalTenThousand": _positional,
    "japaneseLegal": _by_tens(("零壱弐参四伍六七八九", "拾百阡萬"), one_ten=True),
    "koreanDigital2": _positional,
    "lowerLetter": _letter,
    "lowerRoman": _roman,
    "none": lambda _: "",
    "numberInDash": lambda number: f"- {number} -",
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": _counting,
    "taiwaneseDigital": _positional,
    "upperLetter": lambda number: _letter(number).upper(),
    "upperRoman": lambda number: _roman(number).upper(),
}
