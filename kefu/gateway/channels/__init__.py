"""One module a channel: it parses what comes in and shows the event log its own way."""
