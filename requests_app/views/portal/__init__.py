"""Which pages does the holder of a tracking link see?"""
