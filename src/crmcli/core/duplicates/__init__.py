"""Whether two customers are one: what is compared, for how many points, in which band, and which groups follow.

Finding the pairs to compare is the model's business, merging them is another rule.
"""
