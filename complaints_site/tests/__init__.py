"""Tests of the house: settings, embedded database, middleware, commands, translations."""
