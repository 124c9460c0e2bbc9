"""Sample data for the shop: the same rows on every machine and database, whatever the time.

A row depends on its number alone, so that a small shop is the beginning of a large one.
"""
