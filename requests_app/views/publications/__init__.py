"""Which pages may anybody read?"""
