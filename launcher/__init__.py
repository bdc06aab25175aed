"""What ``bin/pulumi`` does before Pulumi's own CLI: engine, environment, the stack's private settings, locks, server.

Only the standard library and PyYAML are imported, so that a command starts as fast as plain ``pulumi``.
"""
