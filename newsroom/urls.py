"""Where the apps meet."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path, re_path

from articles import scheduling
from articles.admin import front

from . import health, views

handler400 = "newsroom.errors.bad_request"
handler403 = "newsroom.errors.forbidden"
handler404 = "articles.views.not_found"
handler500 = "newsroom.errors.server_error"

desk, app, namespace = admin.site.urls
urlpatterns = [
    path("admin/", include("newsroom.signin.urls")),  # first: it stands in for three pages of the admin
    path("admin/", ([*front.urlpatterns, *desk], app, namespace)),
    path("healthz", health.healthz, {"checks": {"schedule": scheduling.trouble}}, name="healthz"),
    path("identity/nameplate-<slug:version>.svg", views.nameplate, name="nameplate"),
    path("identity/accent-<slug:version>.css", views.accent, name="accent"),
    path("", include("consent.urls")),
    path("", include("newsletter.urls")),
    path("", include("articles.urls")),
]
if settings.SERVE_MEDIA:  # else the server in front of this one does it
    media = settings.MEDIA_URL.strip("/")
    urlpatterns.insert(0, re_path(rf"^{media}/(?P<path>.*)$", views.media))
