"""What leaves is put aside, not dropped: tables in an archive schema, schemas under another name. All come back."""
