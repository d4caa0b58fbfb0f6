"""What official text and a question say, before anything is answered."""
