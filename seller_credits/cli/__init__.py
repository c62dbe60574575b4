"""The doors: click commands that parse, call a verb, render, and choose the exit code."""
