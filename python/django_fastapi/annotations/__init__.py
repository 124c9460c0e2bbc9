"""
What the annotations of exposed functions say: types for TypeScript, and Python's values out of what TypeScript sends.
In Python because annotations are evaluated here, and only Python can make a Decimal or a dataclass.
"""
