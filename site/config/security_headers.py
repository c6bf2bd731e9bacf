"""The Content-Security-Policy: strict for the public, as wide as Wagtail needs for the admin."""

BASE = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",
}
ADMIN = BASE | {
    "script-src": "'self' 'unsafe-inline'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
}
# The API's page draws itself with inline styles.
API_DOCS = BASE | {"style-src": "'self' 'unsafe-inline'"}

PERMISSIONS = "camera=(), microphone=(), geolocation=()"


def _line(policy):
    return "; ".join(f"{name} {value}" for name, value in policy.items())


POLICIES = (("/admin/", _line(ADMIN)), ("/api/v1/docs", _line(API_DOCS)), ("/", _line(BASE)))


class SecurityHeadersMiddleware:
    """Adds the policy of the path to every answer that has none of its own."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        policy = next(line for start, line in POLICIES if request.path_info.startswith(start))
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response
