/** How Typst begins a page in its drawing: a white sheet, always at the top left, then the page's content. */
const PAGE =
  /^ {4}<path class="typst-shape"[^>]* d="M 0 0v ([\d.]+) h ([\d.]+) [^"]*"\/>\n {4}<g(?: transform="[^"]*")?>/gmu;
/** Between sheets, in points. */
const GAP = 18;

/**
 * The drawing with each page on a sheet of its own, centred, one under another. Typst itself draws every sheet over the
 * first page and leaves no room between pages.
 */
export function sheetsApart(svg: string): string {
  const sizes = [...svg.matchAll(PAGE)].map(([, height, width]) => ({
    height: Number(height),
    width: Number(width),
  }));
  const width = Math.max(...sizes.map((size) => size.width)) + 2;
  let top = 1;
  const pages = svg.replace(PAGE, (_, height: string, across: string) => {
    const left = (width - Number(across)) / 2;
    const place = `<g transform="translate(${left} ${top})"><rect width="${across}" height="${height}" fill="#ffffff" stroke="#8a8f8c" stroke-width="0.75"/></g><g transform="translate(${left} ${top})">`;
    top += Number(height) + GAP;
    return place;
  });
  const height = top - GAP + 1;
  const opening = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`;
  return pages.replace(/^<svg [^>]*>/u, opening).replace(/\n\s*/gu, '\n');
}

/** Names of glyphs as Typst gives them: some 33 letters, thousands of times a page. */
const GLYPH = /(?<=["#])g[0-9A-F]+(?=")/gu;
const SYMBOL = /<symbol id="(g[0-9A-F]+)"[\s\S]*?<\/symbol>/gu;
/** What every viewer takes for granted, said again of each glyph. */
const GRANTED = / y="0"| fill="#000000" fill-rule="nonzero"/gu;

/** Each of the first pages as a drawing of its own, with the glyphs that stand on it; `most`: how many, at most. */
export function sheetsEach(svg: string, most: number): string[] {
  const glyphs = new Map([...svg.matchAll(SYMBOL)].map(([symbol, name = '']) => [name, symbol]));
  const places = [...svg.matchAll(PAGE)];
  const end = svg.search(/^ {4}<defs id="glyph">/mu);
  return places.slice(0, most).map((place, at) => {
    const [opening, height = '', width = ''] = place;
    const from = place.index + opening.length;
    const inside = svg.slice(from, places[at + 1]?.index ?? (end === -1 ? svg.lastIndexOf('</svg>') : end));
    const names = new Map([...new Set(inside.match(GLYPH))].map((name, no) => [name, `g${no.toString(36)}`]));
    const symbols = [...names.keys()].map((name) => glyphs.get(name) ?? '').join('');
    const page = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#ffffff"/><g>${inside}<defs>${symbols}</defs></svg>`;
    return page
      .replace(GLYPH, (name) => names.get(name) ?? name)
      .replace(GRANTED, '')
      .replace(/\n\s*/gu, '');
  });
}
