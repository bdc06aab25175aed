"""One package for each database dialect: how it is written, quoted and read."""
