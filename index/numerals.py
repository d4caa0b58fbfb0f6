"""Chinese numerals as they count the parts of an official document."""

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}


def ordinal(text: str) -> int:
    """The number that ``text`` writes, in Chinese or Arabic digits, below 10,000.

    >>> ordinal("十二"), ordinal("二十"), ordinal("7"), ordinal("一百零三")
    (12, 20, 7, 103)

    Raises:
        ValueError: ``text`` holds something that is not a digit or unit.
    """
    if text.isdecimal():
        return int(text)
    total = digit = 0
    for char in text:
        if char in _UNITS:
            total += (digit or 1) * _UNITS[char]
            digit = 0
        elif char in _DIGITS:
            digit = _DIGITS[char]
        else:
            raise ValueError(f"not a numeral: {text!r}")
    return total + digit
