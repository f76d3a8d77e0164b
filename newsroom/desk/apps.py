"""Makes the desk Django's default admin site, so that whatever registers with `admin.site` is found in it."""

from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    default_site = "newsroom.desk.site.Desk"
