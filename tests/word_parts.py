"""The fixed parts of a .docx as a Chinese Word writes them, for the builder in tests/word.py."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
NAMESPACES = (
    'xmlns:wpc="http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" '
    f'xmlns:r="{OFFICE}" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" mc:Ignorable="w14"'
)
SECTION = (
    '<w:sectPr w:rsidR="00A77B3E">{references}<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1985" w:left="1588" w:header="851" w:footer="992" w:gutter="0"/>'
    '<w:docGrid w:type="lines" w:linePitch="312"/></w:sectPr>'
)
VML_TEXTBOX = (
    '<w:pict><v:shape type="#_x0000_t202" style="width:180pt;height:48pt">'
    "<v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape></w:pict>"
)
TEXTBOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
    '<wp:extent cx="2286000" cy="609600"/><wp:docPr id="{id}" name="文本框 {id}"/>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
    '<wps:cNvSpPr txBox="1"/>'
    '<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="2286000" cy="609600"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
    "<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic>"
    "</wp:inline></w:drawing></mc:Choice><mc:Fallback>{vml}</mc:Fallback></mc:AlternateContent></w:r>"
)
REVISION = 'w:author="文印室" w:date="2020-01-02T08:00:00Z"'
WRAPPERS = {
    "inserted": f'<w:ins w:id="901" {REVISION}>{{run}}</w:ins>',
    "deleted": f'<w:del w:id="902" {REVISION}><w:r><w:delText>{{text}}</w:delText></w:r></w:del>',
    "moved_from": f'<w:moveFrom w:id="903" {REVISION}>{{run}}</w:moveFrom>',
    "moved_to": f'<w:moveTo w:id="904" {REVISION}>{{run}}</w:moveTo>',
    "hidden": "<w:r><w:rPr><w:vanish/></w:rPr><w:t>{text}</w:t></w:r>",
    "bold": "<w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r>",
    "smart_tag": (
        '<w:smartTag w:uri="urn:schemas-microsoft-com:office:smarttags" w:element="chsdate">{run}</w:smartTag>'
    ),
    "control": "<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{run}</w:sdtContent></w:sdt>",
    "simple_field": '<w:fldSimple w:instr=" DOCPROPERTY 单位 ">{run}</w:fldSimple>',
    "complex_field": (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r>'
        '<w:instrText xml:space="preserve"> REF 文号 </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    ),
    "link": '<w:hyperlink w:anchor="_top">{run}</w:hyperlink>',
}
CORE = (
    f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    "<dc:creator>{creator}</dc:creator>"
    '<dcterms:created xsi:type="dcterms:W3CDTF">{created}</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">{created}</dcterms:modified></cp:coreProperties>'
)


@dataclass(frozen=True)
class NumberLevel:
    """One level of an automatic numbering: Word's number format and its text, %1 being the first level's number."""

    format: str
    text: str
    start: int = 1
    legal: bool = False


NUMBERINGS: dict[str, tuple[NumberLevel, ...]] = {
    "chinese": (
        NumberLevel("chineseCountingThousand", "%1、"),
        NumberLevel("chineseCountingThousand", "（%2）"),
        NumberLevel("decimal", "%3."),
        NumberLevel("decimal", "（%4）"),
    ),
    "counting": (NumberLevel("japaneseCounting", "第%1、"), NumberLevel("decimalEnclosedCircleChinese", "%2")),
    "decimal": (
        NumberLevel("decimal", "%1."),
        NumberLevel("decimal", "%1.%2"),
        NumberLevel("decimal", "%1.%2.%3"),
    ),
    "legal": (NumberLevel("chineseCountingThousand", "第%1章"), NumberLevel("decimal", "%1.%2", legal=True)),
    "letters": (NumberLevel("upperLetter", "%1."), NumberLevel("lowerRoman", "%2)")),
    "bullet": (NumberLevel("bullet", "\uf06c"), NumberLevel("bullet", "\uf06e")),
}


def part(root: str, inner: str) -> str:
    """A part whose root element is ``w:root``, with Word's namespaces."""
    return f"{HEAD}<w:{root} {NAMESPACES}>{inner}</w:{root}>"


SETTINGS = part("settings", '<w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>')
FONTS = part(
    "fonts",
    '<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋"/><w:charset w:val="86"/></w:font>'
    '<w:font w:name="方正小标宋简体"><w:charset w:val="86"/></w:font>',
)


def notes(kind: str, runs: Sequence[str]) -> str:
    """footnotes.xml or endnotes.xml with Word's two separators before the notes."""
    separators = "".join(
        f'<w:{kind} w:type="{name}" w:id="{number}"><w:p><w:r><w:{name}/></w:r></w:p></w:{kind}>'
        for number, name in ((-1, "separator"), (0, "continuationSeparator"))
    )
    written = "".join(
        f'<w:{kind} w:id="{number}"><w:p><w:pPr><w:pStyle w:val="a6"/></w:pPr>'
        f"<w:r><w:{kind}Ref/></w:r>{runs_}</w:p></w:{kind}>"
        for number, runs_ in enumerate(runs, start=1)
    )
    return part(f"{kind}s", separators + written)


def numbering(nums: Sequence[tuple[str, bool]], heading_numbers: str | None) -> str:
    """numbering.xml: one w:abstractNum a numbering used, one w:num an entry; (name, restarted)."""
    names = list(dict.fromkeys(name for name, _ in nums))
    definitions = "".join(_definition(index, name, name == heading_numbers) for index, name in enumerate(names))
    entries = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{names.index(name)}"/>'
        f"{_overrides(name) if restarted else ''}</w:num>"
        for number, (name, restarted) in enumerate(nums, start=1)
    )
    return part("numbering", definitions + entries)


def _definition(index: int, name: str, linked: bool) -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{level.start}"/><w:numFmt w:val="{level.format}"/>'
        + (f'<w:pStyle w:val="{depth + 1}"/>' if linked else "")
        + ("<w:isLgl/>" if level.legal else "")
        + f'<w:suff w:val="nothing"/><w:lvlText w:val="{level.text}"/><w:lvlJc w:val="left"/></w:lvl>'
        for depth, level in enumerate(NUMBERINGS[name])
    )
    return f'<w:abstractNum w:abstractNumId="{index}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'


def _overrides(name: str) -> str:
    return "".join(
        f'<w:lvlOverride w:ilvl="{depth}"><w:startOverride w:val="{level.start}"/></w:lvlOverride>'
        for depth, level in enumerate(NUMBERINGS[name])
    )


def styles(heading_numbers: str | None, number_id: int) -> str:
    """styles.xml of a Chinese Word. Heading styles carry ``number_id`` where headings are numbered automatically."""
    written = [
        _style("a", "Normal", default=True),
        *(_heading(level, number_id if heading_numbers else 0) for level in range(1, 5)),
        _style("a3", "Title", based_on="a"),
        _style("a4", "header", based_on="a"),
        _style("a5", "footer", based_on="a"),
        _style("a6", "footnote text", based_on="a"),
        '<w:style w:type="character" w:styleId="a7"><w:name w:val="footnote reference"/></w:style>',
        '<w:style w:type="table" w:styleId="a8"><w:name w:val="Table Grid"/></w:style>',
    ]
    defaults = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="32"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
    )
    return part("styles", defaults + _latent_styles() + "".join(written))


def _style(identifier: str, name: str, based_on: str = "", properties: str = "", default: bool = False) -> str:
    parent = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    mark = ' w:default="1"' if default else ""
    return (
        f'<w:style w:type="paragraph"{mark} w:styleId="{identifier}"><w:name w:val="{name}"/>{parent}<w:qFormat/>'
        f"<w:pPr>{properties}</w:pPr></w:style>"
    )


def _heading(level: int, number_id: int) -> str:
    depth = f'<w:ilvl w:val="{level - 1}"/>' if level > 1 else ""
    number = f'<w:numPr>{depth}<w:numId w:val="{number_id}"/></w:numPr>' if number_id else ""
    outline = f'<w:keepNext/>{number}<w:outlineLvl w:val="{level - 1}"/>'
    return _style(str(level), f"heading {level}", based_on="a", properties=outline)


def _latent_styles() -> str:
    """The table styles that Word lists in every file: weight that a reader must carry."""
    families = [
        "Light Shading",
        "Light List",
        "Light Grid",
        "Medium List 1",
        "Medium Grid 1",
        "Dark List",
        "Colorful Grid",
        "Grid Table 1 Light",
        "Grid Table 2",
        "Grid Table 3",
        "List Table 1 Light",
        "List Table 2",
        "List Table 3",
    ]
    accents = ("", *(f" Accent {number}" for number in range(1, 7)))
    names = [f"toc {number}" for number in range(1, 10)] + [
        family + accent for family in families for accent in accents
    ]
    exceptions = "".join(f'<w:lsdException w:name="{name}" w:semiHidden="1" w:uiPriority="99"/>' for name in names)
    return f'<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:count="376">{exceptions}</w:latentStyles>'


def package(document: str, parts: dict[str, str], related: Sequence[str]) -> dict[str, str]:
    """All entries of the zip, content types and relationships made from the parts' names."""
    overrides = {"word/document.xml": WORD_TYPE.format("document.main")}
    overrides |= {name: WORD_TYPE.format(_kind(name)) for name in related}
    overrides["docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
    listed = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in overrides.items())
    types = (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )
    root = (("officeDocument", OFFICE, "word/document.xml"),
            ("metadata/core-properties", f"{PACKAGE}/relationships", "docProps/core.xml"))  # fmt: skip
    own = tuple((_kind(name), OFFICE, name.removeprefix("word/")) for name in related)
    return {
        "[Content_Types].xml": types,
        "_rels/.rels": _relationships(root),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": _relationships(own),
        **parts,
    }


def _kind(name: str) -> str:
    """The name of a part's kind in content types and relationships: word/header1.xml -> header."""
    return name.removeprefix("word/").removesuffix(".xml").rstrip("1")


def _relationships(targets: Sequence[tuple[str, str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{base}/{kind}" Target="{target}"/>'
        for number, (kind, base, target) in enumerate(targets, start=1)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{listed}</Relationships>'
