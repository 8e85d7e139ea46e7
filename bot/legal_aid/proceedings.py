"""Where a criminal case stands, whether the person is held, and other rules that a citizen points to."""

from bot.legal_aid.labels import Labelled


class Stage(Labelled):
    """Where a criminal case stands."""

    NOT_FILED = "not_filed", "还没有立案"
    INVESTIGATION = "investigation", "公安（监察）正在查"
    PROSECUTION = "prosecution", "到了检察院"
    FIRST_INSTANCE = "first_instance", "法院一审"
    SECOND_INSTANCE = "second_instance", "法院二审"
    DEATH_REVIEW = "death_review", "死刑复核"
    HIGH_COURT_DEATH_REVIEW = "high_court_death_review", "高级法院复核死刑"
    ABSENTIA = "absentia", "人不在场的缺席审判"
    SUSPENDED_DEATH_NEW_CRIME = "suspended_death_new_crime", "死缓期间又被追究故意犯罪"
    CLOSED = "closed", "判决已经生效"


class Detention(Labelled):
    """Whether and where the person is held."""

    NONE = "none", "没有被关押"
    PENDING_TRIAL = "pending_trial", "被拘留、逮捕，关在看守所"
    SERVING_SENTENCE = "serving_sentence", "正在服刑"
    DRUG_REHABILITATION = "drug_rehabilitation", "强制隔离戒毒"


HELD = frozenset({Detention.PENDING_TRIAL, Detention.SERVING_SENTENCE, Detention.DRUG_REHABILITATION})


class OtherRule(Labelled):
    """Another statute that somebody points to; what it grants is for a person to check.

    Never asked of a citizen: a clerk or another system tells it.
    """

    NOTICE = "notice", "别的法律法规规定应当通知辩护"
    NO_MEANS = "no_means", "别的法律、法规、规章规定不受经济困难条件限制"
    SCOPE = "scope", "别的法律、法规、规章规定可以申请法律援助"
    WAIVER = "waiver", "别的法律、法规、规章规定免予核查经济困难状况"
    URGENT = "urgent", "别的法律、法规、规章规定可以先行提供法律援助"
