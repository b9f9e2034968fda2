"""The application: an asynchronous shell around the pure core."""
