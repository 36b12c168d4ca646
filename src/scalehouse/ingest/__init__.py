"""Bring a publisher's file, of any vintage, into the project's seeds."""
