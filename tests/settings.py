"""The site's settings, with what makes tests quick and keeps them apart from each other and from `var/`."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

os.environ.setdefault("DEBUG", "1")

from newsroom.settings import *  # noqa: F403 -- all of them, and only after DEBUG is set
from newsroom.settings import DATABASES

# A folder a process, so that two runs on one machine, or two workers of one, share nothing.
SCRATCH = Path(tempfile.mkdtemp(prefix="newsroom-tests-"))
atexit.register(shutil.rmtree, SCRATCH, ignore_errors=True)

MEDIA_ROOT = SCRATCH / "media"
# In a file, as on the site: in memory SQLite knows no WAL, and threads would share one connection.
DATABASES["default"]["TEST"] = {
    "NAME": str(SCRATCH / "test.sqlite3")
    if "sqlite" in DATABASES["default"]["ENGINE"]
    else f"newsroom_{os.getpid()}"
}

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Tasks run when they are enqueued: after the commit, so under the `db` fixture only where on_commit is executed.
TASKS = {
    "default": {
        "BACKEND": "django_tasks.backends.immediate.ImmediateBackend",
        "QUEUES": ["default", "images"],
    }
}
FRAME_SECONDS = 0  # a test sees at once what it has changed
SITE_URL = "http://testserver"
