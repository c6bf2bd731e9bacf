"""Small records for import tests: a guide of department scjg with as little as an import needs."""


def small_guide(number=1, **more):
    """Return the JSON data of a small guide of its own item."""
    item = {
        "name": f"食品经营许可{number}",
        "codes": {"basic": f"{number:012d}"},
        "item_type": "01",
        "authority": {"slug": "scjg"},
        "situation": {"code": "01", "name": "新办"},
    }
    return {"title": f"食品经营许可{number}办事指南", "summary": "开店先办证", "item": item} | more


def envelope(version=1, number=1, **more):
    """Return what an older system had assigned to a version."""
    return {
        "version": version,
        "filing_no": f"旧备〔2024〕{number}号",
        "filed_on": "2024-01-01",
        "published_on": "2024-01-02",
        "effective_on": "2024-02-01",
    } | more


def filed_record(number=1, version=1, *, filing=None, title=None, **more):
    """Return a record for `--state filed`."""
    document = small_guide(number) | ({"title": title} if title else {})
    return {"document": document, "envelope": envelope(version, filing or number, **more)}
