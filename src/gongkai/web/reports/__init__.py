"""The annual report made from the ledgers."""
