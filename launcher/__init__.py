"""What ``bin/pulumi`` does before Pulumi's own CLI: the engine, its environment, the stack's private settings, locks, servers.

Only the standard library and PyYAML are imported, so that a command starts as fast as plain ``pulumi``.
"""
