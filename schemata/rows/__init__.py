"""Reference rows: written as text, and loaded into a database in batches."""
