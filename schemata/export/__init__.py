"""Schemas in other forms."""
