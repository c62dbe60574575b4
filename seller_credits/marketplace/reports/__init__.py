"""Reports: asked for once, waited for, found again, and told of in plain words."""
