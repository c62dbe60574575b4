"""`python -m seller_credits`: the same as the command `seller-credits`."""

from seller_credits.cli.entry import run

if __name__ == "__main__":
    run()
