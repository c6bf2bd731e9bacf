"""What comes with a request, read in one way everywhere, and what is answered when it fails."""
