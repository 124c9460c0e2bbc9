"""
``python -m django_fastapi server``: the project's Python side over HTTP, for Node's gateway. In Python because it
runs the project's FastAPI operations, Django's views and the admin.
"""
