import { Parser } from 'htmlparser2';
import { type Block, type Cell, paragraph, type ReadBlocks, raised, type TableBlock } from './blocks.ts';
import { toUnicodeVietnamese } from './legacy-encodings.ts';
import { CellCount, XML_DEPTH } from './limits.ts';
import { unreadable } from './unreadable.ts';

const SKIPPED = new Set(
  'script style noscript template svg math iframe object embed canvas audio video form button select textarea nav aside head dialog footer'.split(
    ' ',
  ),
);
const BLOCKS = new Set(
  'p div section article main header h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre address figure figcaption hr center fieldset table caption thead tbody tfoot tr td th body'.split(
    ' ',
  ),
);
const VOID = new Set('br hr img input meta link area base col embed source track wbr'.split(' '));
const NOISE_CLASS =
  /(?:^|[\s_-])(?:nav|navbar|menu|submenu|breadcrumb|breadcrumbs|sidebar|footer|comments?|share|social|login|related|advert|ads|banner|toolbar|pagination|cookie|popup|modal|search-box)(?:$|[\s_-])/iu;

/** A web page: its text without menus, scripts and forms; tables with merged cells; raised footnote marks. */
export function readHtml(source: string): ReadBlocks {
  const careful = new PageReader(true).read(source);
  // A page built inside what looks like a menu or form still has its text.
  const letters = careful.reduce(
    (sum, block) => sum + (block.type === 'paragraph' ? block.text.length : 200),
    0,
  );
  return { blocks: letters > 80 ? careful : new PageReader(false).read(source), warnings: [] };
}

interface OpenTable {
  table: TableBlock;
  row: Cell[];
  cell: Cell | null;
  head: boolean;
}

class PageReader {
  readonly #blocks: Block[] = [];
  readonly #tables: OpenTable[] = [];
  readonly #lists: { ordered: boolean; count: number; type: string }[] = [];
  readonly #cells = new CellCount();
  readonly #stack: { name: string; skipped: boolean }[] = [];
  readonly #dropsNoise: boolean;
  #text = '';
  #label = '';
  #heading: number | null = null;
  #skipping = 0;
  #raised: string | null = null;
  #title: string | null = null;
  #caption: string | null = null;
  #preserved = 0;

  constructor(dropsNoise: boolean) {
    this.#dropsNoise = dropsNoise;
  }

  read(source: string): Block[] {
    const parser = new Parser(
      {
        onopentag: (name, attributes) => this.#open(name, attributes),
        ontext: (text) => this.#add(text),
        onclosetag: (name) => this.#close(name),
      },
      { decodeEntities: true, lowerCaseTags: true },
    );
    for (let at = 0; at < source.length; at += 65_536) parser.write(source.slice(at, at + 65_536));
    parser.end();
    this.#flush();
    return this.#blocks;
  }

  #skips(name: string, attributes: Record<string, string>): boolean {
    if (
      SKIPPED.has(name) &&
      (this.#dropsNoise || /^(?:script|style|noscript|template|svg|math|iframe|object|head)$/u.test(name))
    )
      return true;
    if ('hidden' in attributes || /display\s*:\s*none/iu.test(attributes.style ?? '')) return true;
    if (!this.#dropsNoise || /^(?:body|html|table|tbody|tr|td|article|main)$/u.test(name)) return false;
    if (/^(?:navigation|search|contentinfo|complementary)$/u.test(attributes.role ?? '')) return true;
    return NOISE_CLASS.test(`${attributes.class ?? ''} ${attributes.id ?? ''}`);
  }

  #open(name: string, attributes: Record<string, string>): void {
    if (name === 'title' && this.#title === null) this.#title = '';
    if (VOID.has(name)) {
      if (this.#skipping === 0) this.#openVoid(name);
      return;
    }
    const skipped = this.#skips(name, attributes);
    this.#stack.push({ name, skipped });
    if (this.#stack.length > XML_DEPTH * 4) throw unreadable('too-complex');
    if (skipped) this.#skipping += 1;
    if (this.#skipping > 0) return;
    if (BLOCKS.has(name)) this.#flush();
    if (/^h[1-6]$/u.test(name)) this.#heading = Number(name.charAt(1));
    else if (name === 'pre') this.#preserved += 1;
    else if (name === 'sup') this.#raised = '';
    else if (name === 'caption') this.#caption = '';
    else if (name === 'ul' || name === 'ol') {
      const count = (Number(attributes.start) || 1) - 1;
      this.#lists.push({ ordered: name === 'ol', count, type: attributes.type ?? '1' });
    } else if (name === 'li') this.#openItem(attributes);
    else this.#openTablePart(name, attributes);
  }

  #openVoid(name: string): void {
    if (name === 'br') this.#text += '\n';
    if (name === 'hr') {
      this.#flush();
    }
  }

  #openItem(attributes: Record<string, string>): void {
    const list = this.#lists.at(-1);
    if (list === undefined || !list.ordered) {
      this.#label = '- ';
      return;
    }
    list.count = Number(attributes.value) || list.count + 1;
    const letter = String.fromCharCode(96 + Math.min(26, list.count));
    this.#label =
      list.type === 'a' ? `${letter}) ` : list.type === 'A' ? `${letter.toUpperCase()}. ` : `${list.count}. `;
  }

  #openTablePart(name: string, attributes: Record<string, string>): void {
    if (name === 'table') {
      const table: TableBlock = { type: 'table', rows: [], caption: null, page: null };
      this.#tables.push({ table, row: [], cell: null, head: false });
      return;
    }
    const open = this.#tables.at(-1);
    if (open === undefined) return;
    if (name === 'thead') open.head = true;
    else if (name === 'tbody' || name === 'tfoot') open.head = false;
    else if (name === 'tr') open.row = [];
    else if (name === 'td' || name === 'th') {
      open.cell = {
        blocks: [],
        colSpan: span(attributes.colspan),
        rowSpan: span(attributes.rowspan),
        header: name === 'th' || open.head,
      };
    }
  }

  #add(text: string): void {
    if (this.#title !== null && this.#stack.at(-1)?.name === 'title') this.#title += text;
    if (this.#skipping > 0) return;
    const spaced = this.#preserved > 0 ? text : text.replace(/\s+/gu, ' ');
    if (this.#raised !== null) this.#raised += spaced;
    else if (this.#caption !== null) this.#caption += spaced;
    else this.#text += spaced;
  }

  #close(name: string): void {
    if (VOID.has(name)) return;
    const top = this.#stack.pop();
    if (top?.skipped === true) {
      this.#skipping -= 1;
      if (name === 'head' && this.#title !== null && this.#title.trim() !== '') {
        this.#blocks.push({ type: 'outside', name: 'title', text: this.#title });
      }
      return;
    }
    if (this.#skipping > 0) return;
    if (name === 'sup' && this.#raised !== null) {
      this.#text += raised(this.#text, this.#raised);
      this.#raised = null;
      return;
    }
    if (name === 'caption') {
      const table = this.#tables.at(-1)?.table;
      if (table !== undefined && this.#caption !== null)
        table.caption = this.#caption.trim() === '' ? null : this.#caption.trim();
      this.#caption = null;
      return;
    }
    if (BLOCKS.has(name)) this.#flush();
    if (/^h[1-6]$/u.test(name)) this.#heading = null;
    else if (name === 'pre') this.#preserved -= 1;
    else if (name === 'ul' || name === 'ol') this.#lists.pop();
    else if (name === 'li') this.#label = '';
    else this.#closeTablePart(name);
  }

  #closeTablePart(name: string): void {
    const open = this.#tables.at(-1);
    if (open === undefined) return;
    if ((name === 'td' || name === 'th') && open.cell !== null) {
      open.row.push(open.cell);
      this.#cells.add(open.cell.colSpan * open.cell.rowSpan);
      open.cell = null;
    } else if (name === 'thead') open.head = false;
    else if (name === 'tr') {
      if (open.row.length > 0) open.table.rows.push(open.row);
      open.row = [];
    } else if (name === 'table') {
      this.#tables.pop();
      if (open.table.rows.length > 0) (this.#tables.at(-1)?.cell?.blocks ?? this.#blocks).push(open.table);
    }
  }

  #flush(): void {
    const text = this.#text.replace(/[ \t]*\n[ \t]*/gu, '\n').trim();
    this.#text = '';
    if (text === '') return;
    const label = /^(?:[-–•+*]|\d+[.)]|[a-zđ]\))\s?/u.test(text) ? '' : this.#label;
    this.#label = '';
    const target = this.#tables.at(-1)?.cell?.blocks ?? this.#blocks;
    target.push(paragraph(label + toUnicodeVietnamese(text).text, this.#heading));
  }
}

function span(value: string | undefined): number {
  const count = Number.parseInt(value ?? '1', 10);
  return Number.isNaN(count) ? 1 : Math.min(200, Math.max(1, count));
}
