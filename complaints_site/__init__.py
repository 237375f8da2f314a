"""The project: settings, the root of the URLs, and the embedded database for development."""
