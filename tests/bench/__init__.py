"""Tests of the benchmarks: that they measure, or say why not."""
