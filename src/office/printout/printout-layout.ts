/**
 * The layout of a printout, for Typst: A4, the site and the mark of illustrative data at the head, address, day and page
 * at the foot. Headings, lists and tables are what they are to a screen reader too. It prints the strings of
 * `/printout.json`, and nothing of them is ever read as markup.
 */
export const PRINTOUT_LAYOUT = `
#let d = json("/printout.json")
#set document(title: d.page.title, author: d.site)
#set text(font: ("Tinos", "Liberation Serif"), size: 11pt, lang: d.page.language, hyphenate: false)
#set par(leading: 0.6em, spacing: 7pt)
#set page(
  paper: "a4",
  margin: (top: 22mm, bottom: 22mm, left: 22mm, right: 18mm),
  header: text(size: 9pt, grid(columns: (1fr, auto), d.site, if d.mark != none { text(style: "italic", d.mark) })),
  footer: text(size: 9pt, grid(columns: (1fr, auto), column-gutter: 8mm,
    [#d.address #linebreak() #d.printed],
    context counter(page).display("1/1", both: true),
  )),
)
#let runs(line) = line.map(run => text(lang: run.language, weight: if run.strong { "bold" } else { "regular" }, run.text)).join()
#let stack-lines(lines) = lines.map(runs).join(linebreak())
#show heading.where(level: 1): it => block(above: 0pt, below: 12pt, text(size: 18pt, weight: "bold", it.body))
#show heading.where(level: 2): it => block(above: 16pt, below: 7pt, sticky: true, text(size: 13pt, weight: "bold", it.body))
#show heading.where(level: 3): it => block(above: 12pt, below: 6pt, sticky: true, text(size: 11pt, weight: "bold", it.body))

#for block-of in d.page.blocks {
  if block-of.type == "heading" { heading(level: block-of.level, runs(block-of.line)) }
  else if block-of.type == "line" {
    let words = runs(block-of.line)
    if block-of.look == "middle" { align(center, words) }
    else if block-of.look == "quiet" { block(text(size: 9.5pt, words)) }
    else { par(words) }
  }
  else if block-of.type == "list" {
    let items = block-of.items.map(stack-lines)
    if block-of.numbered { enum(tight: false, spacing: 8pt, ..items) } else { list(tight: false, spacing: 8pt, ..items) }
  }
  else if block-of.type == "facts" {
    table(
      columns: (auto, 1fr), stroke: none, inset: (x: 0pt, y: 3pt), column-gutter: 6mm,
      ..block-of.rows.map(row => (block(width: 45mm, text(size: 10pt, runs(row.label))), stack-lines(row.value))).flatten(),
    )
  }
  else {
    if block-of.caption.len() > 0 { block(sticky: true, text(weight: "bold", runs(block-of.caption))) }
    set text(size: if block-of.columns.len() > 5 { 8pt } else { 9.5pt })
    table(
      columns: block-of.columns.len(), stroke: 0.4pt, inset: 1.6mm,
      table.header(repeat: true, ..block-of.columns.map(column => strong(runs(column)))),
      ..block-of.rows.map(row => row.map(stack-lines)).join(),
    )
  }
}
`;
