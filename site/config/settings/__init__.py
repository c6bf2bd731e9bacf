"""Settings: `base` for all, then `dev` (alone), `test`, or `production` (city)."""
