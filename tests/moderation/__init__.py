"""Tests of review: people, stages, frozen texts, screens."""
