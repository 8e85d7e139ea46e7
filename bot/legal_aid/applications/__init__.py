"""Applications for legal aid: states and clocks (pure), personal fields, consent, papers, use cases."""
