"""The pages of signing in, below /admin/. Only these of allauth's: nobody signs up, and addresses are the house's."""

from allauth.account import views as account
from django.urls import include, path, re_path

from . import views

urlpatterns = [
    # At the addresses of Django's own three, which they stand in for.
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("password_change/", account.password_change, name="account_change_password"),
    path("account/signed-in/", views.signed_in, name="signed_in"),
    path("account/confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("account/closed/", account.account_inactive, name="account_inactive"),
    path("account/password/", account.password_reset, name="account_reset_password"),
    path("account/password/sent/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "account/password/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^account/password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("account/second-factor/", include("allauth.mfa.urls")),
]
