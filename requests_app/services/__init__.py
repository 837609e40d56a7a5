"""What can be done: one verb of the trade a module. Forms, views, admin, tasks and commands all call these."""
