"""One document of our own with all that a reader must keep, and its copies in other formats (tests/readers/files).

    python -m tests.readers.sample    # makes the copies again; needs LibreOffice

LibreOffice writes them, so each holds what LibreOffice keeps in that format: no text box in RTF, no tracked deletion in
HTML and Word 2003 XML, where it writes deleted text as text.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from tests.word import WordFile, deleted, footnote, inserted, merged, textbox

FILES = Path(__file__).parent / "files"
# file name -> LibreOffice's filter
COPIES = {
    "sample.doc": "doc:MS Word 97",
    "sample.rtf": "rtf:Rich Text Format",
    "sample.html": "html:HTML (StarWriter)",
    "sample.wordml.xml": "xml:MS Word 2003 XML",
    "sample.odt": "odt:writer8",
    "sample.pdf": "pdf:writer_pdf_Export",
}
BODY = (
    "云台街道2019年双拥工作总结",
    "加强组织领导",
    "街道党工委把双拥工作列入年度计划，先后召开专题会议4次。",
    "落实优抚政策",
    "为9户义务兵家庭发放优待金，每户1546元，共计13914元。",
    "八一期间走访驻街部队，送去慰问品折款8600元，座谈2次。",
    "生僻字与符号：㐂䶮𠮷，㈠①②℃㎡——《条例》〔2019〕12号",
)
BODY_TEXTS = BODY[:5] + BODY[6:]  # those that no tracked deletion stands in
CELLS = (
    ("项目", 0, 0, 1, 1), ("对象", 0, 1, 1, 1), ("金额（元）", 0, 2, 1, 1),
    ("优待", 1, 0, 2, 1), ("义务兵家庭", 1, 1, 1, 1), ("13914", 1, 2, 1, 1),
    ("烈属", 2, 1, 1, 1), ("6200", 2, 2, 1, 1),
    ("合计", 3, 0, 1, 2), ("20114", 3, 2, 1, 1),
)  # fmt: skip
NOTE, BOX, HEADER, FOOTER = "数据来自街道优抚台账。", "内部资料", "云台街道办事处", "双拥办存档"
LABELS = {
    "街道党工委把双拥工作列入年度计划，先后召开专题会议4次。": "（一）",
    "加强组织领导": "一、",
    "落实优抚政策": "二、",
}


def sample() -> WordFile:
    file = WordFile()
    file.title(BODY[0])
    file.paragraph(BODY[1], number=("chinese", 0))
    file.paragraph("街道党工委把双拥工作列入年度计划，", inserted("先后召开专题会议4次。"), number=("chinese", 1))
    file.paragraph(BODY[3], number=("chinese", 0))
    file.paragraph(BODY[4], footnote(NOTE))
    file.paragraph("八一期间走访驻街部队，", deleted("拟"), "送去慰问品折款8600元，座谈2次。", textbox(BOX))
    file.table(
        [
            ["项目", "对象", "金额（元）"],
            [merged("优待", rows=2), "义务兵家庭", "13914"],
            ["烈属", "6200"],
            [merged("合计", columns=2), "20114"],
        ]
    )
    file.paragraph(BODY[6])
    file.header(HEADER)
    file.footer(FOOTER)
    return file


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "sample.docx")
        source.write_bytes(sample().to_bytes())
        for name, filter_name in COPIES.items():
            command = ["soffice", f"-env:UserInstallation={Path(folder, 'profile').as_uri()}", "--headless"]
            command += ["--convert-to", filter_name, "--outdir", folder, str(source)]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            made = source.with_suffix("." + filter_name.partition(":")[0])
            made.replace(FILES / name)


if __name__ == "__main__":
    main()
