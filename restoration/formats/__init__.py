"""How photographs are stored: one file per format, and what they share (headers, EXIF, ICC profiles, XMP)."""
