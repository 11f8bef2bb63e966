"""What an operator sees: logs without secrets, figures, and whether all is well."""
