from django.urls import path

from . import views

urlpatterns = [
    path("consent/", views.choose, name="consent"),
    path("privacy/cookies/", views.declaration, name="cookies"),
    path(".well-known/consent.json", views.declaration_json, name="cookies-json"),
    path(".well-known/gpc.json", views.gpc, name="gpc"),
]
