"""Addresses of the public site; the English pages are the same below /en/."""

from django.urls import path

from exchange.papers.bundle_store import BundleForm
from exchange.papers.making import Form
from home.views.about import accessibility, privacy
from home.views.bundle import bundle, bundles
from home.views.bundle_paper import bundle_paper
from home.views.case import case
from home.views.click import click
from home.views.department import department
from home.views.departments import departments
from home.views.feed import department_feed, feed
from home.views.feedback import all_feedback, feedback, feedback_figures
from home.views.file import file
from home.views.filing import filing, filings
from home.views.front import front
from home.views.guide import guide
from home.views.guide_version import guide_version
from home.views.manual import manual
from home.views.paper import paper
from home.views.qr_code import qr_code
from home.views.search import search
from home.views.status import status
from home.views.theme import theme

app_name = "home"

urlpatterns = [
    path("", front, name="front"),
    path("guides/<guide_code:code>/", guide, name="guide"),
    path(
        "guides/<guide_code:code>/v/<version_number:number>/", guide_version, name="guide_version"
    ),
    path("guides/<guide_code:code>/case/", case, name="case"),
    path("guides/<guide_code:code>/notice.pdf", paper, {"form": Form.NOTICE}, name="notice"),
    path("guides/<guide_code:code>/guide.pdf", paper, {"form": Form.PDF}, name="guide_pdf"),
    path("guides/<guide_code:code>/guide.docx", paper, {"form": Form.DOCX}, name="guide_docx"),
    path("guides/<guide_code:code>/qr.svg", qr_code, name="guide_qr"),
    path("manuals/<guide_code:code>/", manual, name="manual"),
    path("filings/", filings, name="filings"),
    path("filings/<filing_number:number>/", filing, name="filing"),
    path("departments/", departments, name="departments"),
    path("departments/<slug:slug>/", department, name="department"),
    path("departments/<slug:slug>/feed.atom", department_feed, name="department_feed"),
    path("feed.atom", feed, name="feed"),
    path("bundles/", bundles, name="bundles"),
    path("bundles/<slug:slug>/", bundle, name="bundle"),
    path(
        "bundles/<slug:slug>/notice.pdf",
        bundle_paper,
        {"form": BundleForm.NOTICE},
        name="bundle_notice",
    ),
    path(
        "bundles/<slug:slug>/bundle.pdf", bundle_paper, {"form": BundleForm.PDF}, name="bundle_pdf"
    ),
    path(
        "bundles/<slug:slug>/bundle.docx",
        bundle_paper,
        {"form": BundleForm.DOCX},
        name="bundle_docx",
    ),
    path("themes/<slug:slug>/", theme, name="theme"),
    path("feedback/", all_feedback, name="all_feedback"),
    path("feedback/<guide_code:code>/", feedback, name="feedback"),
    path("feedback/<guide_code:code>/figures.json", feedback_figures, name="feedback_figures"),
    path("search/", search, name="search"),
    path("accessibility/", accessibility, name="accessibility"),
    path("privacy/", privacy, name="privacy"),
    path("status/", status, name="status"),
    path("search/clicks/", click, name="search_click"),
    path("files/<content_hash:sha256>/<file_name:name>", file, name="file"),
]
