"""Custom actions of the dialogue, one module a topic: read slots, call one service,
pass facts to a response.

rasa-sdk imports every module in here; the ones whose name begins with an underscore hold no action.
Words for customers stand in ``data/responses``, rules of business in ``kefu.services``; the gateway
is unknown here.
"""
