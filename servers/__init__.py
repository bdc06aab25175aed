"""Servers that a stack can have: at present an embedded Postgres. Imports nothing of Pulumi."""
