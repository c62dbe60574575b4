"""English, and what buyers of Canada and the United States write besides."""

from seller_credits.simulator.shop.words.saying import Language, Saying

# Feedback is served in a Western code page, so it holds no emoji; comments on returns do. The
# telephone numbers, addresses and links are made up.
ENGLISH = Language(
    feedback={
        1: (
            Saying('=HYPERLINK("http://refund-help.example/claim","Click for your refund")'),
            Saying(
                "Item came broken!! call me at (503) 555-0142 or write to angry.buyer@example.com",
                "damaged",
            ),
            Saying("<script>alert('late')</script> arrived two weeks late", "late_delivery"),
            Saying("Très déçu: le colis n'est jamais arrivé. Crème à éviter.", "lost"),
            Saying("+1 503 555 0117 is my number, I want a REFUND"),
            Saying('"Like new"? It is used. Don\'t buy.', "not_as_described"),
            Saying("Never again. Box was crushed and the seller did not answer."),
            Saying("The parcel never arrived.", "lost"),
            Saying("I wrote three times and never got a reply from the seller.", "slow_response"),
        ),
        2: (
            Saying(
                "Wrong colour sent; emailed jo.buyer+az@example.org twice, no answer", "wrong_item"
            ),
            Saying("-2 stars if I could; what a joke"),
            Saying("Late, and one piece was missing."),
            Saying("Two screws and the lid were missing from the box.", "missing_parts"),
            Saying("Took three weeks to get here, far too late.", "late_delivery"),
        ),
        3: (
            Saying("It's fine \u2013 nothing special."),
            Saying("Average. @seller please use a bigger box"),
            Saying("Nothing was damaged and it was not late, just not for me."),
            Saying("OK product, slow shipping.", "late_delivery"),
            Saying("Works, but the handle is loose", "quality"),
        ),
    },
    about_returns={
        "defective": ("Does not switch on", "Stopped working after two days", "Dead on arrival"),
        "damaged": ("Arrived cracked 😞 please see my photos", "Glass was broken in the box"),
        "wrong_item": ("Wrong|sent blue, ordered grey|No", "Received a different item"),
        "missing_parts": ("Parts|the lid is missing|No", "Only two of the three pieces came"),
        "not_as_described": ("It&#39;s not the size shown in the listing",),
        "quality": ("Quality|stitching came loose after one wash|No", "Feels cheap and flimsy"),
        "late_delivery": ("Came a week after the party, too late",),
        "buyer_remorse": ("Changed my mind", "No longer needed, thanks"),
    },
    anyhow=(
        Saying("call +1-503-555-0163, ask for Sam, or sam.b@example.net"),
        Saying("<img src=x onerror=alert(1)>"),
        Saying(""),
        Saying('=cmd|"/c calc"!A1'),
        Saying("Other|It is not broken &amp; nothing is missing|No"),
        Saying("My address is 12 Mill Creek Dr, Madison WI 53703"),
        Saying("@SUM(1+1)*cmd"),
        Saying(""),
    ),
)
