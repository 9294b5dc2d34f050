"""One function for each command of kubecode. Nothing here prints or asks for input."""
