"""From published rectification documents (督察整改文件) to the tables of the dashboard."""
