"""Measurements: run with ``make bench``; the figures are kept in docs/benchmarks.md."""
