/**
 * The layout of Decree 30/2020, Appendix I, for Typst. It prints the strings of `/text.json` and nothing of them is
 * ever read as markup.
 */
export const PDF_LAYOUT = `
#let d = json("/text.json")
#set document(title: (d.kind + " " + d.abstract).trim(), author: d.issuer.join(" "))
#set text(font: ("Tinos", "Liberation Serif"), size: 14pt, lang: "vi", hyphenate: false)
#set par(leading: 0.62em, spacing: 6pt)
#let place-number = context {
  let page = counter(page).get().first()
  if page > 1 { align(center, text(size: 13pt, str(page))) }
}
#set page(
  paper: "a4",
  margin: (top: 20mm, bottom: 20mm, left: 30mm, right: 15mm),
  header: place-number,
  header-ascent: 30%,
  footer: if d.mark != none { align(center, text(size: 10pt, style: "italic", d.mark)) },
)
#let lines(items, ..look) = items.map(line => text(..look, line)).join(linebreak())
#let middle(body, gap: 0pt) = align(center, block(above: gap, below: 0pt, body))
#let under(length) = middle(line(length: length, stroke: 0.5pt), gap: 7pt)
#let body-line(body, sticky: false) = block(
  above: 15pt, below: 15pt, width: 100%, sticky: sticky,
  par(justify: true, first-line-indent: (amount: 12.7mm, all: true), body),
)
#let listed(grid) = {
  set text(size: 11pt)
  set par(leading: 0.5em, spacing: 0.5em)
  let cell(column, words) = if words.contains("\\n") {
    words.split("\\n").map(line => par(line)).join()
  } else { words }
  table(
    columns: grid.widths.map(width => width * 1fr),
    inset: (x: 1.5mm, top: 1.7mm, bottom: 1.5mm),
    stroke: 0.5pt,
    align: (column, row) => if row == 0 { center + horizon } else if grid.centred.at(column) { center + top } else { left + top },
    table.header(repeat: true, ..grid.columns.map(name => text(weight: "bold", name))),
    ..grid.rows.map(row => row.cells.enumerate().map(((column, words)) => table.cell(breakable: row.long, cell(column, words)))).flatten(),
  )
}
// A letter has no title; what it is about stands under its number.
#let letter = d.kind == ""

#grid(
  columns: (72mm, 1fr),
  {
    set par(leading: 0.45em)
    if d.superior != none { middle(text(size: 12pt, d.superior)) }
    middle(lines(d.issuer, size: 12pt, weight: "bold"), gap: if d.superior == none { 0pt } else { 5pt })
    under(20mm)
    middle(text(size: 13pt, d.numberLine), gap: 12pt)
    if letter { middle(text(size: 12pt, d.abstract), gap: 8pt) }
  },
  {
    set par(leading: 0.45em)
    middle(text(size: 12pt, weight: "bold", d.nation))
    let motto = text(size: 13pt, weight: "bold", d.motto)
    middle(motto, gap: 5pt)
    context under(measure(motto).width)
    middle(text(size: 13pt, style: "italic", d.dateLine), gap: 12pt)
  },
)
#v(14pt)
#if not letter {
  middle(text(weight: "bold", d.kind), gap: 8pt)
  if d.abstract != "" { middle(text(weight: "bold", d.abstract), gap: 9pt) }
  under(50mm)
}
#v(10pt)
#if d.addressed.len() == 1 { middle(d.addressed.first(), gap: 16pt) }
#if d.addressed.len() > 1 { pad(left: 35mm, lines(d.addressed)) }
#if d.enacting != none { middle(text(weight: "bold", d.enacting.authority), gap: 4pt) }
#for basis in d.bases { body-line(text(style: "italic", basis)) }
#if d.enacting != none { middle(text(weight: "bold", d.enacting.word), gap: 18pt) }
// The signature never stands alone on a page.
#for (at, one) in d.body.enumerate() {
  let last = at == d.body.len() - 1
  if d.inset != none and d.inset.before == at { block(above: 15pt, below: 15pt, listed(d.inset)) }
  if one.type == "article" { body-line(sticky: last)[#text(weight: "bold", "Điều " + one.number + ".") #one.text] }
  else if one.type == "paragraph" { body-line(one.text, sticky: last) }
  else { body-line(text(weight: "bold", one.text), sticky: true) }
}
#block(breakable: false, above: 20pt, grid(
  columns: (97mm, 1fr),
  if d.recipients.len() > 0 {
    set par(leading: 0.5em)
    text(size: 12pt, weight: "bold", style: "italic", "Nơi nhận:")
    linebreak()
    lines(d.recipients, size: 11pt)
  },
  align(center, {
    lines(d.signer.roles, weight: "bold")
    v(72pt, weak: false)
    if d.signer.name != none { text(weight: "bold", d.signer.name) }
  }),
))

#for annex in d.annexes {
  // The header of a page is set before its content, so the count begins anew on the page before.
  counter(page).update(0)
  set page(flipped: true, margin: 20mm)
  middle(text(weight: "bold", annex.heading))
  middle(text(weight: "bold", annex.title), gap: 8pt)
  if annex.caption != none { middle(text(style: "italic", annex.caption), gap: 8pt) }
  under(50mm)
  v(10pt)
  listed(annex)
}
`;
