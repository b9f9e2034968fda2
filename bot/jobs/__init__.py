"""What runs in the background: the same work in this process, or on workers that share a PostgreSQL."""
