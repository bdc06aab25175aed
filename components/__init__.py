"""Pulumi component resources, one a file. A constructor only declares children; naming and compiling stand in pure modules."""
