"""`kefu trace`: what became of a message, from every log and table. It reads and never writes."""
