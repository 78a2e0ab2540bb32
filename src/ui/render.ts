import { randomUUID } from 'node:crypto';
import type { ComponentChild, VNode } from 'preact';
import { Kept, type KeptProps, keptBytes } from './kept.ts';

/** A whole page as HTML text, with its document type. */
export function renderPage(page: VNode): string {
  return `<!doctype html>${renderHtml(page)}`;
}

/** Stands where a kept part goes; nobody can guess it, so no text can be taken for it. */
const mark = `<!--${randomUUID()}-->`;
/** The kept parts of the page being written, in order; null where parts are written in place. */
let keptParts: Uint8Array[] | null = null;

/** A whole page as it goes to the browser. Its kept parts are not written again, nor even encoded again. */
export function renderPageBytes(page: VNode): Uint8Array<ArrayBuffer> {
  const kept: Uint8Array[] = [];
  keptParts = kept;
  try {
    const between = renderPage(page).split(mark);
    return Buffer.concat(
      between.flatMap((html, index) =>
        index === 0 ? [utf8.encode(html)] : [kept[index - 1] ?? empty, utf8.encode(html)],
      ),
    );
  } finally {
    keptParts = null;
  }
}

const utf8 = new TextEncoder();
const empty = new Uint8Array();

function keep(parts: Uint8Array[], part: KeptProps): string {
  // what stands inside a kept part is a piece of it
  keptParts = null;
  try {
    parts.push(keptBytes(part, renderHtml));
  } finally {
    keptParts = parts;
  }
  return mark;
}

/**
 * HTML of components that are plain functions of their props. The general renderer of Preact prepares every component
 * for hooks, contexts and the browser's later work on it, none of which exists here, and takes three times as long;
 * a test holds the two against each other. Words too long for a line are marked besides.
 */
export function renderHtml(node: ComponentChild): string {
  if (node === null || node === undefined || typeof node === 'boolean') return '';
  if (typeof node === 'string') return written(node);
  if (typeof node !== 'object') return String(node);
  if (Array.isArray(node)) return renderAll(node);
  const { type, props } = node as VNode<Record<string, unknown>>;
  if (keptParts !== null && type === (Kept as unknown)) return keep(keptParts, props as unknown as KeptProps);
  if (typeof type === 'function') return renderHtml((type as (props: unknown) => ComponentChild)(props));
  return renderElement(type, props);
}

function renderAll(nodes: readonly ComponentChild[]): string {
  let html = '';
  for (const node of nodes) html += renderHtml(node);
  return html;
}

const childless = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));

function renderElement(type: string, props: Readonly<Record<string, unknown>>): string {
  let html = `<${type}`;
  let children: unknown;
  let raw: string | null = null;
  for (const name in props) {
    const value = props[name];
    if (name === 'children') children = value;
    else if (name === 'dangerouslySetInnerHTML') raw = dataBlock(type, props);
    else if (name === 'value' && type === 'textarea') children = value;
    else if (
      value !== null &&
      value !== undefined &&
      typeof value !== 'function' &&
      name !== 'key' &&
      name !== 'ref'
    )
      html += attribute(name, value);
  }
  if (childless.has(type)) return `${html}/>`;
  if (raw !== null) return `${html}>${raw}</${type}>`;
  return `${html}>${lettersOnly.has(type) ? withLettersOnly(children) : within(children)}</${type}>`;
}

/** A string is by far the most frequent child. */
const within = (children: unknown): string =>
  typeof children === 'string' ? written(children) : renderHtml(children as ComponentChild);

/** Elements that hold no other element, drawings, whose texts are no HTML, and code, which a rule of its own breaks. */
const lettersOnly = new Set('title textarea option script style svg code'.split(' '));
let breaking = true;

function withLettersOnly(children: unknown): string {
  const before = breaking;
  breaking = false;
  try {
    return within(children);
  } finally {
    breaking = before;
  }
}

/** Longer than a word anybody writes, and still no wider than a phone. */
const longest = 34;
const tooLong = new RegExp(`[^\\s]{${longest},}`, 'g');

/**
 * Text as it stands in the page. A word of people that is too long for a line (an address, a hash, 200 letters typed
 * without a space) may break anywhere, so that it widens no table and no card; all other words stay whole, also in the
 * narrowest column, which one rule of style for all texts could not do.
 */
function written(text: string): string {
  if (!breaking || text.length < longest || text.search(tooLong) < 0) return escaped(text);
  let html = '';
  let at = 0;
  for (const { 0: word, index } of text.matchAll(tooLong)) {
    html += `${escaped(text.slice(at, index))}<span class="long">${escaped(word)}</span>`;
    at = index + word.length;
  }
  return html + escaped(text.slice(at));
}

/** The one thing that is written as it comes: JSON that holds none of the signs HTML reads. */
function dataBlock(type: string, props: Readonly<Record<string, unknown>>): string {
  const { __html } = props.dangerouslySetInnerHTML as { readonly __html: string };
  if (type !== 'script' || props.type !== 'application/ld+json' || /[<>&]/.test(__html))
    throw new Error('only JSON-LD is written unescaped');
  return __html;
}

function attribute(name: string, value: unknown): string {
  if (value === false) return saysFalse(name) ? ` ${name}="false"` : '';
  if (value === true) return saysFalse(name) ? ` ${name}="true"` : ` ${spelledOut(name)}`;
  if (value === '') return ` ${spelledOut(name)}`;
  return ` ${spelledOut(name)}="${typeof value === 'string' ? escaped(value) : escaped(String(value))}"`;
}

/** aria-*, data-* and a few others tell true and false apart in words; the rest are there or not. */
function saysFalse(name: string): boolean {
  return name[4] === '-' || name === 'spellcheck' || name === 'draggable';
}

/** HTML spells attributes in lower case; those of pictures keep their capitals. */
const pictureNames = new Set(['viewBox', 'preserveAspectRatio', 'gradientUnits', 'gradientTransform']);
const names = new Map<string, string>();

function spelledOut(name: string): string {
  const known = names.get(name);
  if (known !== undefined) return known;
  if (!/^[A-Za-z][A-Za-z0-9:-]*$/.test(name)) throw new Error(`“${name}” is no attribute`);
  const spelled = pictureNames.has(name) ? name : name.toLowerCase();
  names.set(name, spelled);
  return spelled;
}

/** Three searches for one sign each are twice as fast as one for a class of signs. */
function escaped(text: string): string {
  if (!text.includes('<') && !text.includes('&') && !text.includes('"')) return text;
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
