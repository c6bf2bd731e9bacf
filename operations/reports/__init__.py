"""Reports (绩效评价): figures drawn by queries, texts that people write, papers in three forms."""
