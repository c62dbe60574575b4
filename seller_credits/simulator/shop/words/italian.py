"""Italian."""

from seller_credits.simulator.shop.words.saying import Language, Saying

ITALIAN = Language(
    feedback={
        1: (
            Saying("Il pacco non è mai arrivato.", "lost"),
            Saying("Arrivato rotto, chiamatemi: +39 06 5550142", "damaged"),
            Saying('=cmd|"/c calc"!A1'),
            Saying("Articolo sbagliato, scrivete a cliente@example.it", "wrong_item"),
        ),
        2: (
            Saying("Consegnato con due settimane di ritardo.", "late_delivery"),
            Saying("Così così."),
            Saying("Mancano due pezzi.", "missing_parts"),
            Saying("Non corrisponde alla descrizione.", "not_as_described"),
        ),
        3: (
            Saying("Nella media."),
            Saying("Non è rotto e non è arrivato tardi, ma niente di che."),
            Saying("Pessima qualità.", "quality"),
        ),
    },
    about_returns={
        "defective": ("Non funziona", "Non si accende"),
        "damaged": ("Danno|il vetro è rotto|No",),
        "wrong_item": ("Articolo sbagliato",),
        "missing_parts": ("Parti|manca il coperchio|No",),
        "not_as_described": ("Diverso dalla descrizione",),
        "quality": ("Scarsa qualità, la cucitura ha ceduto",),
        "late_delivery": ("Arrivato troppo tardi",),
        "buyer_remorse": ("Ho cambiato idea",),
    },
    anyhow=(
        Saying("Via Roma 12, 00184 Roma, cell. +39 06 5550163"),
        Saying(""),
        Saying("Non è rotto"),
        Saying("<img src=x onerror=alert(1)>"),
    ),
)
