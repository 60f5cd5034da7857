"""kefu: a Chinese customer-support bot for digital wallets, built on Rasa Open Source."""

__version__ = "0.1.0"
