"""What people see: load or 404, one service call, message, redirect. Audiences do not import each other."""
