"""The words that break a rule, in each language, as regular expressions over folded texts.

Folded is: small letters, no accents (`evaluation` for `évaluation`, `ubersetzt` for `übersetzt`).
The row `any` holds in every language; so do the English ones, which sellers everywhere borrow.
A word that is innocent more often than not (`note` in French) stands with what makes it guilty.
"""

from __future__ import annotations

from collections.abc import Mapping

_NEAR = r"[^.!?\n]{0,60}?"
_FIVE = r"(?:\d|one|two|three|four|five|funf|cinq|cinco|cinque|vijf|piec|fem)"

_REVIEWS = {
    "any": (
        rf"feed ?back\w*|[★☆⭐🌟✩✪]|\b{_FIVE}[ -]?(?:stars?|sterne?n?|etoiles?|estrellas?|"
        r"estrelas?|stelle|sterren|gwiazd\w*|stjarn\w*)\b"
    ),
    "en": (
        r"\breview(?:s|ed|ing|ers?)?\b|\bratings?\b|\brate[sd]? (?:us|me|this|your|the|our)\b|"
        r"\bstar[ -]ratings?\b|\btestimonials?\b|\b(?:leave|write|post|share|submit)\b"
        rf"{_NEAR}\b(?:comments?|opinions?|experiences?)\b"
    ),
    "de": (
        r"bewert\w*|rezension\w*|\brezensier\w*|\bbeurteilung\w*|"
        rf"\b(?:erfahrung|meinung)\w*{_NEAR}\b(?:teilen|schreiben|hinterlassen|abgeben)\b"
    ),
    "fr": (
        r"\bavis\b(?! de (?:passage|livraison|expedition|retour))|\bevalu(?:ation|e)\w*|"
        r"\bcommentaires?\b|\bnot(?:ez|er)[ -](?:nous|le|la|les|ce|cet|cette|notre|votre)\b|"
        r"\b(?:bonne|mauvaise) note\b|\btemoignages?\b"
    ),
    "es": (
        r"\bresenas?\b|\bvaloracion(?:es)?\b|\bvalor(?:ar|e|en|arnos|enos|adnos)\b|"
        r"\bopinion(?:es)?\b|\bcalific(?:acion|aciones|ar|arnos)\b|\bcalifique\w*|"
        r"\bcomentarios?\b|\bpuntuacion(?:es)?\b"
    ),
    "it": (
        r"\brecension[ei]\b|\brecensi(?:re|sca|rci)\b|\bvalutazion[ei]\b|"
        r"\bvalut(?:are|arci|ate|ateci|aci|i)\b|\bopinion[ei]\b|\bcomment[oi]\b|\bgiudizi[oi]?\b"
    ),
    "ja": (
        r"レビュ[ーア]?|評価|フィードバック|[口クグ]チ?コミ|高評|星\d|星[一二三四五]つ|つ星|"
        r"ご?感想|ご意見"
    ),
    "nl": (
        r"\brecensies?\b|\bbeoorde\w+|\bwaardering (?:geven|achter|plaatsen)|"
        rf"\b(?:ervaring|mening){_NEAR}\b(?:delen|achter|plaatsen)\b"
    ),
    "pl": r"\bopini\w*|\bocen(?:a|e|y|ie|ic|iac|o|ia)\w*|\brecenzj\w*|\bkomentarz\w*",
    "sv": r"\brecension\w*|\brecensera\w*|\bomdome\w*|\bbetyg\w*|\bkommentar\w*",
    "pt": (
        r"\bavaliac\w+|\bavali(?:e|em|ar|ar-nos)\b|\bopini(?:ao|oes)\b|\bresenhas?\b|"
        r"\bcomentarios?\b|\bclassificac\w+"
    ),
}

_CLAIMS = {
    "any": (
        r"\ba[ -]?(?:to|2|bis|tot|till|do|ate|alla)[ -]?z\b|\ba-z\b|\ba a z\b|\ba a la z\b|"
        r"\bcharge ?-?backs?\b|\bsafe-t\b"
    ),
    "en": r"\bclaim(?:s|ed|ing|ants?)?\b|\bguarantees?\b|\bdisput(?:es?|ed|ing)\b",
    "de": (
        r"garantie\w*|\breklam\w+|\b(?:ruckbuch|ruckbelast)ung\w*|\bkauferschutz\w*|"
        rf"\banspruch\w*{_NEAR}\b(?:geltend|erheb\w*|anmeld\w*|stell\w*)|\bstreitfall\w*"
    ),
    "fr": (
        r"\breclam(?:ation|ations|er|ez)\b|\bgaranti(?:e|es)\b|\blitiges?\b|"
        r"\bretrofactur\w+|\bcontest(?:ation|ations|er|ez)\b|\bopposition\b"
    ),
    "es": (
        r"\breclam(?:acion|aciones|ar|e|o|os)\b|\bgarantias?\b|\bcontracargos?\b|"
        r"\bdisput(?:a|as|ar)\b|\bretrocesion(?:es)?\b"
    ),
    "it": (
        r"\breclam[oi]\b|\bgaranzi[ae]\b|\bcontestazion[ei]\b|\bstorni?o?\b|\briaddebit[oi]\b|"
        r"\bcontroversi[ae]\b"
    ),
    "ja": r"クレーム|保証|チャージバック|申し?立て?|異議|補償",
    "nl": r"\bgeclaimd\b|\bclaimen\b|\bgaranties?\b|\bterugboeking(?:en)?\b|\bgeschil(?:len)?\b",
    "pl": r"\breklamacj\w*|\breklamow\w*|\broszczeni\w*|\bgwarancj\w*|\bobciazeni\w* zwrotn\w*",
    "sv": r"\breklam(?:ation|era)\w*|\bgaranti\w*|\btvist\w*|\bansprak\w*",
    "pt": (
        r"\breclam(?:acao|acoes|ar|e)\b|\bgarantias?\b|\bcontestac\w+|\bdisputas?\b|\bestornos?\b"
    ),
}

_GIFTS = {
    "any": r"\b\d{1,3} ?% (?:off|rabatt|de (?:reduction|remise|descuento|desconto)|di sconto)\b",
    "en": (
        r"\bcoupons?\b|\bvouchers?\b|\bgift[ -]?(?:cards?|certificates?)\b|\bdiscount(?:s|ed)?\b|"
        r"\bpromo(?:tion(?:al)?)?s?\b|\bcash ?back\b|\bbonus(?:es)?\b|\breward(?:s|ed)?\b|"
        r"\brebates?\b|\bfreebies?\b|\bfree (?:gift|product|sample|item|unit|gadget)s?\b|"
        r"\b(?:small|little|thank[ -]you) gifts?\b|\bstore credit\b"
    ),
    "de": (
        r"gutschein\w*|rabatt\w*|\bgeschenk\w*|\bpramie\w*|\bbonus\w*|\bpreisnachlass\w*|"
        r"\bgratis(?:artikel|produkt|probe)\w*|\bgutschrift\w*"
    ),
    "fr": (
        r"\bbons? (?:d'achat|de reduction|cadeau)\b|"
        r"\b(?:code|carte|cheque)s?[ -](?:promo|cadeau)\w*|"
        r"\breductions?\b|\bremises? (?:de|sur|commerciale)\b|\bcadeaux?\b|\bprimes?\b"
    ),
    "es": (
        r"\bcupon(?:es)?\b|\bvales? (?:de|por|descuento)\b|\btarjetas? (?:de )?regalo\b|"
        r"\bdescuentos?\b|\bregalos?\b|\brecompensas?\b|\bbonificacion(?:es)?\b"
    ),
    "it": (
        r"\bbuon[oi] (?:sconto|regalo|acquisto)\b|\bscont[oi]\b|\bregal[oi]\b|\bomaggi[o]?\b|"
        r"\bpremi[o]?\b|\bcart[ae] regalo\b"
    ),
    "ja": (
        r"クーポン|割引|値引|ギフト(?:券|カード)|商品券|プレゼント|特典|"
        r"キャッシュバック|謝礼|粗品"
    ),
    "nl": r"\bkortings?\w*|\bcadeau\w*|\bwaardebon\w*|\btegoedbon\w*|\bbeloning\w*|\bgeschenk\w*",
    "pl": (
        r"\bkupon\w*|\bbon(?:y|u|em)? (?:upominkow|podarunkow|rabatow)\w*|\brabat\w*|"
        r"\bprezent\w*|\bznizk\w*|\bgratis\w*"
    ),
    "sv": r"\bkupong\w*|\brabatt\w*|\bpresent(?:er|kort|en)?\b|\bbeloning\w*|\bgava\b",
    "pt": (
        r"\bcupo(?:m|ns)\b|\bvales?[ -](?:presente|compra|desconto)\b|\bdescontos?\b|"
        r"\bbrindes?\b|\brecompensas?\b|\bcart(?:ao|oes)[ -]presente\b"
    ),
}

_CANCELLATION = {
    "en": (
        r"\b(?:please|kindly|we ask|(?:can|could|would|will|may|should|must|want|if) you|you "
        r"(?:can|could|may|should|must|need|want|have|would|might|wish|prefer))\b"
        rf"{_NEAR}\bcancel\b|\b(?:request|submit|ask for|file)\b{_NEAR}\bcancel\w*|"
        r"(?:^|[.!?\n] ?)cancel\b"
    ),
    "de": (
        r"\b(?:bitte\w*|konn\w+|moch\w+|muss\w+|soll\w+|woll\w+|wurden|wenn|falls) ?(?:sie\b)?"
        r"[^.,!?\n]{0,60}?\b(?:stornieren|storno)\b|\bstornieren sie\b|"
        rf"\bstornierung\w*{_NEAR}\b(?:beantrag|anforder|anfrag)\w*"
    ),
    "fr": (
        r"\b(?:veuillez|merci d|pouv\w+|pourr\w+|si vous|svp|plait|pri(?:ons|e))\b"
        rf"{_NEAR}\bannule[rz]\b|\bannulez\b|\bdemand\w+\b{_NEAR}\bannulation\b"
    ),
    "es": (
        r"\b(?:por favor|pued\w+|podr\w+|si|pedi\w+|rog\w+|solicit\w+)\b"
        rf"{_NEAR}\b(?:cancel(?:ar|e|acion)|anul(?:ar|e|acion))\b|\b(?:cancele|anule)\b"
    ),
    "it": (
        r"\b(?:per favore|preg\w+|puo|potrebb\w+|se|chied\w+|richied\w+)\b"
        rf"{_NEAR}\b(?:annull|cancell)(?:are|i|amento|azione)\b|\bannulli\b"
    ),
    "ja": (
        r"キャンセル(?:を|の)?(?:して|ご?申請|ご?依頼|リクエスト|お?手続|お願い|"
        r"いただ|頂|ください|下さい)"
    ),
    "nl": (
        r"\b(?:gelieve|alstublieft|verzoek\w*|vragen|(?:kunt?|wilt?|zou|als|mag) u|"
        rf"u (?:kunt?|wilt|mag))\b{_NEAR}\bannuler\w+|\bannuleer\b"
    ),
    "pl": rf"\b(?:pros\w+|moz\w+|mog\w+|jesli)\b{_NEAR}\banulowa(?:c|nie)\b|\banuluj\w*",
    "sv": (
        r"\b(?:vanligen|snalla|(?:kan|vill|om) (?:du|ni)|(?:du|ni) kan|ber (?:dig|er))\b"
        rf"{_NEAR}\b(?:avbestalla|avboka|avbryta|annullera|avbestallning)\b"
    ),
    "pt": (
        r"\b(?:por favor|pod\w+|se|pedi\w+|solicit\w+)\b"
        rf"{_NEAR}\bcancel(?:ar|e|amento)\b|\bcancele\b"
    ),
}

_ELSEWHERE = {
    "any": (
        r"\bwhats ?app\b|\btelegram\b|\bwe ?chat\b|\bviber\b|\bskype\b|\bfacebook\b|\binstagram\b|"
        r"\btik ?tok\b|\bpaypal\b|\bvenmo\b|\bzelle\b|\bweb ?(?:site|seite|shop|sida)s?\b|"
        r"\bqr[ -]?code\b"
    ),
    "en": (
        r"\b(?:call|phone|ring|text) (?:us|me)\b|\be-?mail (?:us|me)\b|\b(?:us|me) (?:by|via|per) "
        r"(?:e-?mail|phone|telephone)\b|\bour (?:own )?(?:online )?(?:shop|store|web ?page)\b|"
        r"\b(?:bank|wire) transfer\b"
    ),
    "de": (
        r"\brufen sie\b|\b(?:per|via) (?:e-?mail|telefon)\b|\btelefonisch\b|"
        r"\bunser\w* (?:onlineshop|internet|home)\w*\b|\b(?:bank)?uberweisung\w*"
    ),
    "fr": (
        r"\bappelez\b|\bpar (?:e-?mail|courriel|mail|telephone)\b|\bvirement\b|"
        r"\b(?:notre|nos) (?:site|boutique)\b"
    ),
    "es": (
        r"\bllamenos\b|\bpor (?:correo electronico|e-?mail|telefono)\b|"
        r"\bnuestr[ao] (?:sitio|pagina|tienda)\b|\btransferencia bancaria\b"
    ),
    "it": (
        r"\b(?:ci )?(?:chiami|telefoni)\b|\bvia e-?mail\b|\b(?:per|via|al) telefono\b|"
        r"\bnostro (?:sito|negozio)\b|\bbonifico\b"
    ),
    "ja": (
        r"\bline ?(?:で|に|の|id|@|公式)|公式line|お?電話(?:番号|ください|下さい|にて|で|を)|"
        r"メール(?:アドレス|にてご|でご)|(?:弊社|当店|公式)の?(?:サイト|ホームページ)|銀行振込"
    ),
    "nl": (
        r"\bbel(?:t u)? (?:ons|naar)\b|\bper (?:e-?mail|telefoon)\b|\boverschrijving\b|"
        r"\bonze (?:site|winkel|webwinkel)\b"
    ),
    "pl": (
        r"\bzadzwo\w+|\bmailowo\b|\btelefoniczni\w+|\b(?:nasz\w*) (?:stron|skle)\w+|\bprzelew\w*"
    ),
    "sv": (
        r"\bring (?:oss|till)\b|\b(?:via|per) (?:e-?post|telefon|mejl)\b|"
        r"\bvar (?:hemsida|butik)\w*|\bbankover\w*"
    ),
    "pt": (
        r"\bligue para\b|\bpor (?:e-?mail|telefone)\b|\bnoss[oa] (?:site|loja|pagina)\b|"
        r"\btransferencia bancaria\b|\bpix\b"
    ),
}


PHRASES: Mapping[str, Mapping[str, str]] = {
    "reviews": _REVIEWS,
    "claims": _CLAIMS,
    "incentive": _GIFTS,
    "cancellation": _CANCELLATION,
    "elsewhere": _ELSEWHERE,
}
"""Patterns by rule and language; what makes money an incentive is in `bargains`."""
