"""Pulumi component resources, one a file. A constructor only declares children; what is pure stands elsewhere."""
