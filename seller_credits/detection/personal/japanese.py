"""Japanese addresses, with and without their prefecture, in any digits."""

from __future__ import annotations

from functools import cache

from seller_credits.detection.personal.addresses import ADDRESS
from seller_credits.detection.personal.rules import Rule, exact

_KANJI = r"[一-龥々ヶケ]"
_NAME = r"[一-龥々ヶァ-ヴーぁ-ん]"
_COUNT = r"[0-9一二三四五六七八九十百\u3007]{1,5}"
_DASH = r"[-\u2010\u2011\u2013\u2014\u2212ー]"
_PREFECTURE = r"(?:北海道|東京都|(?:大阪|京都)府|[一-龥]{2,3}県)"
_BLOCK = rf"(?:{_COUNT} ?(?:丁目|番地|番|号|条|{_DASH})? ?(?:の ?)?){{1,5}}"
_HOUSE = rf"(?:{_COUNT}(?:丁目|番地|番|{_DASH}))"


@cache
def rules() -> tuple[Rule, ...]:
    """Postcodes, prefecture to block, and blocks by themselves."""
    building = "号室|号|室|階|マンション|ビル|ハイツ|荘|アパート"
    rest = rf"(?: ?[一-龥々ヶァ-ヴーA-Za-z0-9]{{1,20}}(?:{building})){{0,2}}"
    town = rf"(?:{_KANJI}{{1,6}}[市区町村郡] ?){{1,3}}"
    return (
        exact(rf"〒 ?\d{{3}} ?{_DASH}? ?\d{{4}}", ADDRESS),
        exact(rf"(?<!\d)\d{{3}}{_DASH}\d{{4}}(?!\d|{_DASH})(?= ?{_KANJI})", ADDRESS),
        exact(
            rf"{_PREFECTURE} ?{town}"
            rf"(?:{_KANJI}{{0,12}}? ?{_BLOCK}{rest})?",
            ADDRESS,
        ),
        exact(
            rf"{town}{_NAME}{{0,12}}? ?(?={_HOUSE}){_BLOCK}{rest}",
            ADDRESS,
        ),
        exact(rf"{_KANJI}{{0,8}} ?{_COUNT} ?(?:丁目|番地) ?(?:{_BLOCK})?{rest}", ADDRESS),
        exact(
            rf"[一-龥々ヶァ-ヴー]{{1,10}} ?\d{{1,3}}{_DASH}\d{{1,3}}{_DASH}\d{{1,4}}{rest}", ADDRESS
        ),
    )
