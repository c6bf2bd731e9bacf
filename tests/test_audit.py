"""`make audit` says that all is well only when the advisory service said so."""

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings

SCRIPT = Path(settings.BASE_DIR) / "deploy" / "audit.sh"
NOWHERE = "http://127.0.0.1:9"


def test_an_audit_without_its_service_fails():
    answer = subprocess.run(
        [SCRIPT], capture_output=True, text=True, timeout=120, check=False,
        env=os.environ | {"PY": sys.executable, "HTTPS_PROXY": NOWHERE, "https_proxy": NOWHERE},
    )  # fmt: skip

    assert answer.returncode == 1
    assert "the advisory service did not answer" in answer.stderr
    assert "no known hole" not in answer.stdout


def test_ci_does_not_depend_on_the_advisory_service():
    root = SCRIPT.parents[1]
    steps = [root / ".ci/run", root / "deploy/test.sh", root / "deploy/lint.sh"]

    assert [step for step in steps if "audit" in step.read_text(encoding="utf-8")] == []
