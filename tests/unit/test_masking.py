"""What is shown of personal data."""

import pytest

from bot.masking import mask_address, mask_id_number, mask_name, mask_phone


@pytest.mark.parametrize(
    ("mask", "whole", "shown"),
    [
        (mask_name, "张三", "张*"),
        (mask_name, "欧阳小明", "欧***"),
        (mask_name, "", ""),
        (mask_phone, "+8613812341234", "138****1234"),
        (mask_phone, "13812341234", "138****1234"),
        (mask_phone, "+865787123456", "******3456"),
        (mask_id_number, "330881199003071234", "330***********1234"),
        (mask_id_number, "1234", "****"),
        (mask_address, "浙江省龙泉市八都镇高大门村12号", "浙江省龙泉市八都镇****"),
        (mask_address, "龙泉市剑池街道中山路8号", "龙泉市剑池街道****"),
        (mask_address, "浙江省丽水市莲都区中山街368号601室", "浙江省丽水市莲都区****"),
        (mask_address, "中山路8号", "****"),
        (mask_address, "龙泉市中山路8号张家古镇3幢", "龙泉市****"),
    ],
)
def test_enough_to_recognise_too_little_to_use(mask, whole: str, shown: str) -> None:
    assert mask(whole) == shown
