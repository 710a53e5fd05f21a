"""The questions that the figures answer: one file each, with what it says, shows and draws."""
