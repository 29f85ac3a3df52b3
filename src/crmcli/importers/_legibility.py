"""How much a text reads like something written: the judge between encodings. No bytes here, only characters."""

from __future__ import annotations

from functools import cache

from crmcli import discovery
from crmcli.core.patterns import lazily

# Weights of hanzi by their band in data/hanzi.txt, then of the other 6,763 of GB 2312, then of all the rest.
_BANDS = (1.0, 0.8, 0.5)
_FIRST_LEVEL, _SECOND_LEVEL, _RARE = 0.2, -0.3, -0.9
_BROKEN = -3.0
_ODD = -0.6
_USUAL_MARKS = frozenset("，。：；！？（）、“”‘’《》〈〉【】「」『』—…·￥％＋－／＆＊＠～　〃※●■★☆√×①②③④⑤⑥⑦⑧⑨⑩№℃")
_LATIN_MARKS = frozenset("\xa0€£¥©®°«»¡¿ºª–™•")
_LATIN_RUN = lazily("[À-ÖØ-öø-ſ]+")
# One hanzi beside a Latin letter is more often an accented letter that swallowed its neighbour.
_LONE = lazily("(?<![\u4e00-\u9fff])(?:(?<=[A-Za-z])[\u4e00-\u9fff]|[\u4e00-\u9fff](?=[A-Za-z]))(?![\u4e00-\u9fff])")
_LATIN_WORD = lazily("[A-Za-z][À-ÖØ-öø-ſ]{1,2}|[À-ÖØ-öø-ſ]{1,2}[A-Za-z]")


class _Weights(dict[str, float]):
    """Character → weight, filled as characters turn up."""

    def __missing__(self, char: str) -> float:
        weight = self[char] = _hanzi(char) if "\u4e00" <= char <= "\u9fff" else _other(char)
        return weight


_WEIGHTS = _Weights()


def legibility(text: str) -> float:
    """Mean weight of the characters that are not plain ASCII, from -3 (broken) to 1 (everyday Chinese).

    A text of plain ASCII is 0.5. Accented letters count as good beside Latin letters and as odd in longer runs.
    """
    strange = [char for char in text if char > "~" or (char < " " and char not in "\t\n\r")]
    if not strange:
        return 0.5
    total = sum(map(_WEIGHTS.__getitem__, strange))
    for run in _LATIN_RUN.findall(text):
        total += _ODD * len(run)
    total += _ODD * len(_LONE.findall(text))
    total += 1.2 * len(_LATIN_WORD.findall(text))
    return total / len(strange)


def _hanzi(char: str) -> float:
    bands, simpler = _tables()
    plain = simpler.get(char, char)
    if plain in bands:
        return bands[plain]
    try:
        lead = plain.encode("gb2312")[0]
    except UnicodeEncodeError:
        return _RARE
    return _FIRST_LEVEL if lead <= 0xD7 else _SECOND_LEVEL


def _other(char: str) -> float:
    if char in _USUAL_MARKS or "！" <= char <= "～":
        return 0.6
    if char in _LATIN_MARKS:
        return 0.2
    if char < " " or "\x7f" <= char <= "\x9f" or char == "\ufffd" or "\ue000" <= char <= "\uf8ff":
        return _BROKEN
    if _LATIN_RUN.match(char):
        return 0.0  # weighed by the company it keeps
    if char >= "\U00020000":
        return -1.5 if char < "\U00030000" else _BROKEN
    return 0.3 if "\U0001f000" <= char <= "\U0001faff" else _ODD


@cache
def _tables() -> tuple[dict[str, float], dict[str, str]]:
    bands = {
        char: weight
        for line, weight in zip(discovery.read_text("hanzi.txt").split(), _BANDS, strict=True)
        for char in line
    }
    traditional, simplified = discovery.read_text("t2s.txt").split()
    return bands, dict(zip(traditional, simplified, strict=True))
