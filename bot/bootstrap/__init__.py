"""The only place that puts the parts together."""
