"""Benchmarks that print ratios, with their floors measured in the same run."""
