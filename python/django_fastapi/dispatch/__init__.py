"""
One application out of two: FastAPI operations first, then Django. In Python because both of them are, and because
Django's own servers (runserver, gunicorn, uvicorn) take such an application.
"""
