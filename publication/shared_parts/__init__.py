"""Changes of shared parts (共用): impact, one review, and the batch that files every use anew."""
