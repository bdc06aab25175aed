"""A stand-in for the official `postgresql` plugin: the types that this project uses, with the same state."""
