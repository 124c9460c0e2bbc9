"""Sample authors and books, the awkward ones that real catalogues have among them."""
