"""Ways to bring a text to a customer's phone or mailbox."""
