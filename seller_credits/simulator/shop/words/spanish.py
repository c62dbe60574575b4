"""Spanish."""

from seller_credits.simulator.shop.words.saying import Language, Saying

SPANISH = Language(
    feedback={
        1: (
            Saying("El paquete nunca llegó.", "lost"),
            Saying("Llegó roto, mi correo es comprador@example.es", "damaged"),
            Saying('=cmd|"/c calc"!A1'),
            Saying("Me enviaron un artículo equivocado.", "wrong_item"),
        ),
        2: (
            Saying("Llegó con mucho retraso.", "late_delivery"),
            Saying("Regular."),
            Saying("Faltan dos piezas.", "missing_parts"),
            Saying("No coincide con la descripción.", "not_as_described"),
        ),
        3: (
            Saying("Normal, nada especial."),
            Saying("No llegó tarde ni roto, pero nada más."),
            Saying("Mala calidad.", "quality"),
        ),
    },
    about_returns={
        "defective": ("No funciona", "No enciende"),
        "damaged": ("Daño|el cristal está roto|No",),
        "wrong_item": ("Artículo equivocado",),
        "missing_parts": ("Piezas|falta la tapa|No",),
        "not_as_described": ("No es como en la descripción",),
        "quality": ("Mala calidad, la costura se abrió",),
        "late_delivery": ("Llegó demasiado tarde",),
        "buyer_remorse": ("Cambié de idea, no lo necesito 🙂",),
    },
    anyhow=(
        Saying("Calle Mayor 12, 28013 Madrid, tel. +34 910 555 163"),
        Saying(""),
        Saying("No está roto"),
        Saying("<img src=x onerror=alert(1)>"),
    ),
)
