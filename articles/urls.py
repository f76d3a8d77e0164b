from django.urls import path, register_converter

from . import converters, feeds, sitemaps, views

register_converter(converters.Year, "year")
register_converter(converters.Month, "month")
register_converter(converters.Slug, "word")

urlpatterns = [
    path("", views.front, name="front"),
    path("<year:year>/<month:month>/<word:slug>/", views.article, name="article"),
    path("section/<word:slug>/", views.section, name="section"),
    path("topic/<word:slug>/", views.topic, name="topic"),
    path("author/<word:slug>/", views.author, name="author"),
    path("archive/<year:year>/<month:month>/", views.archive, name="archive"),
    path("archive/", views.newest_month, name="newest-month"),
    path("corrections/", views.corrections, name="corrections"),
    path("preview/<str:token>/", views.preview, name="preview"),
    path("feed/", feeds.latest, name="feed"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<year:year>-<month:month>.xml", sitemaps.month, name="sitemap-month"),
    path("sitemap-topics.xml", sitemaps.topic_pages, name="sitemap-topics"),
    path("sitemap-pages.xml", sitemaps.pages, name="sitemap-pages"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("<slug:slug>/", views.page, name="page"),
]
