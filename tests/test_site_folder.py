"""Guards ADR 0001: `site/` is a plain folder on the path, and git and Docker see it."""

import shutil
import subprocess

import pytest

import config


def test_site_folder_is_no_package(project_dir):
    assert not (project_dir / "site" / "__init__.py").exists()
    assert config.__file__ == str(project_dir / "site" / "config" / "__init__.py")


@pytest.mark.parametrize("name", [".gitignore", ".dockerignore"])
def test_ignore_files_do_not_hide_the_site_folder(project_dir, name):
    lines = (project_dir / name).read_text(encoding="utf-8").split()

    assert not {"site", "/site", "site/", "/site/"} & set(lines)


@pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")
def test_git_sees_the_settings(project_dir):
    if not (project_dir / ".git").exists():
        pytest.skip("an unpacked archive has no git")
    settings = "site/config/settings/base.py"

    answer = subprocess.run(["git", "check-ignore", "-q", settings], cwd=project_dir, check=False)

    assert answer.returncode == 1
