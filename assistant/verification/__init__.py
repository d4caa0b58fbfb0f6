"""What an answer says, held against the text that it cites."""
