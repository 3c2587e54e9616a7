"""Complaints that inspectors passed on (信访件), as bulletins count them."""
