"""What names and titles are made of."""

COUNTRIES = [
    ("DE", "Germany"),
    ("FR", "France"),
    ("GB", "United Kingdom"),
    ("JP", "Japan"),
    ("TR", "Türkiye"),
]
COUNTRIES += [("US", "United States"), ("CI", "Côte d’Ivoire")]

PUBLISHERS = [
    "Suhrkamp",
    "Éditions Gallimard",
    "Penguin",
    "河出書房新社",
    "İletişim",
    "O’Reilly & Sons",
    "100% Pulp",
]

AUTHORS = [
    "Ursula K. Le Guin", "Stanisław Lem", "Jorge Luis Borges", "Gabriel García Márquez", "Tove Jansson", "Karel Čapek",
    "村上 春樹", "Ngũgĩ wa Thiong'o", "Flann O'Brien", "Chimamanda Ngozi Adichie", "Ida Straße", "IDA STRASSE",
    "ida straße", "Defne İstanbullu", "DEFNE ISTANBULLU", "defne istanbullu", "Zoë Ågren", "Zoe Agren",
    'Robert "Bobby" Tables', "Null", "A. A. Aardvark", "A. A. Aardvark",
]  # fmt: skip

TAGS = [
    "Science fiction",
    "Fantasy",
    "Crime",
    "Poetry",
    "Essays",
    "Children's",
    "Été",
    "日本",
    "100%",
    "under_score",
]
TAGS += ["back\\slash", "C++"]

SERIES = ["Earthsea", "Discovery & Loss", "Die Straße", "Tales of the 50%", "Empty"]

# What breaks queries that are put together carelessly: quotes, LIKE's wildcards, case pairs, spaces, emoji.
AWKWARD_TITLES = [
    "The Left Hand of Darkness", "Straße nach Süden", "STRASSE NACH SÜDEN", "straße nach süden", "İstanbul", "istanbul",
    "ISTANBUL", "ıssız", "100% Cotton", "100 Cotton", "snake_case for Beginners", "snakeXcase for Beginners",
    "C:\\Books\\new", "It's a \"Quoted\" Title", "Robert'); DROP TABLE books;--", "Ελλάδα", "ΕΛΛΆΔΑ", "Война и мир",
    "吾輩は猫である", "🐍 and 🦀", "Café", "Cafe\u0301", "  Leading and trailing  ", "a", "A", "Line\nbreak\tand tab",
    "<b>Bold</b> &amp; Bolder", "%(name)s {0} $1 ? :param", "null", "Ties", "Ties", "Ties",
]  # fmt: skip

ADJECTIVES = [
    "Silent",
    "Burning",
    "Invisible",
    "Golden",
    "Forgotten",
    "Weiße",
    "Last",
    "Perpetual",
    "Ünlü",
    "Second",
]
NOUNS = ["River", "City", "Garden", "Machine", "Winter", "Labyrinth", "Library", "Mañana", "Island", "Shadow"]

REVIEWS = [
    "",
    "Could not put it down.",
    "Couldn't finish it.",
    "5 stars, 100% recommended",
    "Großartig!",
    "とても良い",
    "meh",
]

METADATA: list[object] = [
    {},
    {"awards": ["Hugo", "Nebula"], "dimensions": {"width": 125, "height": 190.5}},
    {"awards": [], "translated": True, "original_title": "Straße"},
    {"awards": None, "quote": 'He said "no"', "key with space": {"a.b": [1, [2, {"c": None}]]}},
    {"dimensions": {"width": 0, "height": 1e21}, "translated": False},
    ["a", "list", 1, None],
]
