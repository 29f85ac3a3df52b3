"""Pure rules: no files, no clock, no database; everything comes in as an argument."""
