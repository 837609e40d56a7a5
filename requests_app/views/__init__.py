"""What people see: load or 404, one service call, message, redirect. Cut by audience; audiences do not import each other."""
