"""How many examples a property is tried with: few in each run, more when somebody asks for them.

`EXAMPLES=500 .venv/bin/python -m pytest tests/exchange/test_workbooks.py` is such a run.
"""

import os


def examples(usual: int) -> int:
    """Return the examples of a property that is tried with `usual` ones in each run."""
    return int(os.environ.get("EXAMPLES", "") or usual)
