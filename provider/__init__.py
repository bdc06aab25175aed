"""The Pulumi resource provider `schemata`: property bags on one side, the schema engine on the other."""
