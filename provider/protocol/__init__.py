"""Pulumi's provider protocol over gRPC, for any provider that is written in Python.

`resource` is what a resource type implements, `provider` what a provider declares, `server` what runs it.
The rest turns wire messages into those types.
"""
