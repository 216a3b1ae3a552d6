"""Words of the law on the pages."""
