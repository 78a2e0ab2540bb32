import { DomUtils, parseDocument } from 'htmlparser2';
import type { Block, Line, Printout, Run } from './printout.ts';

type Node = ReturnType<typeof parseDocument>['children'][number];
type Element = ReturnType<typeof DomUtils.getElementsByTagName>[number];

/** Nothing to read on paper: ways elsewhere, things to press, drawings beside words. */
const leftOut = new Set('nav form search button select input textarea script style svg img'.split(' '));
/** What the print style of the site leaves out, and what printouts say at the foot of each sheet themselves. */
const leftOutClasses =
  /(?:^| )(?:sr|print-only|screen-only|buttons|facets|chip-clear|pager|tabs|neighbours|day-form|sort|skip|crumbs|tools|station-hint)(?: |$)/;
const inline = new Set(
  'a abbr b bdi cite code del em i ins kbd mark q s samp small span strong sub sup time u wbr label'.split(
    ' ',
  ),
);
const strong = new Set(['b', 'strong', 'th']);

interface Context {
  readonly language: string;
  readonly strong: boolean;
  /** Line ends are its writer's own. */
  readonly keptLines: boolean;
}

/** Reads a page written by this site; `language`, `title` and what stands in its main part. */
export function readPage(html: string): Printout {
  const document = parseDocument(html);
  const [root] = DomUtils.getElementsByTagName('html', document.children);
  const [main] = DomUtils.getElementsByTagName('main', document.children);
  const language = root?.attribs.lang ?? 'vi';
  const blocks = main ? blocksOf(main.children, { language, strong: false, keptLines: false }) : [];
  const [heading] = main ? DomUtils.getElementsByTagName('h1', main.children) : [];
  return { language, title: heading ? singleSpaced(DomUtils.textContent(heading)) : '', blocks };
}

const singleSpaced = (text: string): string => text.replace(/\s+/g, ' ').trim();
const isElement = (node: Node): node is Element => 'attribs' in node;
const classes = ({ attribs }: Element): string => attribs.class ?? '';
const hasClass = (element: Element, name: string): boolean => ` ${classes(element)} `.includes(` ${name} `);

function isLeftOut(element: Element): boolean {
  return leftOut.has(element.name) || 'hidden' in element.attribs || leftOutClasses.test(classes(element));
}

function within(element: Element, context: Context): Context {
  return {
    language: element.attribs.lang || context.language,
    strong: context.strong || strong.has(element.name) || hasClass(element, 'row-title'),
    keptLines: context.keptLines || hasClass(element, 'kept-lines'),
  };
}

function blocksOf(nodes: readonly Node[], context: Context): Block[] {
  const blocks: Block[] = [];
  let loose: Node[] = [];
  const closeLoose = () => {
    for (const line of linesOf(loose, context)) blocks.push({ type: 'line', line, look: 'plain' });
    loose = [];
  };
  for (const node of nodes) {
    if (!isElement(node)) loose.push(node);
    else if (!isLeftOut(node)) {
      if (inline.has(node.name) || node.name === 'br') loose.push(node);
      else {
        closeLoose();
        blocks.push(...blocksOfElement(node, within(node, context)));
      }
    }
  }
  closeLoose();
  return blocks;
}

function blocksOfElement(element: Element, context: Context): Block[] {
  const { name, children } = element;
  const heading = /^h([1-6])$/.exec(name);
  if (heading) {
    const [line] = linesOf(children, context);
    return line ? [{ type: 'heading', level: Math.min(3, Number(heading[1])), line }] : [];
  }
  if (hasClass(element, 'stations')) return stations(element, context);
  if (name === 'ul' || name === 'ol') return list(element, context);
  if (name === 'dl') return facts(element, context);
  if (name === 'table') return table(element, context);
  if (name === 'p' || name === 'summary' || name === 'figcaption' || hasClass(element, 'marks')) {
    const middle = /(?:^| )paper-(?:strong|kind|abstract)/.test(classes(element));
    const look = middle ? 'middle' : /(?:^| )(?:quiet|marks)/.test(classes(element)) ? 'quiet' : 'plain';
    return linesOf(children, context).map((line) => ({ type: 'line', line, look }));
  }
  return blocksOf(children, context);
}

function list(element: Element, context: Context): Block[] {
  const items = DomUtils.getChildren(element)
    .filter((child) => isElement(child) && !isLeftOut(child))
    .map((child) => linesOf([child], context))
    .filter((lines) => lines.length > 0);
  return items.length > 0 ? [{ type: 'list', numbered: element.name === 'ol', items }] : [];
}

/** The steps on one line, each with how far it is: `Căn cứ (đã xong) → Bài toán (đang ở bước này)`. */
function stations(element: Element, context: Context): Block[] {
  const steps = DomUtils.getElementsByTagName('li', element.children).map((step) =>
    singleSpaced(DomUtils.textContent(step).replace(/\)(?=\S)/, ') ')),
  );
  if (steps.length === 0) return [];
  const run: Run = { text: steps.join('  →  '), language: context.language, strong: false };
  return [{ type: 'line', line: [run], look: 'quiet' }];
}

function facts(element: Element, context: Context): Block[] {
  const terms = DomUtils.getElementsByTagName('dt', element.children);
  const values = DomUtils.getElementsByTagName('dd', element.children);
  const rows = terms.flatMap((term, at) => {
    const value = values[at];
    const [label] = linesOf([term], context);
    return label && value ? [{ label, value: linesOf([value], context) }] : [];
  });
  return rows.length > 0 ? [{ type: 'facts', rows }] : [];
}

function table(element: Element, context: Context): Block[] {
  const [caption] = DomUtils.getElementsByTagName('caption', element.children);
  const lines = DomUtils.getElementsByTagName('tr', element.children).map((row) =>
    DomUtils.getChildren(row).filter((cell) => isElement(cell)),
  );
  const [head = [], ...body] = lines;
  const columns = head.map((cell) => linesOf([cell], context)[0] ?? []);
  if (columns.length === 0) return [];
  const rows = body.map((cells) =>
    columns.map((_, at) => {
      const cell = cells[at];
      return cell ? linesOf([cell], context) : [];
    }),
  );
  // a caption for screen readers alone says what the heading above says
  const shown =
    caption && !hasClass(caption, 'sr') ? linesOf(caption.children, within(caption, context)) : [];
  return [{ type: 'table', caption: shown[0] ?? [], columns, rows }];
}

/** The lines of a stretch: blocks within it and breaks end a line, everything else runs on. */
function linesOf(nodes: readonly Node[], context: Context): Line[] {
  const writer = new LineWriter();
  for (const node of nodes) writeNode(writer, node, context);
  return writer.lines();
}

function writeNode(writer: LineWriter, node: Node, context: Context): void {
  if (node.type === 'text') {
    for (const [at, line] of (context.keptLines ? node.data.split('\n') : [node.data]).entries()) {
      if (at > 0) writer.end();
      writer.write(line, context);
    }
  } else if (isElement(node) && !isLeftOut(node)) writeElement(writer, node, context);
}

function writeElement(writer: LineWriter, node: Element, context: Context): void {
  const inner = within(node, context);
  const runsOn = (inline.has(node.name) && !hasClass(node, 'block')) || hasClass(node, 'row-body');
  // a badge, and the title behind a code, stand apart from what is before them
  if (hasClass(node, 'badge') || hasClass(node, 'row-body')) writer.write(' · ', context, true);
  if (!runsOn) writer.end();
  for (const child of node.children) writeNode(writer, child, inner);
  if (!runsOn) writer.end();
}

class LineWriter {
  readonly #lines: Run[][] = [[]];

  write(text: string, { language, strong }: Context, between = false): void {
    const line = this.#lines.at(-1) ?? [];
    const spaced = text.replace(/\s+/g, ' ');
    const last = line.at(-1);
    if (last === undefined && (between || spaced.trim() === '')) return;
    const fresh = last === undefined || last.text.endsWith(' ') ? spaced.trimStart() : spaced;
    if (fresh === '') return;
    if (last && last.language === language && last.strong === strong)
      line[line.length - 1] = { ...last, text: last.text + fresh };
    else line.push({ text: fresh, language, strong });
  }

  end(): void {
    if ((this.#lines.at(-1)?.length ?? 0) > 0) this.#lines.push([]);
  }

  lines(): Line[] {
    return this.#lines.filter((line) => line.some(({ text }) => text.trim() !== ''));
  }
}
