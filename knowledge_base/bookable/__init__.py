"""What citizens can book: matters, who handles them, what to ask and to bring. No conversation."""
