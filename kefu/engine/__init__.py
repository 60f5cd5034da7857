"""The dialogue engine: everything that touches Rasa's inside.

Importing this package imports nothing else, so the action server stays free of Rasa itself.
It must not know the gateway, wallets, or any topic of the conversation.
"""
