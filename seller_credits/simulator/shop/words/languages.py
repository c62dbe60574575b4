"""The languages buyers write in, and what a seller answers and notes."""

from seller_credits.simulator.shop.words.english import ENGLISH
from seller_credits.simulator.shop.words.french import FRENCH
from seller_credits.simulator.shop.words.german import GERMAN
from seller_credits.simulator.shop.words.italian import ITALIAN
from seller_credits.simulator.shop.words.japanese import JAPANESE
from seller_credits.simulator.shop.words.saying import Language
from seller_credits.simulator.shop.words.spanish import SPANISH

LANGUAGES: dict[str, Language] = {
    "en": ENGLISH,
    "de": GERMAN,
    "fr": FRENCH,
    "es": SPANISH,
    "it": ITALIAN,
    "ja": JAPANESE,
}

ANSWERS = ("", "", "", "We are sorry to hear this and have written to you.")

NOTES = {
    "slow_response": "waited three days for our answer",
    "misdelivered": 'neighbour at number 14 has it; "=A1" he says, phone +1 503 555 0171',
    "overcharge": "billed twice for express, wrote from jo.bills@example.com",
    "outage": "bought during the price slip of our own system",
    "defective": "phoned: does not heat up",
    "late_delivery": "phoned: came days after the promise",
}
"""What a seller writes down of a trouble, by its kind; careless, as people are."""
