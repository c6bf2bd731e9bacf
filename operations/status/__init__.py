"""How the site is: looked at every minute, kept for 90 days, told to everybody at /status/."""
