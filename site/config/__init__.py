"""Settings, addresses and entry points: the only package that knows every room."""

VERSION = "0.1.0"
