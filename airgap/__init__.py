"""What a machine needs that reaches package registries but not Pulumi's own downloads.

Nothing in here runs where the official Pulumi CLI is installed.
"""
