"""What is measured, one idea a module; each function gives what one question adds to a figure."""
