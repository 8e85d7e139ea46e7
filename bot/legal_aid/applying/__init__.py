"""Applying for legal aid in conversation: consent, fields one at a time, handing in, asking how it goes."""
