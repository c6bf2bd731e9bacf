"""Inspections (巡检): small checks with limit and remedy, run by schedule, hand and command."""
