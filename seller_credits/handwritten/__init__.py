"""What a seller wrote by hand: YAML as texts that know their line, and every problem at once."""
