from django.urls import path

from . import private, views

urlpatterns = [
    path("newsletter/", views.newsletters, name="newsletters"),
    path("newsletter/asked/", views.asked, name="newsletter-asked"),
    path("newsletter/link/", views.link, name="newsletter-link"),
    path("newsletter/confirm/<str:token>/", private.confirm, name="newsletter-confirm"),
    path("newsletter/unsubscribe/<str:token>/", private.unsubscribe, name="newsletter-unsubscribe"),
    path("newsletter/preferences/<str:token>/", private.preferences, name="newsletter-preferences"),
    path("newsletter/preferences/<str:token>/receipt/", private.receipt, name="newsletter-receipt"),
    path("newsletter/preferences/<str:token>/export/", private.export, name="newsletter-export"),
    path("newsletter/preferences/<str:token>/erase/", private.erase, name="newsletter-erase"),
]
