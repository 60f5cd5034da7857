"""Another model for a running kefu, without a message lost: which model is in use (`record`), what
it must understand first (`sentences`), the steps (`rollout`), and how the command reaches the
process that takes them (`control`). It must not know the gateway.
"""
