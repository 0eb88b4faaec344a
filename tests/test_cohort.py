"""The 96 real patients as a cohort: page, tables, CSV, PDF and command say the same."""
