"""The command line of the engine: each verb in a file of its own, over the same pipeline as the Pulumi provider."""
