"""What a stack deploys, one module a layer."""
