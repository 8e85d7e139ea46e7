"""Personal data as it may be shown: enough to recognise one's own, too little to use."""

import re

_TOWNSHIP = re.compile(r"^[^0-9路号弄幢村]*?(?:街道|[镇乡])")
_COUNTY = re.compile(r"^(?:.{1,8}?(?:省|自治区))?(?:.{1,10}?(?:市|自治州|盟|地区))?(?:.{1,8}?[县区市旗])?")


def mask_name(name: str) -> str:
    """张三丰 → 张**; a name with ``·`` keeps its first character too."""
    return name[:1] + "*" * max(1, len(name) - 1) if name else ""


def mask_phone(phone: str) -> str:
    """138****1234 from a mobile number, *******3456 from a landline; takes E.164 or national digits."""
    digits = re.sub(r"\D", "", phone.removeprefix("+86"))
    if len(digits) == 11 and digits.startswith("1"):
        return f"{digits[:3]}****{digits[-4:]}"
    return "*" * max(0, len(digits) - 4) + digits[-4:]


def mask_id_number(number: str) -> str:
    """330***********1234."""
    return number[:3] + "*" * max(0, len(number) - 7) + number[-4:] if len(number) > 7 else "*" * len(number)


def mask_address(address: str) -> str:
    """Up to the township (镇, 乡, 街道); where none is named up to the county; else all is hidden."""
    found = _TOWNSHIP.match(address)
    shown = found.group() if found else ""
    if not shown:
        county = _COUNTY.match(address)
        shown = county.group() if county else ""
    return f"{shown}****"
