"""When a guide is a hit: the one definition that every engine keeps to.

A *wording* is the query as typed, or the query with an everyday word replaced by an official name
(`search.synonyms`). Its tokens are the different bigrams, words and lone characters of
`search.bigrams`, at most `MOST_TOKENS`. A guide is a hit when, for at least one wording, the
union of all its texts holds `needed(n)` of the n tokens, and of a wording with an official name in
it no fewer than `needed_of_name` of that name's. What the guide scores is each engine's
own affair; what is a hit is not, and so neither are the counts.

Elasticsearch counts tokens itself (`minimum_should_match`). Databases ask their inverted index for
candidates first, by `necessary_groups`, and count tokens in those rows only.
"""

MOST_TOKENS = 48


def needed(count: int) -> int:
    """Return how many of `count` tokens a text must hold.

    All of up to three; then three quarters; of long questions two thirds, rounded up.
    """
    if count <= 3:
        return count
    if count <= 8:
        return count * 3 // 4
    return -(-count * 2 // 3)


def needed_of_name(count: int) -> int:
    """Return how many tokens a text must hold where an official name of `count` tokens stands for
    an everyday word: four in five, as 经营许可 alone is no 食品经营许可.
    """
    return -(-count * 4 // 5)


def necessary_groups(tokens: tuple[str, ...], least: int) -> list[tuple[str, ...]]:
    """Return groups of tokens such that a text that holds `least` tokens holds one group whole.

    A text may miss `len(tokens) - least` of them; they cannot spoil one group more than that.
    """
    count = len(tokens) - least + 1
    return [tokens[start::count] for start in range(count)]
