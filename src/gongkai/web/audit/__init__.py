"""The trail of everything that was done."""
