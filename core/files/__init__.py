"""Files and pictures: the content store, what may be uploaded, and their models."""
