"""How to add a channel. It must not know any channel.

1. Record real payloads of it under `tests/gateway/payloads/<channel>/`.
2. Write `channels/<channel>.py` with a `router`: authenticate the caller (a signature, a token)
   before parsing.
3. Open the conversation with `gateway.chat.opening.open`, giving an account only when the channel
   has proven it.
4. Turn every message into an `InboundMessage` and give it to `Inbox.accept`
   (`kefu.services.inbox`); `client_id` is the channel's own message id, so that its repeated
   deliveries count once. Then wake the dispatcher and the hub.
5. Show the log: follow `gateway.chat.log.events_after` from the last `seq` sent, woken by
   `Hub.subscribe`. `Event.public()` is the whole truth of an event; a channel that cannot draw a
   card sends its `text`.
6. Never carry a secure input's value in a message: send a link to the web channel's page for it.
7. Add the router in `app.py` and its routes to the matrix in `tests/gateway/test_matrix.py`.
"""
