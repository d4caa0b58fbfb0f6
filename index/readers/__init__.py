"""One kind of file each: bytes in, the text that offsets count in out."""
