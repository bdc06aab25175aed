"""Plans carried out: a transaction first, then what cannot be in one; an interrupted one is gone on with."""
