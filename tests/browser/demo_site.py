"""A part of the demo city for browser tests: everything but most of the guides."""

from demo import city
from demo.districts import Districts
from demo.flow import bring_to_state
from demo.guides import DemoGuide, import_demo_guide
from demo.people import make_people
from exchange.importing.catalogue import import_catalogue
from guides.outlines.loading import load_shipped_outlines


def lay_out():
    """Make departments, themes, outlines, catalogue and people; return {login: user}."""
    districts = Districts.read(city.DATA / "districts.json")
    city._departments([*city._read("departments.json"), *districts.departments])
    city._themes()
    load_shipped_outlines()
    assert import_catalogue(city.DATA / "catalogue.json").refused == []
    return make_people()


def demo_guide(name):
    """Read one demo guide's file."""
    return DemoGuide.read(city.DATA / "guides" / f"{name}.json")


def bring(name, people, codes=None):
    """Load one demo guide and take it as far as its file says; return its page."""
    guide = demo_guide(name)
    page = import_demo_guide(guide, people)
    bring_to_state(page, guide, people, codes or {})
    return page
