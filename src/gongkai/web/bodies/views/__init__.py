"""The pages of the bodies."""
