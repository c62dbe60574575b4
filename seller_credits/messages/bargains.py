"""Money tied to what the buyer does: `we refund you if you keep ...`, in each language.

To say that money went back is nothing forbidden, nor is what the return policy gives; to make it
the price of something is. Patterns are over folded texts, within one sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

_REST = r"[^.!?\n]{0,90}?"
_SUM = r"[$€£¥] ?\d|\d ?(?:[$€£¥]|usd|eur|gbp|euros?|dollars?|円)"


@dataclass(frozen=True, slots=True)
class _Words:
    """How one language says money, and what would make it a bargain."""

    money: str
    ties: str


_WORDS: Mapping[str, _Words] = {
    "en": _Words(
        r"\b(?:refund|reimburs|compensat|money|credit|free\b|replacement|pay\b)\w*",
        r"\bin (?:return|exchange)\b(?! (?:is|was|label|window|policy))|\bas a thank[ -]you\b|"
        r"\b(?:provided|on condition) (?:that )?you\b|\bas long as you\b|"
        r"\b(?:if|once|when|after) you (?:\w+ ){0,2}?(?:keep|accept|agree|remove|"
        r"delete|leave|change|withdraw|close|write|give|confirm|update|drop)\b|"
        r"\bfor your (?:positive|kind|good|honest)\b",
    ),
    "de": _Words(
        r"erstatt\w*|\bgeld\w*|\bentschadig\w*|\bkostenlos\w*|\bersatz\w*",
        r"\b(?:im gegenzug|als gegenleistung|als dankeschon|unter der bedingung)\b|"
        r"\b(?:wenn|falls|sofern|sobald) sie\b[^.!?\n]{0,60}?\b(?:behalt|akzept|annehm|zustimm|"
        r"einverstand|entfern|losch|ander|zuruckzieh|zuruckgezog|schliess|hinterlass|abgeb)\w*",
    ),
    "fr": _Words(
        r"\brembours\w*|\bargent\b|\bdedommag\w*|\bgratuit\w*|\bindemni\w*|\bcompens\w*",
        r"\ben echange\b|\ben contrepartie\b|\ba condition\b|\ben remerciement\b|"
        r"\bsi vous (?:\w+ ){0,2}?(?:gard|conserv|accept|supprim|retir|laiss|modifi|"
        r"chang|ferm|ecriv|donn)\w*",
    ),
    "es": _Words(
        r"\breembols\w*|\bdinero\b|\bcompens\w*|\bgratis\b|\bgratuit\w*|\bindemniz\w*|\babon\w*",
        r"\ba cambio\b|\ben agradecimiento\b|\bcon la condicion\b|\bsiempre que\b|"
        r"\bsi (?:\w+ ){0,3}?(?:conserv|acept|elimin|retir|dej|cambi|"
        r"cierr|escrib|qued|modific|borr)\w*",
    ),
    "it": _Words(
        r"\brimbors\w*|\bdenaro\b|\bsoldi\b|\bcompens\w*|\bgratis\b|\bgratuit\w*|\brisarc\w*",
        r"\bin cambio\b|\ba condizione\b|\bcome ringraziamento\b|\bpurche\b|\bse (?:\w+ ){0,3}?"
        r"(?:tien|conserv|accett|rimuov|elimin|lasci|cambi|modific|chiud|scriv|ritir)\w*",
    ),
    "ja": _Words(
        r"返金|ご返金|払い戻|無料|お金|差し上げ",
        r"(?:代わりに|引き換え|引換|かわりに)|(?:削除|変更|修正|取り下げ|ご?投稿|同意|承諾|お手元に)"
        r"[^.!?\n]{0,12}?(?:場合|たら|れば|後)",
    ),
    "nl": _Words(
        r"\bterugbeta\w*|\bgeld\b|\bvergoed\w*|\bgratis\b|\bcompens\w*|\bkosteloos\b",
        r"\bin ruil\b|\bop voorwaarde\b|\bals dank\b|\b(?:als|indien|zodra|wanneer) u\b"
        r"[^.!?\n]{0,60}?\b(?:houd|behoud|accept|akkoord|verwijder|wijzig|aanpas|intrek|sluit|"
        r"achterla)\w*",
    ),
    "pl": _Words(
        r"\bzwr[oa][tc]\w*|\bpieniadz\w*|\brekompensat\w*|\bdarmow\w*|\bbezplatn\w*",
        r"\bw zamian\b|\bpod warunkiem\b|\bw podziekowaniu\b|\b(?:jesli|jezeli|gdy)\b"
        r"[^.!?\n]{0,40}?\b(?:zatrzym|zaakcept|usun|zmien|wycof|zamkn|zostaw|napisz)\w*",
    ),
    "sv": _Words(
        r"\baterbetal\w*|\bpengar\b|\bersatt\w*|\bgratis\b|\bkompens\w*",
        r"\bi utbyte\b|\bi gengald\b|\bunder forutsattning\b|\bsom tack\b|\b(?:om|nar) (?:du|ni)\b"
        r"[^.!?\n]{0,40}?\b(?:behall|accepter|godkann|tar bort|andra|ander|drar|lamna|skriv)\w*",
    ),
    "pt": _Words(
        r"\breembols\w*|\bdinheiro\b|\bcompens\w*|\bgratis\b|\bgratuit\w*|\bindeniz\w*|\bindemniz\w*",
        r"\bem troca\b|\bcom a condicao\b|\bdesde que\b|\bem agradecimento\b|\bse (?:\w+ ){0,3}?"
        r"(?:ficar|mantiver|aceit|remov|elimin|apag|alter|mud|fech|deix|escrev|retir)\w*",
    ),
}


def bargain(language: str) -> str:
    """A pattern of money and its condition, in either order; empty where no words are known."""
    words = _WORDS.get(language)
    if words is None:
        return ""
    money, tied = f"(?:{words.money}|{_SUM})", f"(?:{words.ties})"
    return f"{money}{_REST}{tied}|{tied}{_REST}{money}"
