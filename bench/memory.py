"""Memory of a reader's worker: at its start, after answers of every sort, and after searches."""

from urllib.parse import quote

from _places import OURS
from _records import codes, prepare, some
from _rows import arguments
from _serving import get, memories, memory_of_all, serving

PORT = 8761
TURNS = 8
"""The kernel hands a connection to any worker: each address is asked for so often."""
OFFICES = "SELECT DISTINCT department_slug FROM publication_publicstate ORDER BY 1 LIMIT %s"
PAGES = (
    "/", "/departments/", "/filings/", "/bundles/", "/feedback/", "/feed.atom", "/accessibility/",
    "/privacy/", "/status/", "/robots.txt", "/sitemap.xml", "/sitemap-lists.xml", "/sitemap-1.xml",
    "/calendar.json", "/.well-known/security.txt", "/healthz",
    "/api/v1/guides?limit=20", "/api/v1/changes?limit=20", "/api/v1/docs", "/api/v1/openapi.json",
    "/api/v1/schemas/guide-1.json",
)  # fmt: skip
OF_A_GUIDE = (
    "/guides/{}/", "/en/guides/{}/", "/guides/{}/v/1/", "/guides/{}/qr.svg", "/api/v1/guides/{}",
    "/feedback/{}/",
)  # fmt: skip
OF_AN_OFFICE = ("/departments/{}/", "/departments/{}/feed.atom")
QUERIES = ("许可", "开饭店", "社保卡", "shebaoka", "ssbx", "公积金提取", "body", "12345")


def main():
    """Print the proportional and the private memory of each worker, stage by stage."""
    options = arguments(__doc__, paths=20, offices=5, workers=2, threads=2)
    prepare(options.records, with_stock=False)
    found = codes(options.paths)
    offices = [slug for (slug,) in some(OURS, OFFICES, options.offices)]
    pages = [*PAGES, *_all(OF_A_GUIDE, found), *_all(OF_AN_OFFICE, offices)]
    words = [quote(query) for query in QUERIES]
    searches = _all(("/search/?q={}", "/api/v1/search?q={}", "/api/v1/suggest?q={}"), words)
    print(f"{'stage':<12}{'answers':>8}{'all, MB':>9}   each worker: proportional (private)")
    with serving(OURS, PORT, workers=options.workers, threads=options.threads) as server:
        for stage, addresses in {"start": [], "pages": pages, "searches": searches}.items():
            for _turn in range(TURNS):
                for address in addresses:
                    get(PORT, address)
            each = " ".join(f"{part:7.0f} ({own:.0f})" for part, own in memories(server))
            together = memory_of_all(server)
            print(f"{stage:<12}{len(addresses):>8}{together:>9.0f}   {each}", flush=True)


def _all(forms, values):
    return [form.format(value) for value in values for form in forms]


if __name__ == "__main__":
    main()
