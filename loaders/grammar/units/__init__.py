"""Offices in charge (责任单位): their names in lists, and which of them are one."""
