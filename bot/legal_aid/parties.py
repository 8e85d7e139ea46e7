"""Who asks, and on which side of the matter the person who needs help stands."""

from bot.legal_aid.labels import Labelled


class Applicant(Labelled):
    """Who asks. All other facts are of the person who needs the help."""

    SELF = "self", "我自己"
    GUARDIAN = "guardian", "我是监护人（法定代理人），替被监护的人问"
    NEAR_RELATIVE = "near_relative", "我替近亲属问"
    OTHER_PERSON = "other_person", "我替朋友、同事等其他人问"
    FOREIGNER = "foreigner", "需要帮助的是外国人或者无国籍人"
    ORGANISATION = "organisation", "公司、个体户、合作社等单位"


class Role(Labelled):
    """On which side the person stands."""

    CLAIMANT = "claimant", "提出要求的一方"
    RESPONDENT = "respondent", "被要求、被告的一方"
    SUSPECT = "suspect", "犯罪嫌疑人"
    DEFENDANT = "defendant", "刑事被告人"
    VICTIM = "victim", "公诉案件的被害人"
    PRIVATE_PROSECUTOR = "private_prosecutor", "刑事自诉人"
    INCIDENTAL_CLAIMANT = "incidental_claimant", "刑事附带民事诉讼的原告人"
    WITNESS = "witness", "证人等其他参与人"
    COMMITMENT_RESPONDENT = "commitment_respondent", "强制医疗案件的被申请人或者被告人"
    RETRIAL_PETITIONER = "retrial_petitioner", "申诉人、再审申请人"
    RETRIAL_RESPONDENT = "retrial_respondent", "对方申请再审，我是被申请人"


ACCUSED = frozenset({Role.SUSPECT, Role.DEFENDANT})
HARMED = frozenset({Role.VICTIM, Role.PRIVATE_PROSECUTOR, Role.INCIDENTAL_CLAIMANT})
CIVIL = frozenset({Role.CLAIMANT, Role.RESPONDENT})
