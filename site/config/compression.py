"""Compresses public answers, which nginx then keeps and passes on as they are."""

from home.http_cache import compress


class CompressionMiddleware:
    """Sends pages and JSON that are the same for everybody as gzip to clients that accept it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        compress(request, response)
        return response
