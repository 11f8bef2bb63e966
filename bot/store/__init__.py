"""What is kept: every SQL statement, the records that rows become, and the blobs."""
