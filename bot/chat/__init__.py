"""What is decided about events, commands and presses, and what goes back to the chats."""
