"""Booking in conversation: which matter, its questions, place and time, consent; and what comes after."""
