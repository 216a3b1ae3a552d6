"""The pages of reviews and suits."""
