"""The rules, each from facts and local parameters to a finding. They read nothing else and change nothing."""
