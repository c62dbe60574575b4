"""What in a buyer's words tells who or where somebody is, as patterns, in the stores' languages.

Each module gives its rules in the order in which they apply. No pattern takes a bracket, so that
what was taken out once is never taken again; none repeats without a bound inside another.
"""
