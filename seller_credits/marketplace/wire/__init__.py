"""Amazon's JSON turned into the house's nouns; nothing of its shape goes further."""
