"""Results: what a work on a photograph leaves as files, and what of an earlier work can be taken over."""
