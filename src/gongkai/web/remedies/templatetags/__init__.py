"""What pages need of reviews and suits."""
