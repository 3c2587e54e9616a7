"""One module a document shape: where items, fields and headings begin and end."""
