from shop.settings import *

FASTAPI_QUERY_FALLBACK = "error"
