"""How far a task is (整改状态), by the words of reports."""
