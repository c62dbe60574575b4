"""Street addresses and postcodes of the stores' countries, Japan's apart."""

from __future__ import annotations

from functools import cache

from seller_credits.detection.personal.rules import Rule, any_case, exact, telling_words

ADDRESS = "[address]"

# A number before one of these counts or measures something, and is no house.
_COUNTED = (
    r"(?! ?(?:mm|cm|m|km|kg|g|ml|l|x|€|\$|£|%|eur|euros?|usd|gbp|"
    r"days?|weeks?|months?|years?|hours?|minutes?|times|stars?|pieces?|of|"
    r"tage?n?|wochen?|monate?n?|jahre?n?|stunden?|minuten?|mal|stück|sterne?|teile?n?|von|"
    r"jours?|semaines?|mois|ans?|heures?|fois|étoiles?|pièces?|sur|"
    r"días?|dias?|semanas?|mes(?:es)?|años?|horas?|veces|estrellas?|piezas?|de|"
    r"giorn[oi]|settiman[ae]|mes[ei]|ann[oi]|or[ae]|volt[ae]|stell[ae]|pezz[oi]|su|"
    r"dagen|weken|maanden|uur|keer|van|dni|tygodni[ae]?|razy|dagar|veckor|dias|vezes)\b)"
)
_SMALL = (
    r"(?!(?:of|on|in|my|your|his|her|a|an|to|by|for|and|or|at|is|was|it|no|not|got|days?|weeks?|"
    r"months?|hours?|years?|times|stars?|items?|pieces?|were|are|from|all|down)\b)"
)
_HOUSE = r"\d{1,5} ?[a-z]?(?:[-/]\d{1,4}[a-z]?)?"
_BEHIND = rf"(?:,? ?(?:n[º°.o]{{1,2}}|nr\.?|no\.?|#)? ?){_HOUSE}(?!\w){_COUNTED}"
_WORD = r"[^\W\d_][\w'\u2019.-]{0,30}"
_UNITS = (
    r"(?!(?:Stück|Euro|EUR|Lumen|Stunden|Teile|Punkte|Mal|Yen|Kilometer|Meter|Umdrehungen|Schritte|"
    r"Watt|Volt|Liter|Gramm|Tage|Seiten|Amazon|Pieces|Dollars|Pounds|Hours|Days|Units|USD|GBP)\b)"
)
_CITIES = (
    r"berlin|hamburg|münchen|muenchen|köln|koeln|frankfurt|stuttgart|düsseldorf|duesseldorf|"
    r"dortmund|essen|leipzig|bremen|dresden|hannover|nürnberg|wien|graz|zürich|bern|basel|paris|"
    r"marseille|lyon|toulouse|nice|nantes|strasbourg|montpellier|bordeaux|lille|rennes|madrid|"
    r"barcelona|valencia|sevilla|zaragoza|málaga|malaga|bilbao|roma|milano|napoli|torino|palermo|"
    r"genova|bologna|firenze|bari|venezia|verona|amsterdam|rotterdam|utrecht|bruxelles|brussel|"
    r"antwerpen|gent|warszawa|kraków|krakow|gdańsk|stockholm|göteborg|malmö|lisboa|porto|london|"
    r"dublin|méxico|mexico|são paulo|sao paulo|new york|chicago|houston|seattle|boston|toronto"
)


@cache
def rules() -> tuple[Rule, ...]:
    """All of them; a house's number and its postcode are taken one by one."""
    return (*_romance(), *_english(), *_german(), *_other(), *_postcodes())


def _english() -> tuple[Rule, ...]:
    street = (
        r"street|st|road|rd|avenue|ave|lane|ln|drive|dr|boulevard|blvd|court|ct|way|place|pl|"
        r"terrace|crescent|close|square|sq|highway|hwy|parkway|pkwy|circle|cir|trail|gardens|grove"
    )
    return (
        any_case(
            rf"\b\d{{1,5}}[a-z]?,? (?:the )?(?:{_SMALL}\w{{1,30}}[.,]? ){{0,3}}(?:{street})\b\.?"
            rf"(?:,? (?:apt|apartment|suite|ste|unit|flat|#)\.? ?\w{{1,5}})?",
            ADDRESS,
            words=telling_words(street),
        ),
        any_case(
            r"\b(?:apt|apartment|suite)\.? ?#?\d{1,5}[a-z]?\b",
            ADDRESS,
            words=("apt", "apartment", "suite"),
        ),
        any_case(r"\bp\.? ?o\.? ?box \d{1,6}\b", ADDRESS, words=("box", "obox", "pobox")),
        any_case(
            r"\b(?:postfach|boîte postale|bp|apartado(?: de correos)?|casella postale) \d{1,6}\b",
            ADDRESS,
            words=("postfach", "postale", "bp", "apartado"),
        ),
    )


def _german() -> tuple[Rule, ...]:
    ending = r"weg|platz|allee|gasse|ring|damm|ufer|chaussee|steig|markt|hof|berg|graben|stieg"
    return (
        any_case(
            rf"(?<!\w)[\w.-]{{0,40}}(?:straße|strasse|str\.?) ?{_HOUSE}(?!\w){_COUNTED}",
            ADDRESS,
            endings="straße|strasse|str",
        ),
        exact(
            r"(?<!\w)(?:Straße|Platz) de[rs] [\w. ]{2,30}? \d{1,4}[a-z]?(?!\w)",
            ADDRESS,
            words=("straße", "platz"),
        ),
        any_case(
            rf"(?<!\w)[\w-]{{3,40}}(?:{ending}) {_HOUSE}(?!\w){_COUNTED}",
            ADDRESS,
            endings=ending,
        ),
        exact(
            r"(?<!\w)(?:Am|An der|An den|Auf der|Auf dem|Im|In der|Unter den|Zum|Zur)"
            r"(?: [A-ZÄÖÜ][\w-]{1,30}){1,3} \d{1,3} ?[a-z]?(?= ?(?:[,.;)]|$| \d{5}))",
            ADDRESS,
            words=("am", "an", "auf", "im", "in", "unter", "zum", "zur"),
        ),
    )


def _romance() -> tuple[Rule, ...]:
    french = (
        r"rue|avenue|av\.?|boulevard|bd\.?|blvd|chemin|allée|allee|place|impasse|quai|route|cours|"
        r"square|passage|ruelle|sentier|faubourg|résidence|lotissement|hameau|chaussée"
    )
    small = r"(?:(?:de la|de l['\u2019]|du|des|de|d['\u2019]|la|le|les|l['\u2019]|aux?|à) ?){0,2}"
    spanish = (
        r"calle|c/|avenida|avda\.?|av\.|plaza|pza\.?|paseo|camino|carretera|ctra\.?|ronda|travesía|"
        r"carrer|colonia|callejón|rua|travessa|praça|praca|estrada|alameda|rodovia|largo"
    )
    italian = r"viale|v\.le|piazza|p\.za|piazzale|corso|c\.so|vicolo|strada|contrada|lungomare"
    no_carrier = r"(?!(?:ups|usps|fedex|dhl|dpd|gls|e-?mail|mail|amazon|whatsapp|telefono|sms)\b)"
    return (
        any_case(
            rf"(?<!\w)\d{{1,4}} ?(?:bis|ter|quater)?,? (?:{french}) {small}{_WORD}"
            rf"(?-i:(?: (?:de |du |des |et )?[A-ZÀ-Ý][\w'\u2019-]{{1,30}}){{0,3}})",
            ADDRESS,
            words=telling_words(french),
        ),
        any_case(
            rf"(?<!\w)(?:rue|avenue|boulevard|chaussée|impasse|quai) {small}{_WORD}"
            rf"(?: {_WORD}){{0,3}}{_BEHIND}",
            ADDRESS,
            words=("rue", "avenue", "boulevard", "chaussée", "impasse", "quai"),
        ),
        any_case(
            rf"(?<!\w)(?:{spanish}) ?{_WORD}(?: {_WORD}){{0,4}}{_BEHIND}",
            ADDRESS,
            words=telling_words(spanish),
        ),
        any_case(
            rf"(?<!\w)(?:{italian}) {_WORD}(?: {_WORD}){{0,4}}{_BEHIND}",
            ADDRESS,
            words=telling_words(italian),
        ),
        any_case(
            rf"(?<!\w)via {no_carrier}{_WORD}(?: {_WORD}){{0,4}}{_BEHIND}", ADDRESS, words=("via",)
        ),
    )


def _other() -> tuple[Rule, ...]:
    dutch = r"straat|laan|weg|plein|gracht|kade|singel|dreef|dijk|steeg|hof"
    swedish = r"gatan|vägen|gränd|torget|gata|väg|stigen"
    polish = r"ul\.|ulica|al\.|aleja|os\.|osiedle|pl\.|plac"
    return (
        any_case(
            rf"(?<!\w)[\w-]{{3,40}}(?:{dutch}|{swedish}) {_HOUSE}(?!\w){_COUNTED}",
            ADDRESS,
            endings=f"{dutch}|{swedish}",
        ),
        any_case(
            rf"(?<!\w)(?:{polish}) ?{_WORD}(?: {_WORD}){{0,2}} {_HOUSE}(?!\w){_COUNTED}",
            ADDRESS,
            words=telling_words(polish),
        ),
    )


def _postcodes() -> tuple[Rule, ...]:
    city = (
        r"[A-ZÄÖÜÀ-Þ][\w'\u2019.-]{1,30}"
        r"(?:[ -](?:am|an der|sur|la|de|del|di|[A-Z][\w'\u2019-]{1,30})){0,2}"
    )
    metric = r"(?!MB|GB|TB|ML|KG|MM|CM|KM|PS|MG|IT|DE|IN|UM|ER|ES|HZ|KW|PX|PC|ST|XL|MW|AM|PM)"
    return (
        # UK; what measures (`S8 5in`, `M8 3cm`) holds letters that no British postcode ends in.
        any_case(
            r"\b[a-z]{1,2}\d[a-z\d]? ?\d(?!ft|gb|tb|xl|nd|rd|th|st|lb|ps|hr|yr|ah|hz|px)"
            r"[abd-hjlnp-uw-z]{2}\b",
            ADDRESS,
            digits=2,
        ),
        any_case(r"\b[abceghj-nprstvxy]\d[a-z] ?\d[a-z]\d\b", ADDRESS, digits=3),  # Canada
        exact(rf"\b[1-9]\d{{3}} ?{metric}[A-Z]{{2}}\b(?: {city})?", ADDRESS, digits=4),  # NL
        exact(
            r"(?:\b[A-Z][\w.'-]{1,30},? ){0,2}\b[A-Z]{2},? \d{5}(?:-\d{4})?\b", ADDRESS, digits=5
        ),  # US
        any_case(r"\bzip(?: ?code)?:? ?\d{5}\b", ADDRESS, digits=5),
        exact(rf"(?<![\w.,])(?:[A-Z]{{1,2}}-)?\d{{5}},? {_UNITS}{city}", ADDRESS, digits=5),
        exact(rf"(?<![\w.,])(?:[A-Z]{{1,2}}-)(?:\d{{4,5}}) {city}", ADDRESS, digits=4),
        exact(rf"(?<![\w.,])(?!19|20)\d{{4}} {_UNITS}{city}(?= ?(?:[,.;)]|$))", ADDRESS, digits=4),
        any_case(rf"(?<![\w.,])\d{{4,5}},? (?:{_CITIES})\b", ADDRESS, digits=4),
        exact(r"(?<![\w.,])0\d{4}\b", ADDRESS, digits=5),
        exact(rf"(?<!\w)\d{{2}}-\d{{3}}(?: {city})?(?!\w)", ADDRESS, digits=5),  # Poland
        exact(rf"(?<!\w)\d{{3}} \d{{2}} {_UNITS}{city}", ADDRESS, digits=5),  # Sweden
        any_case(
            r"\b(?:cap|cp|c\.p\.|plz|code postal|código postal|postleitzahl|postcode):? ?\d{4,5}\b",
            ADDRESS,
            digits=4,
        ),
    )
