"""A Pulumi language host for Python programs, for an engine that was built without the official one.

It answers the calls that the engine makes for ``preview``, ``up``, ``refresh``, ``destroy`` and ``import``.
It generates no SDKs (``pulumi package add``): those calls stay unimplemented.
"""
