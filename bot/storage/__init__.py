"""Where articles and their evidence are kept."""
