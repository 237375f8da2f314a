"""The bench: a seeded world, the thin floor, the cases of performance.md. Nothing of it runs in the product."""
