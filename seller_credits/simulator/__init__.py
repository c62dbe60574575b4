"""An embedded marketplace over real HTTP: what the demo, the tests and the cassettes talk to.

It shares no code with the rest of the program, so that it cannot share a mistake with it.
"""
