"""A real identity provider (npm's oidc-provider) on loopback, and a person at its pages."""

import re
import socket
import subprocess
from contextlib import contextmanager
from html import unescape

import requests
from django.test import Client

from core.sign_in import provider
from tests.service_reach import NODE, PROVIDER

SECRET = "tests-only"
BEGIN, RETURN = "/admin/oidc/", "/admin/oidc/return/"


@contextmanager
def running(*addresses):
    """Start a provider that sends people back to these addresses, and yield its issuer."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [NODE, "provider.mjs", str(port), ",".join(addresses)],
        cwd=PROVIDER,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        said = [line for line in iter(process.stdout.readline, "READY\n") if line]
        if process.poll() is not None:
            raise RuntimeError(f"the identity provider did not start: {said}")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


class Browser:
    """Somebody's browser at the provider: signs in as whom it is told, and agrees to be known."""

    def __init__(self):
        self.cookies = requests.Session()

    def sign_in(self, address, account):
        """Go through the provider's pages; return the address to which it sends the browser."""
        answer = self._follow(self.cookies.get(address, allow_redirects=False))
        while not isinstance(answer, str):
            form = unescape(re.search(r'action="([^"]+)"', answer.text)[1])
            prompt = re.search(r'name="prompt" value="(\w+)"', answer.text)[1]
            fields = {"prompt": prompt, "login": account, "password": "any"}
            answer = self._follow(self.cookies.post(form, fields, allow_redirects=False))
        return answer

    def abort(self, address):
        """Go away from the provider's first page; return where it sends the browser."""
        page = self._follow(self.cookies.get(address, allow_redirects=False))
        link = unescape(re.search(r'href="([^"]+/abort)"', page.text)[1])
        return self._follow(self.cookies.get(link, allow_redirects=False))

    def _follow(self, answer):
        while answer.is_redirect:
            place = requests.compat.urljoin(answer.url, answer.headers["Location"])
            if RETURN in place:
                return place
            answer = self.cookies.get(place, allow_redirects=False)
        answer.raise_for_status()
        return answer


def here(**headers):
    """Return a browser at this site."""
    return Client(headers={"accept-language": "zh-hans", **headers})


def come_back(client, account, browser=None):
    """Begin here, sign in there as an account, and return the answer to what comes back."""
    address = client.get(BEGIN).url
    return client.get((browser or Browser()).sign_in(address, account))


def name_in(settings, issuer):
    """Let the site know the provider, as a city's settings do."""
    settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID = issuer, "guides"
    settings.OIDC_CLIENT_SECRET, settings.OIDC_NAME = SECRET, "云溪市统一身份认证"
    provider.pause.answered()
