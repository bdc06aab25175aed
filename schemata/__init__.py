"""The schema engine: definitions and live databases in, planned and applied changes out. It knows nothing of Pulumi."""
