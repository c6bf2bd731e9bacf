"""The Document: the typed, hashed pivot between pages and every rendering.

`GuideDocument` and `ManualDocument` are what lint, diff, hash, preview, public page, API, search
and exports take, and nothing else. Their JSON Schemas are published in `docs/schema/`.
"""

from .canonical import canonical_json, sha256_hex
from .guide import GuideDocument
from .manual import ManualDocument
from .public_cut import public_cut

__all__ = ["GuideDocument", "ManualDocument", "canonical_json", "public_cut", "sha256_hex"]
