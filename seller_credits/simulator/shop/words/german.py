"""German."""

from seller_credits.simulator.shop.words.saying import Language, Saying

GERMAN = Language(
    feedback={
        1: (
            Saying("Ware kam beschädigt an, rufen Sie mich an: 030 5550142", "damaged"),
            Saying('=cmd|"/c calc"!A1'),
            Saying("Das Paket ist nie angekommen.", "lost"),
            Saying("Falschen Artikel erhalten, Antwort bitte an kaeufer@example.de", "wrong_item"),
            Saying("<script>alert(1)</script>"),
            Saying("Verkäufer antwortet nicht auf meine Nachrichten.", "slow_response"),
        ),
        2: (
            Saying("Lieferung kam zwei Wochen zu spät.", "late_delivery"),
            Saying("Naja."),
            Saying("Es fehlten zwei Schrauben.", "missing_parts"),
            Saying("Entspricht nicht der Beschreibung.", "not_as_described"),
        ),
        3: (
            Saying("Ganz in Ordnung, nichts Besonderes."),
            Saying("Nicht beschädigt, nicht zu spät, trotzdem nur drei Sterne."),
            Saying("Schlechte Qualität, aber günstig.", "quality"),
        ),
    },
    about_returns={
        "defective": ("Gerät lässt sich nicht einschalten", "Funktioniert nicht mehr"),
        "damaged": ("Schaden|Karton zerdrückt, Glas zerbrochen|Nein",),
        "wrong_item": ("Falscher Artikel geliefert",),
        "missing_parts": ("Teile|Der Deckel fehlt|Nein",),
        "not_as_described": ("Farbe ist anders als beschrieben",),
        "quality": ("Nach einer W&auml;sche l&ouml;st sich die Naht",),
        "late_delivery": ("Kam erst nach dem Geburtstag, viel zu spät",),
        "buyer_remorse": ("Gefällt mir doch nicht",),
    },
    anyhow=(
        Saying("Musterstraße 12, 10115 Berlin, Tel. 030 5550163"),
        Saying(""),
        Saying("=1+1|' /C calc'!A0"),
        Saying("Nichts kaputt, nichts fehlt"),
        Saying("<img src=x onerror=alert(1)>"),
    ),
)
