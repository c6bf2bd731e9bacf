"""Addresses that programs look for at the root, whatever the language of the pages."""

from django.urls import path

from home.views import sitemap
from home.views.calendar import calendar
from home.views.favicon import favicon
from home.views.security_txt import security_txt

urlpatterns = [
    path("robots.txt", sitemap.robots, name="robots"),
    path("sitemap.xml", sitemap.index, name="sitemap"),
    path("sitemap-lists.xml", sitemap.lists, name="sitemap_lists"),
    path("sitemap-<int:number>.xml", sitemap.guides, name="sitemap_guides"),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    path("calendar.json", calendar, name="calendar"),
    path("favicon.ico", favicon, name="favicon"),
]
