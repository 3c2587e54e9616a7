"""Figures of air, water and works (空气与水): what each measures, where, when, and whether it is asked for or found."""
