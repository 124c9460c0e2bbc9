"""
Django's servers in front, the TypeScript API behind them: starts Node, learns what it serves, forwards to it. In
Python because runserver, uvicorn, Daphne and gunicorn take a Python application.
"""
