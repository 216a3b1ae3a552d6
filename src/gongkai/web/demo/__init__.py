"""An invented county with three years of ledgers, to look at and to learn with."""
