"""The stylesheets: print on A4, dark, 长者版, forced colours; nothing loaded from elsewhere."""

import re

import pytest


@pytest.fixture
def css(project_dir):
    """All public stylesheets by name."""
    return {
        path.stem: path.read_text("utf-8") for path in (project_dir / "static/css").glob("*.css")
    }


def test_print_is_a4_with_the_margins_of_official_documents(css):
    assert re.search(r"@page \{[^}]*size: A4; margin: 37mm 26mm 35mm 28mm", css["print"])
    assert "table-header-group" in css["print"]


def test_every_mode_has_its_values(css):
    assert "prefers-color-scheme: dark" in css["tokens"]
    assert 'data-mode="elder"' in css["tokens"]
    assert "forced-colors: active" in css["frame"]
    assert "prefers-reduced-motion" in css["frame"]


def test_all_colours_of_components_come_from_the_tokens(css):
    allowed = {"#fff"}

    found = {
        colour
        for name in ("frame", "guide", "lists")
        for colour in re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[;\s,)])", css[name])
    }

    assert found <= allowed


def test_nothing_comes_from_another_server(css, project_dir):
    scripts = [path.read_text("utf-8") for path in (project_dir / "static/js").glob("*.js")]

    assert not [text for text in [*css.values(), *scripts] if re.search(r"(https?:)?//\w+\.", text)]
