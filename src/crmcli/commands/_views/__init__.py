"""What commands show: pure functions from records to Sheets and Cards; no file, clock or setting is read here."""
