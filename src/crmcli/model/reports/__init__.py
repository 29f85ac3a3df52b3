"""The SQL of the reports: aggregates over the documented views and facts, one file per report."""
