"""One invented statute in every format, and writers for the formats."""

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import docx

TITLE = "青山市公园管理条例"
INFORMATION = (
    "2019年5月6日 青山市第三届人民代表大会常务委员会第八次会议通过",
    "2024年3月1日 青山市第四届人民代表大会常务委员会第二次会议修订",
    "2024年3月9日 青山市人民代表大会常务委员会公告第7号公布",
)


@dataclass(frozen=True)
class Row:
    """A line of the statute; ``level`` where a format marks it as a heading."""

    text: str
    level: int = 0


ROWS = (
    Row("第一章　总则", 1),
    Row("第一节　目的", 2),
    Row(
        "第一条　为了让市民有好公园，保护花木和水面，让老人和儿童在公园里走得稳、坐得下、看得见绿树，根据本市"
        "的实际情况，制定本条例。"
    ),
    Row("第二节　开放", 2),
    Row("第二条　公园每日六时开放。"),
    Row("夏季可以提前一小时开放。"),
    Row("第二章　游园", 1),
    Row("第三条　游人应当爱护花木，不得有下列行为："),
    Row("（一）攀折花木；"),
    Row(
        "（二）在草坪上烧烤，或者在划定的烧烤区以外使用炭火、燃气、酒精以及其他能够引起火灾的东西加热食物，经劝"
        "阻仍不停止的："
    ),
    Row("1.使用炭火的；"),
    Row("2.使用燃气的。"),
    Row("第三条之一　带狗入园的，应当拴好狗绳；违反本条例第三条规定的，由公园管理单位劝阻。"),
    Row("第三章　附则", 1),
    Row("第四条　本条例自2024年6月1日起施行。"),
    Row("附件1：不得带入公园的东西"),
    Row("一、炭火；"),
    Row("二、弹弓。"),
    Row("附件2"),
    Row("游园路线图（略）"),
)
HEADINGS = tuple(row.text for row in ROWS if row.level)


def printed(contents: bool = True) -> list[Row]:
    """All lines as they stand on paper: title, information block, contents, text."""
    block = [Row("（" + "　".join(INFORMATION) + "）")]
    listed = [Row("目　　录"), *map(Row, HEADINGS)] if contents else []
    return [Row(TITLE), *block, *listed, *ROWS]


def write_md(path: Path) -> Path:
    """As markdown."""
    head = [f"# {TITLE}", *INFORMATION, "<!-- INFO END -->"]
    body = [f"{'#' * (row.level + 1)} {row.text}" if row.level else row.text for row in ROWS]
    path.write_text("\n\n".join(head + body), encoding="utf-8")
    return path


def write_txt(path: Path, encoding: str = "utf-8", rows: Sequence[Row] | None = None) -> Path:
    """As plain text with indented paragraphs and the line ends of Windows."""
    lines = [row.text if row.level else "　　" + row.text for row in rows or printed()]
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return path


def write_html(path: Path, rows: Sequence[Row] | None = None) -> Path:
    """As a page of a site, with the site around it."""
    title, *text = rows or printed()
    paragraphs = "\n".join(f"<p>&nbsp;&nbsp;{html.escape(row.text)}</p>" for row in text)
    path.write_text(
        f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title.text}_青山市法规库</title>
        <script>var law = "第九条 脚本不是条文。";</script><style>p {{ margin: 0 }}</style></head><body>
        <div class="top">首页 &gt; 正文</div><ul class="nav"><li>第九条菜单</li><li>联系我们</li></ul>
        <div class="main"><h1>{title.text}</h1><div>发布时间：2024-03-10 字号：大 中 小</div>
        <!-- 第十条 注释不是条文。 --><div class="text">{paragraphs}</div><div>【打印】【关闭】</div></div>
        <div class="bottom">主办单位：青山市<br>青ICP备1号</div></body></html>""",
        encoding="utf-8",
    )
    return path


def write_docx(path: Path, styled: bool = False, rows: Sequence[Row] | None = None) -> Path:
    """As a Word document; ``styled`` marks title and headings by style."""
    document = docx.Document()
    for number, row in enumerate(rows or printed()):
        style = "Title" if number == 0 else f"Heading {row.level}" if row.level else "Normal"
        document.add_paragraph(row.text, style=style if styled else "Normal")
        if number == 0:
            document.add_paragraph("")
    document.save(str(path))
    return path


def set_in_pages(rows: Sequence[Row], width: int = 24, height: int = 14) -> list[list[str]]:
    """Lines broken at a width, in pages with a running head and a number."""
    lines: list[str] = []
    for row in rows:
        text = row.text if row.level else "　　" + row.text
        lines += [text[start : start + width] for start in range(0, len(text), width)]
    pages = [lines[start : start + height] for start in range(0, len(lines), height)]
    return [["青山市人民政府公报", *page, f"— {number} —"] for number, page in enumerate(pages, 1)]


def write_pdf(path: Path, pages: Sequence[Sequence[str]]) -> Path:
    """As a PDF whose codes are UTF-16 units, which a ToUnicode map says; no font is embedded."""
    used = sorted({character for page in pages for line in page for character in line})
    codes = [f"<{ord(character):04X}> <{ord(character):04X}>" for character in used]
    blocks = [codes[start : start + 100] for start in range(0, len(codes), 100)]
    to_unicode = "\n".join(
        [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Own def /CMapType 2 def",
            "1 begincodespacerange <0000> <FFFF> endcodespacerange",
            *("\n".join([f"{len(block)} beginbfchar", *block, "endbfchar"]) for block in blocks),
            "endcmap end end",
        ]
    ).encode()
    kids = " ".join(f"{6 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>".encode(),
        b"<</Type/Font/Subtype/Type0/BaseFont/Sample/Encoding/Identity-H"
        b"/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>",
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Sample/DW 1000"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>",
        _stream(to_unicode),
    ]
    for number, page in enumerate(pages):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {7 + 2 * number} 0 R"
            f"/Resources<</Font<</F 3 0 R>>>>>>".encode()
        )
        objects.append(_stream("\n".join(_shown(page)).encode()))
    content = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(content)
    content += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    content += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    content += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    path.write_bytes(bytes(content))
    return path


def _shown(page: Sequence[str]) -> Iterator[str]:
    for place, line in enumerate(page):
        yield f"BT /F 12 Tf 60 {800 - 18 * place} Td <{line.encode('utf-16-be').hex()}> Tj ET"


def _stream(content: bytes) -> bytes:
    return b"<</Length %d>>stream\n%s\nendstream" % (len(content), content)
