"""Locks: one applier at a time for each schema, and patience with everybody else."""
