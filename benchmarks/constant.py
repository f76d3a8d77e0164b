"""The named reference: a bare Django that answers each address with bytes it holds in memory, and does nothing else."""

import os
import pickle
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import re_path

settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    MIDDLEWARE=[],
    ROOT_URLCONF=__name__,
    SECRET_KEY="unused",
    LOGGING_CONFIG=None,
)
PAGES: dict[str, bytes] = pickle.loads(Path(os.environ["BENCH_PAGES"]).read_bytes())


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(PAGES[request.get_full_path()])


urlpatterns = [re_path("", page)]
application = get_wsgi_application()
