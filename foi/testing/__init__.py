"""What do tests need that the application does not?"""
