"""From a policy file's text to the rules as nouns, with every problem in its place."""
