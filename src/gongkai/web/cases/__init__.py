"""Requests for information from receipt to reply."""
