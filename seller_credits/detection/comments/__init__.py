"""Reading buyers' own words: which kind of issue they point to, and the words that say so."""
