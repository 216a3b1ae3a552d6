"""The pages of signing in and of the accounts, one module for each noun."""
