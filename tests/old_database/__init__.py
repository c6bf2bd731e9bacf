"""A database made before the rooms were moved: laid, migrated, opened."""
