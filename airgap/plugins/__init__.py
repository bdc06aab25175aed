"""Stand-ins for official Pulumi plugins, where those cannot be downloaded. Nothing here runs where they can."""
