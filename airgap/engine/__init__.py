"""The Pulumi engine and CLI, built from Pulumi's own Go modules where they cannot be downloaded ready-made."""
