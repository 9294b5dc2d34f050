"""Results as people see them in a terminal; nothing here computes a figure."""
