"""One file per subcommand: options, one service call, one view."""
