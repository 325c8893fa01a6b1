"""The page, its header and Word's settings.

In: paper and margins. Out: `word/document.xml`, `word/header1.xml`, `word/settings.xml`.
"""

from __future__ import annotations

from word.marks import HEAD, LETTER, MARGINS, R, W


def control(tag: str, content: str, label: str) -> str:
    """A content control that the renderer fills in by its tag; in a header of their own, practices may move it about."""
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{label}"/><w:tag w:val="{tag}"/><w:id w:val="{sum(tag.encode()) * 7919}"/>'
        f"</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )


def field(code: str) -> str:
    """A field that Word computes for every page."""
    return f'<w:fldSimple w:instr=" {code} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def header_xml() -> str:
    """`word/header1.xml`: practice, session; page of pages at the right edge."""

    def text(words: str) -> str:
        return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'

    right = LETTER[0] - MARGINS["left"] - MARGINS["right"]
    return (
        f'{HEAD}<w:hdr xmlns:w="{W}" xmlns:r="{R}"><w:p><w:pPr><w:pStyle w:val="Header"/>'
        f'<w:tabs><w:tab w:val="right" w:pos="{right}"/></w:tabs></w:pPr>'
        + control("practice", text("Practice"), "Practice")
        + text(" · ")
        + control("session", text("Session"), "Session")
        + "<w:r><w:tab/></w:r>"
        + control("pages", text("Page ") + field("PAGE") + text(" of ") + field("NUMPAGES"), "Page of pages")
        + "</w:p></w:hdr>"
    )


def document_xml() -> str:
    """`word/document.xml`: a line for whoever opens the template, and the page."""
    margins = " ".join(f'w:{side}="{value}"' for side, value in MARGINS.items())
    return (
        f'{HEAD}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body><w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr><w:r><w:t>'
        "The styles and the header of this file are the look of packet and handout. This text is replaced.</w:t></w:r>"
        f'</w:p><w:sectPr><w:headerReference w:type="default" r:id="rId6"/><w:pgSz w:w="{LETTER[0]}" w:h="{LETTER[1]}"/>'
        f"<w:pgMar {margins}/></w:sectPr></w:body></w:document>"
    )


def settings_xml() -> str:
    """`word/settings.xml`: Word 2013 and later, no personal data."""
    compat = "http://schemas.microsoft.com/office/word"
    return (
        f'{HEAD}<w:settings xmlns:w="{W}"><w:removePersonalInformation/><w:embedTrueTypeFonts/><w:defaultTabStop w:val="720"/><w:compat><w:compatSetting '
        f'w:name="compatibilityMode" w:uri="{compat}" w:val="15"/></w:compat><w:themeFontLang w:val="en-US"/>'
        '<w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2" w:accent1="accent1" w:accent2="accent2" '
        'w:accent3="accent3" w:accent4="accent4" w:accent5="accent5" w:accent6="accent6" w:hyperlink="hyperlink" '
        'w:followedHyperlink="followedHyperlink"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )
