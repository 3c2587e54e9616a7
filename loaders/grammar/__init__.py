"""Text to values. Pure functions over (text, start, end); every value keeps its place."""
