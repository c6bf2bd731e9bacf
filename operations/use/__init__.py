"""Use (应用范围): what was counted, written in batches, and read by guide, department, region."""
