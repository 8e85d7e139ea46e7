"""How the default encoder is made. Run ``python -m knowledge_base.retrieval.train --help``."""
