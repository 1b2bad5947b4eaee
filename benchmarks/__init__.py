"""Measures of the real product, each started by one command: docs/mesures.md says how to read them."""
