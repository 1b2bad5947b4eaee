"""The protocol that measures the adaptive engine on simulated learners: `make bench-engine`, results in docs/engine.md."""
