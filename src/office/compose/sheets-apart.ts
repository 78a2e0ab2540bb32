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
