"""What was done to a database, kept in that database: the schema `schemata`."""
