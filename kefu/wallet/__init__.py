"""Adapters of `kefu.services.ports.WalletBackend`: a wallet's account system as kefu reaches it."""
