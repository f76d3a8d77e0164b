from django.urls import path

from . import receipt_views, views

urlpatterns = [
    path("consent/", views.choose, name="consent"),
    path("consent/receipt/", receipt_views.receipt, name="consent-receipt"),
    path("privacy/cookies/verify/", receipt_views.verify, name="consent-verify"),
    path("privacy/cookies/texts/<slug:digest>.json", receipt_views.texts, name="consent-texts"),
    path("privacy/cookies/", views.declaration, name="cookies"),
    path(".well-known/consent.json", views.declaration_json, name="cookies-json"),
    path(".well-known/gpc.json", views.gpc, name="gpc"),
]
