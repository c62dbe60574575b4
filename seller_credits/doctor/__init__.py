"""The doctor: looks at everything a run needs, one check after another, and says how to mend it."""
