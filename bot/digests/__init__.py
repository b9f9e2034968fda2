"""Scheduled digests: when they are due, what they are asked to hold, and that each is delivered once."""
