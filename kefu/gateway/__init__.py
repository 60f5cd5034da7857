"""The only process that faces the internet: channels, live connections, turns,
the desk's API, pages.

It knows HTTP and the services, and nothing of Rasa, actions or any topic of a conversation.
"""
