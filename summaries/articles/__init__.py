"""From bytes to an article: reading, and what on the page is prose, headline or noise."""
