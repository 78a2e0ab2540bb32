import { readXml } from './xml.ts';

/** What a Word file's styles say that matters to the text. */
export interface Style {
  heading: number | null;
  font: string | null;
  caps: boolean | null;
  parent: string | null;
  numbering: { list: string; level: number } | null;
}

export type Styles = Map<string, Style>;

export function readStyles(bytes: Uint8Array | undefined): Styles {
  const styles: Styles = new Map();
  if (bytes === undefined) return styles;
  let style: Style | null = null;
  readXml(bytes, {
    open(name, attributes) {
      if (name === 'style') {
        style = { heading: null, font: null, caps: null, parent: null, numbering: null };
        styles.set(attributes.styleId ?? '', style);
      } else if (name === 'docDefaults') {
        style = { heading: null, font: null, caps: null, parent: null, numbering: null };
        styles.set('', style);
      } else if (style !== null) setStyle(style, name, attributes);
    },
    close(name) {
      if (name === 'style' || name === 'docDefaults') style = null;
    },
  });
  return styles;
}

function setStyle(style: Style, name: string, attributes: Readonly<Record<string, string>>): void {
  const value = attributes.val ?? '';
  if (name === 'name') {
    const level = /^(?:heading|tiêu đề) (\d)$/iu.exec(value)?.[1];
    if (level !== undefined) style.heading = Number(level);
  } else if (name === 'outlineLvl' && /^[0-8]$/u.test(value)) style.heading = Number(value) + 1;
  else if (name === 'basedOn') style.parent = value;
  else if (name === 'rFonts') style.font = attributes.ascii ?? attributes.hAnsi ?? style.font;
  else if (name === 'caps') style.caps = isOn(value);
  else if (name === 'numId') style.numbering = { list: value, level: style.numbering?.level ?? 0 };
  else if (name === 'ilvl')
    style.numbering = { list: style.numbering?.list ?? '', level: Number(value) || 0 };
}

export function isOn(value: string | undefined): boolean {
  return value === undefined || !/^(?:0|false|off|none)$/u.test(value);
}

/** A property of a style or the nearest style it is based on. */
export function inherited<Key extends keyof Style>(
  styles: Styles,
  id: string | null,
  key: Key,
): Style[Key] | null {
  let at = id;
  for (let steps = 0; at !== null && steps < 12; steps += 1) {
    const style = styles.get(at);
    if (style === undefined) break;
    if (style[key] !== null) return style[key];
    at = style.parent;
  }
  return styles.get('')?.[key] ?? null;
}

interface Level {
  format: string;
  text: string;
  start: number;
}

/** Word keeps the numbers of automatic lists out of the text; this counts them as Word shows them. */
export class Numbering {
  readonly #levels = new Map<string, Map<number, Level>>();
  readonly #lists = new Map<string, string>();
  readonly #counts = new Map<string, number[]>();

  constructor(bytes: Uint8Array | undefined) {
    if (bytes !== undefined) this.#read(bytes);
  }

  #read(bytes: Uint8Array): void {
    let abstract = '';
    let list: string | null = null;
    let level: Level | null = null;
    readXml(bytes, {
      open: (name, attributes) => {
        const value = attributes.val ?? '';
        if (name === 'abstractNum') {
          abstract = attributes.abstractNumId ?? '';
          this.#levels.set(abstract, new Map());
        } else if (name === 'num') list = attributes.numId ?? '';
        else if (name === 'abstractNumId' && list !== null) this.#lists.set(list, value);
        else if (name === 'lvl' && list === null) {
          level = { format: 'decimal', text: '', start: 1 };
          this.#levels.get(abstract)?.set(Number(attributes.ilvl), level);
        } else if (level !== null && name === 'numFmt') level.format = value;
        else if (level !== null && name === 'lvlText') level.text = value;
        else if (level !== null && name === 'start') level.start = Number(value) || 1;
      },
      close(name) {
        if (name === 'lvl') level = null;
        if (name === 'num') list = null;
      },
    });
  }

  /** The label Word prints before the next paragraph of a list, with a space after it; empty when it prints none. */
  next(list: string, depth: number): string {
    const abstract = this.#lists.get(list);
    const levels = abstract === undefined ? undefined : this.#levels.get(abstract);
    const level = levels?.get(depth);
    if (abstract === undefined || level === undefined || level.format === 'none') return '';
    if (level.format === 'bullet') return level.text.startsWith('+') ? '+ ' : '- ';
    const counts = this.#counts.get(abstract) ?? [];
    counts.length = depth + 1;
    counts[depth] = (counts[depth] ?? level.start - 1) + 1;
    this.#counts.set(abstract, counts);
    const label = level.text.replace(/%(\d)/gu, (_, place: string) => {
      const at = Number(place) - 1;
      return labelOf(counts[at] ?? levels?.get(at)?.start ?? 1, levels?.get(at)?.format ?? 'decimal');
    });
    return label === '' ? '' : `${label} `;
  }
}

function labelOf(count: number, format: string): string {
  if (format === 'lowerLetter') return 'abcdefghijklmnopqrstuvwxyz'.charAt((count - 1) % 26);
  if (format === 'upperLetter') return 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.charAt((count - 1) % 26);
  if (format === 'upperRoman') return roman(count);
  if (format === 'lowerRoman') return roman(count).toLowerCase();
  if (format === 'decimalZero') return String(count).padStart(2, '0');
  return String(count);
}

function roman(count: number): string {
  const values: [number, string][] = [
    [50, 'L'],
    [40, 'XL'],
    [10, 'X'],
    [9, 'IX'],
    [5, 'V'],
    [4, 'IV'],
    [1, 'I'],
  ];
  let rest = count;
  let text = '';
  for (const [value, letters] of values) {
    while (rest >= value) {
      text += letters;
      rest -= value;
    }
  }
  return text;
}
