"""Documents that are known before they are asked: trusted ones, and those that clients register by their hash."""
