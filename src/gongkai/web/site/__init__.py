"""What every app stands in: settings, addresses, the frame of a page, who is let through."""
