"""Japanese."""

from seller_credits.simulator.shop.words.saying import Language, Saying

JAPANESE = Language(
    feedback={
        1: (
            Saying("商品が届きません。", "lost"),
            Saying("壊れていました。電話 03-5550-0142 まで。", "damaged"),
            Saying('=cmd|"/c calc"!A1'),
            Saying("違う商品が届きました。kaite@example.jp", "wrong_item"),
        ),
        2: (
            Saying("配送が遅すぎます。", "late_delivery"),
            Saying("うーん。"),
            Saying("部品が足りません。", "missing_parts"),
            Saying("説明と違います。", "not_as_described"),
        ),
        3: (
            Saying("普通です。"),
            Saying("壊れていませんし、遅れてもいません。"),
            Saying("品質が悪い。", "quality"),
        ),
    },
    about_returns={
        "defective": ("電源が入りません", "動きません"),
        "damaged": ("破損|ガラスが割れていました|いいえ",),
        "wrong_item": ("違う商品が届いた",),
        "missing_parts": ("部品|蓋が入っていません|いいえ",),
        "not_as_described": ("説明と色が違う",),
        "quality": ("品質が悪い",),
        "late_delivery": ("届くのが遅すぎた",),
        "buyer_remorse": ("気が変わりました",),
    },
    anyhow=(
        Saying("〒100-0001 東京都千代田区千代田1-1 電話 03-5550-0163"),
        Saying(""),
        Saying("壊れていません"),
        Saying("<img src=x onerror=alert(1)>"),
    ),
)
