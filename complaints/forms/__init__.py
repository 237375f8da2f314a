"""What people type and attach: cleaning and shaping, one module a piece. Never saves, never decides."""
