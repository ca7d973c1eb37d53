"""What other programs say of whole data sets, which a reader brings: opt-in, as the data are not ours to copy."""
