"""Tests of a whole city whose services are killed."""
