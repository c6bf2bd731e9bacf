"""What signing in asks for beyond a password: a second factor, an end when idle, sessions."""
