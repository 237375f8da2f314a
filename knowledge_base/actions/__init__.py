"""What people do with articles and case reviews: one module a concept, one function a verb."""
