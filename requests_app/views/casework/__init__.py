"""Which screens do the staff who answer requests have?"""
