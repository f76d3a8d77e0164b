"""People and roles at the desk."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin

# allauth registers them itself. One holds the secrets of second factors; addresses are edited with their person.
admin.site.unregister([EmailAddress, Authenticator])
