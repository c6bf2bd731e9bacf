"""Storage: what a record costs in each table and its indexes, in kB."""

import json

from _places import OURS, connect
from _records import prepare
from _rows import arguments

TABLES = """
    SELECT relname,
           pg_relation_size(oid) AS rows,
           coalesce(pg_total_relation_size(nullif(reltoastrelid, 0)), 0) AS long_texts,
           pg_indexes_size(oid) AS indexes
    FROM pg_class WHERE relkind IN ('r', 'm') AND relnamespace = 'public'::regnamespace
    ORDER BY pg_total_relation_size(oid) DESC
"""
SMALLEST_KB = 0.01


def main():
    """Print the tables that matter, and the whole."""
    options = arguments(__doc__)
    prepare(options.records, with_stock=False)
    with connect(OURS) as connection:
        guides = connection.execute("SELECT count(*) FROM guides_guidepage").fetchone()[0]
        found = [
            (name, *(size / 1024 / guides for size in sizes))
            for name, *sizes in connection.execute(TABLES).fetchall()
        ]
    rows = [
        {"table": name, "rows_kb": rows, "long_texts_kb": texts, "indexes_kb": indexes}
        for name, rows, texts, indexes in found
    ]
    print(f"{'table':<36}{'rows':>10}{'texts':>10}{'indexes':>10}{'kB a record':>14}")
    for one in rows:
        name, *parts = one.values()
        if sum(parts) >= SMALLEST_KB:
            cells = "".join(f"{part:>10.2f}" for part in parts)
            print(f"{name:<36}{cells}{sum(parts):>14.2f}")
    total = sum(sum(list(one.values())[1:]) for one in rows)
    print(f"{'all, for ' + format(guides, ',') + ' records':<66}{total:>14.2f}")
    if options.json:
        options.json.write_text(json.dumps({"records": guides, "tables": rows}, indent=2) + "\n")


if __name__ == "__main__":
    main()
