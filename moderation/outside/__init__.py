"""Opinions from outside (征求意见): a signed link that ends, a page, an answer that stays."""
