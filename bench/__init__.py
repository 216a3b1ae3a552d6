"""Benchmarks: what reading costs, beside the plain cost of decoding and splitting the same text."""
