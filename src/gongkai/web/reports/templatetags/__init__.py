"""Tags of ``reports``."""
