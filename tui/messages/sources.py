"""Words of the sources tab, adding files, pages and search."""

from typing import Final

from tui.messages.pairs import table

WORDS: Final = table(
    sources__name=("文件", "File"),
    sources__kind=("类型", "Kind"),
    sources__state=("状态", "State"),
    sources__content=("内容", "Content"),
    sources__rejected=("未读行", "Bad rows"),
    sources__size=("大小", "Size"),
    sources__added=("添加", "Added"),
    sources__empty_title=("还没有资料", "No sources yet"),
    sources__empty=(
        "按 a 添加发票台账、财务报表、合同、申请书……可以一次选一个文件夹。\n"
        "支持 XLSX、CSV、Parquet、PDF、DOCX、HTML、Markdown、TXT。按 e 可以直接填写申请要素。",
        "Press a to add invoices, statements, contracts, forms; whole folders are fine.\n"
        "XLSX, CSV, Parquet, PDF, DOCX, HTML, Markdown, TXT. Press e to enter fields by hand.",
    ),
    sources__rows=("{n} 行", "{n} rows"),
    sources__pages=("{n} 页 · {m} 段", "{n} pages · {m} passages"),
    sources__failed_reason=("原因：{reason}", "reason: {reason}"),
    sources__summary=(
        "{ready} 份可用 · {failed} 份失败 · {rejected} 行未读",
        "{ready} ready · {failed} failed · {rejected} rows unread",
    ),
    source_kind__document=("文档", "document"),
    source_kind__records=("台账", "records"),
    source_kind__recording=("录音", "recording"),
    source_state__ready=("可用", "ready"),
    source_state__failed=("失败", "failed"),
    source_state__replaced=("已被替换", "replaced"),
    source_state__removed=("已移除", "removed"),
    stage__reading=("读取", "reading"),
    stage__checking=("核对", "checking"),
    stage__saving=("保存", "saving"),
    stage__computing=("计算", "computing"),
    stage__embedding=("建立语义索引", "embedding"),
    stage__writing=("写作", "writing"),
    stage__done=("完成", "done"),
    unit__rows=("行", "rows"),
    unit__pages=("页", "pages"),
    unit__passages=("段", "passages"),
    unit__files=("个文件", "files"),
    unit__sections=("节", "sections"),
    remove__title=("移除资料", "Remove source"),
    remove__text=(
        "移除“{name}”，以及由它得出的指标、段落和预警。审计日志会记下这件事。",
        "Takes “{name}” out of the case, with the figures, passages and findings that came from "
        "it. The audit log keeps a line.",
    ),
    remove__done=("已移除：{name}", "removed: {name}"),
    rejected__title=("未读行：{name}", "Rows not read: {name}"),
    rejected__sheet=("工作表", "Sheet"),
    rejected__row=("行", "Row"),
    rejected__reason=("原因", "Reason"),
    rejected__none=("“{name}”的每一行都读进来了", "every row of “{name}” was read"),
    add__title=("添加资料", "Add files"),
    add__paths=(
        "粘贴或输入路径，每行一个；也可以把文件拖进终端",
        "paste or type paths, one a line, or drop files on the terminal",
    ),
    add__tree=(
        "或在目录里用空格勾选（文件夹也可以）",
        "or pick in the tree with the space bar (folders too)",
    ),
    add__picked=("已选 {n} 项", "{n} picked"),
    add__none=("还没有选文件", "no file picked yet"),
    add__missing=("找不到：{path}", "not found: {path}"),
    add__done=("添加完成：成功 {ok}，失败 {bad}", "added: {ok} done, {bad} failed"),
    add__stopped=("已停止；写完的文件保留", "stopped; files already finished are kept"),
    add__busy=("正在添加，完成后再加", "files are being added; wait or stop it first"),
    embed__done=("语义索引已建好", "semantic index is ready"),
    page__title=("{name} · 第 {page} 页", "{name} · page {page}"),
    page__quote_found=("引文已标出", "quote marked"),
    page__quote_missing=(
        "本页没有找到引文原句",
        "the quote does not stand on this page word for word",
    ),
    page__cut=("（本页过长，只显示前 {n} 字）", "(very long page: first {n} characters shown)"),
    page__empty=("（本页没有文字）", "(no text on this page)"),
    search__title=("检索资料原文", "Search the file"),
    search__placeholder=("词语或问题，中英文皆可", "words or a question, Chinese or English"),
    search__none=("没有找到“{words}”", "nothing found for “{words}”"),
    search__start=(
        "输入几个词，直接给出最相关的段落",
        "type a few words; the best passages come at once",
    ),
    search__hits=("{n} 段", "{n} passages"),
    search__place=("{name} · 第 {page} 页", "{name} · page {page}"),
)
