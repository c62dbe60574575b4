"""Numbers of telephones, orders, cards and accounts; sizes, counts and prices are left."""

from __future__ import annotations

from functools import cache

from seller_credits.detection.personal.rules import Rule, any_case, exact

NUMBER = "[number]"

_BETWEEN = r"[ ().\-\u2010\u2011\u2013\u2014\u2212ー/·_*]{0,3}"
_SEVEN_OR_MORE = rf"[+(]{{0,3}}\d(?:{_BETWEEN}\d){{6,}}"
_CALLED = (
    r"tel|telephone|phone|mobile|cell|whats ?app|sms|call|fax|telefon|handy|rufen|tél|téléphone|"
    r"portable|appelez|teléfono|telefono|móvil|movil|llame|cellulare|chiamare|telefoon|mobiel|"
    r"komórka|mobil|telefone|celular|電話|携帯|TEL"
)
_ORDERS = r"order|bestellung|bestellnummer|commande|pedido|ordine|bestelling|zamówienie|注文番号"


@cache
def rules() -> tuple[Rule, ...]:
    """The long numbers, and short ones behind a word that says whose they are."""
    iban = r"(?<!\w)[a-z]{2}\d{2}(?: ?[a-z0-9]{4}){2,7}(?: ?[a-z0-9]{1,4})?(?!\w)"
    return (
        any_case(rf"(?=[a-z]{{2}}\d\d(?: ?[a-z]{{0,4}}\d){{6}}){iban}", NUMBER, digits=8),
        exact(_SEVEN_OR_MORE, NUMBER, digits=7),
        any_case(
            rf"(?P<kept>(?<!\w)(?:{_CALLED})\w{{0,6}}[.:]{{0,2}} ?(?:[^\W\d]{{1,8}}[.:]? ){{0,2}})"
            rf"[+(]{{0,2}}\d(?:{_BETWEEN}\d){{3,5}}",
            NUMBER,
            digits=4,
        ),
        any_case(
            rf"(?P<kept>(?<![a-z])(?:{_ORDERS})[\w ]{{0,12}}[.:#]{{0,2}} ?)\d(?:[ -]?\d){{4,5}}",
            NUMBER,
            digits=5,
        ),
    )
