"""A pytest plug-in that prints how many tests ran on each real service."""

import os

from tests.service_reach import SERVICES


def pytest_terminal_summary(terminalreporter):
    """Print one line `services: postgresql N tests, redis N, …` before pytest's closing line."""
    ran = [
        report
        for outcome in ("passed", "failed")
        for report in terminalreporter.stats.get(outcome, [])
        if report.when == "call"
    ]
    counts = {name: sum(name in report.keywords for report in ran) for name in SERVICES}
    line = ", ".join(f"{name} {count} tests" for name, count in counts.items())
    if os.environ.get("CITY") == "1":
        city = sum("city" in report.keywords for report in ran)
        line += f", on all of them (city) {city} tests"
    terminalreporter.write_line(f"services: {line}")
