"""What a document says of itself: its title, place, number, days, inspection, and how many tasks it has."""
