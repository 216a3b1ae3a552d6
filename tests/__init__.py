"""The tests of Gongkai."""
