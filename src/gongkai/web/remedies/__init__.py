"""Reviews and suits over replies."""
