"""What wakes the bot."""
