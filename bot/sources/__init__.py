"""Retrieving: feeds, pages and folders, politely and safely, and what to do when they fail."""
