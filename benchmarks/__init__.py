"""Speed, each as a command that prints a ratio to a named reference measured in the same run."""
