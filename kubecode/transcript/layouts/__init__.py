"""Ways in which transcripts mark who speaks, one module for each family.

Each reads the lines and returns the parts that it recognises, or None if the lines are not written its way.
"""
