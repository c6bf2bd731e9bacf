"""What production refuses to start with; each finding is a sentence that says what to do."""

from collections.abc import Collection
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from core.access.password_rules import without_repetition

SHORTEST_KEY = 32
FEWEST_CHARACTERS = 10
MADE_BY_DJANGO = "django-insecure-"
HOW_TO_MAKE_A_KEY = "Make one: python -c 'import secrets; print(secrets.token_urlsafe(50))'"


def refuse_unsafe(
    *,
    secret_key: str,
    allowed_hosts: Collection[str],
    public_base_url: str,
    https: bool,
    debug: bool,
    oidc_issuer: str = "",
    oidc_client_id: str = "",
) -> None:
    """Raise ImproperlyConfigured with every reason not to start; return when there is none."""
    found = [
        *_about_key(secret_key),
        *_about_hosts(allowed_hosts),
        *_about_address(public_base_url, https),
        *_about_provider(oidc_issuer, oidc_client_id, https),
    ]
    if debug:
        found.append("DEBUG shows settings and source code to strangers: leave it unset.")
    if found:
        raise ImproperlyConfigured(" ".join(found) + " (docs/settings.md)")


def _about_key(key):
    if not key:
        yield f"SECRET_KEY is not set. {HOW_TO_MAKE_A_KEY}."
    elif len(key) < SHORTEST_KEY:
        few = f"SECRET_KEY has {len(key)} of at least {SHORTEST_KEY} characters."
        yield f"{few} {HOW_TO_MAKE_A_KEY}."
    elif len(set(key)) < FEWEST_CHARACTERS or len(without_repetition(key)) < SHORTEST_KEY // 2:
        yield f"SECRET_KEY repeats itself, so it can be guessed. {HOW_TO_MAKE_A_KEY}."
    elif key.startswith(MADE_BY_DJANGO):
        yield f"SECRET_KEY is the one of a project's first day. {HOW_TO_MAKE_A_KEY}."


def _about_hosts(hosts):
    if not hosts:
        yield "ALLOWED_HOSTS is not set: name the hosts of this site, by commas."
    for host in hosts:
        if "*" in host:
            yield f"ALLOWED_HOSTS holds “{host}”, which lets a stranger name any host: list them."
        elif host.startswith(".") and "." not in host[1:].strip("."):
            yield f"ALLOWED_HOSTS holds “{host}”, a whole top-level domain: list the site's hosts."
        elif "/" in host:
            yield f"ALLOWED_HOSTS holds “{host}”: a host without https:// and path is needed."


def _about_address(url, https):
    address = urlsplit(url)
    if address.scheme not in ("http", "https") or not address.hostname:
        yield f"PUBLIC_BASE_URL is “{url}”: https:// and the host that readers use are needed."
    elif https and address.scheme != "https":
        yield f"PUBLIC_BASE_URL is “{url}”, but readers come by HTTPS: write https://."


def _about_provider(issuer, client_id, https):
    address = urlsplit(issuer)
    if bool(issuer) != bool(client_id):
        yield "OIDC_ISSUER and OIDC_CLIENT_ID are set together, or neither."
    elif issuer and not (address.hostname and address.scheme in ("http", "https")):
        yield f"OIDC_ISSUER is “{issuer}”: https:// and the host of the provider are needed."
    elif issuer and https and address.scheme != "https":
        yield f"OIDC_ISSUER is “{issuer}”: over http:// anybody between could sign in as anybody."
