"""The pages of the registers of proactive disclosure."""
