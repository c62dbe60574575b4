"""What buyers write: in earnest, in anger, with too much of themselves, and with bad intent.

The telephone numbers, addresses and links are made up. Feedback is served in a Western code page,
so it holds no emoji; comments on returns do.
"""

# Each list is dealt out in turn, so a shop of the usual size has the worst of each.
FEEDBACK = {
    1: (
        '=HYPERLINK("http://refund-help.example/claim","Click for your refund")',
        "Item came broken!! call me at (503) 555-0142 or write to angry.buyer@example.com",
        "<script>alert('late')</script> arrived two weeks late",
        "Très déçu: le colis n'est jamais arrivé. Crème à éviter.",
        "+1 503 555 0117 is my number, I want a REFUND",
        '"Like new"? It is used. Don\'t buy.',
        "Never again. Box was crushed and the seller did not answer.",
    ),
    2: (
        "Wrong colour sent; emailed jo.buyer+az@example.org twice, no reply",
        "-2 stars if I could; packaging was a joke",
        "Late, and one piece was missing.",
        "Quality is not what the pictures show… expected better for the price",
    ),
    3: (
        "It's fine \u2013 nothing special.",
        "Average. @seller please use a bigger box",
        "OK product, slow shipping.",
        "Works, but the handle is loose",
    ),
}
ANSWERS = ("", "", "", "We are sorry to hear this and have written to you.")

RETURN_COMMENTS = (
    "call +1-503-555-0163, ask for Sam, or sam.b@example.net",
    "<img src=x onerror=alert(1)>",
    "",
    '=cmd|"/c calc"!A1',
    "Arrived cracked 😞 please see my photos",
    "Quality|stitching came loose after one wash|No",
    "It&#39;s not the &quot;large&quot; size",
    "",
    "Does not switch on",
    "Cambió de idea, no lo necesito 🙂",
    "Wrong|sent blue, ordered grey|No",
)
