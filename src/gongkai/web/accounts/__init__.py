"""People, roles and who may do what."""
