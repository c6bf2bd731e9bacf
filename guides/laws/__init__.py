"""The law register (依据库): laws and documents that guides rest on, and citations of them."""
