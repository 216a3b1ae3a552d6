"""Registers of proactive disclosure."""
