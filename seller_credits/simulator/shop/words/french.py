"""French."""

from seller_credits.simulator.shop.words.saying import Language, Saying

FRENCH = Language(
    feedback={
        1: (
            Saying("Colis jamais reçu.", "lost"),
            Saying("Article cassé à l'arrivée, appelez-moi au 01 99 00 01 42", "damaged"),
            Saying('=cmd|"/c calc"!A1'),
            Saying("Ce n'est pas le bon article. acheteur@example.fr", "wrong_item"),
            Saying("Le vendeur ne répond pas à mes messages.", "slow_response"),
        ),
        2: (
            Saying("Livré avec dix jours de retard.", "late_delivery"),
            Saying("Bof."),
            Saying("Il manque deux pièces.", "missing_parts"),
            Saying("Non conforme à la description.", "not_as_described"),
        ),
        3: (
            Saying("Correct, sans plus."),
            Saying("Rien de cassé, pas de retard, mais moyen."),
            Saying("Mauvaise qualité.", "quality"),
        ),
    },
    about_returns={
        "defective": ("Ne fonctionne pas", "Ne s&#39;allume plus"),
        "damaged": ("Dommage|le verre est cassé|Non",),
        "wrong_item": ("Mauvais article reçu",),
        "missing_parts": ("Pièces|il manque le couvercle|Non",),
        "not_as_described": ("La couleur ne correspond pas à la description",),
        "quality": ("Mauvaise qualité, la couture a lâché",),
        "late_delivery": ("Arrivé trop tard pour la fête",),
        "buyer_remorse": ("J&#39;ai changé d&#39;avis",),
    },
    anyhow=(
        Saying("12 rue des Lilas, 75001 Paris, 01 99 00 01 63"),
        Saying(""),
        Saying("Rien n'est cassé"),
        Saying("<img src=x onerror=alert(1)>"),
        Saying("=1+1"),
    ),
)
