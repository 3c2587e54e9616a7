"""What leaves the house: a workbook with charts, letters in the official form, and the buttons that make them."""
