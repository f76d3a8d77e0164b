"""The door for a server: `gunicorn newsroom.wsgi` (gunicorn.conf.py beside manage.py is read by itself)."""

import os
import sys

import django
from django.core.exceptions import ImproperlyConfigured

GUNICORN_BOOT_ERROR = 3  # at any other exit code of its workers gunicorn would start them again for ever

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
os.environ.setdefault("DATABASE_STATEMENT_SECONDS", "8")

try:
    django.setup(set_prefix=False)
except ImproperlyConfigured as wrong:
    sys.stderr.write(f"{wrong}\n")
    sys.exit(GUNICORN_BOOT_ERROR)

from newsroom.security import Handler  # noqa: E402 -- Django's handlers want the settings first

application = Handler()
