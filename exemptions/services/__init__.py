"""What can be done with decisions. Called by the services of the case, which hold permission, transaction and event."""
