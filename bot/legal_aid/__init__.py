"""Legal aid: who may get it, on which article, where and how fast. Rules as code, tentative by nature.

Nothing here decides about a person: the legal-aid institution does (法律援助法 第四十三条).
"""
