"""Which paragraphs of a letter may an authority put in its own words, and how is such a text read?"""
