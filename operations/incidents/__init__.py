"""Incidents (故障): opened and closed by checks and monitoring, explained by people."""
