"""The pages of the ledger of requests."""
