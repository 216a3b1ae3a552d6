"""Letters of a request: their kinds, the templates they are made from, their numbers, their sending."""
