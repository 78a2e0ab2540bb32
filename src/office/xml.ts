import { XML_DEPTH } from './limits.ts';
import { unreadable } from './unreadable.ts';

export interface XmlEvents {
  /** Names without prefix; attributes too (`w:val` → `val`). */
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  /** A piece of text; what stands between two tags may come in several. */
  text?(text: string): void;
  close?(name: string): void;
  /** Elements whose attributes are wanted, by name; those of any other are not read. Left out: of all elements. */
  readonly attributesOf?: ReadonlySet<string>;
}

/**
 * Office XML as events. Entities of a DOCTYPE are never expanded: office files have none, and one that has is refused.
 * Written for what office programs write, in one pass over the text: a parser for any XML or HTML costs several times
 * as much, and an annex of some thousand rows is hundreds of thousands of tags. Throws `UnreadableFile`.
 */
export function readXml(bytes: Uint8Array, events: XmlEvents): void {
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe;
  const utf8 = wide
    ? Buffer.from(new TextDecoder('utf-16le').decode(bytes))
    : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  new XmlReader(utf8, events).read();
}

/** A name as written and without its prefix. */
interface Name {
  readonly written: Uint8Array;
  readonly local: string;
  /** `r:id` keeps its prefix among attributes: it is another thing than `id`. */
  readonly asAttribute: string;
  readonly attributesWanted: boolean;
}

const NO_ATTRIBUTES: Readonly<Record<string, string>> = Object.freeze({});
/** A file of ever new names must not fill the memory. */
const MOST_NAMES = 5_000;
/** What is read past the last byte. */
const NONE = -1;
const [TAB, LINE, RETURN, SPACE, MARK, QUOTE, APOSTROPHE] = [0x09, 0x0a, 0x0d, 0x20, 0x21, 0x22, 0x27];
const [SLASH, OPENING, EQUALS, END, QUESTION] = [0x2f, 0x3c, 0x3d, 0x3e, 0x3f];

/** Reads bytes as they are: marks are ASCII, and only what is text is made a string. */
class XmlReader {
  readonly #bytes: Buffer;
  readonly #events: XmlEvents;
  readonly #open: Name[] = [];
  /** By a number made of their letters: no string is made of a name met before. */
  readonly #names = new Map<number, Name>();
  #at = 0;

  constructor(utf8: Buffer, events: XmlEvents) {
    this.#bytes = utf8;
    this.#events = events;
  }

  read(): void {
    const bytes = this.#bytes;
    // the mark of the byte order is no text
    if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) this.#at = 3;
    for (;;) {
      const from = this.#at;
      let at = from;
      while (at < bytes.length && bytes[at] !== OPENING) at += 1;
      if (at > from) this.#events.text?.(this.#decoded(from, at));
      if (at === bytes.length) break;
      this.#at = at + 1;
      const sign = bytes[at + 1];
      if (sign === SLASH) this.#close();
      else if (sign === QUESTION) this.#skip('?>');
      else if (sign === MARK) this.#special();
      else this.#element();
    }
    // Office programs close every element: one still open at the end of the part was cut off.
    if (this.#open.length > 0) throw unreadable('truncated');
  }

  #code(at: number): number {
    return this.#bytes[at] ?? NONE;
  }

  #skip(mark: string): void {
    const found = this.#bytes.indexOf(mark, this.#at);
    if (found === -1) throw unreadable('truncated');
    this.#at = found + mark.length;
  }

  #special(): void {
    const opening = this.#bytes.toString('latin1', this.#at, this.#at + 8);
    if (opening.startsWith('!--')) {
      this.#at += 3;
      this.#skip('-->');
    } else if (opening === '![CDATA[') {
      const from = this.#at + 8;
      this.#skip(']]>');
      this.#events.text?.(this.#bytes.toString('utf8', from, this.#at - 3));
    } else throw unreadable(opening.length < 8 ? 'truncated' : 'too-complex');
  }

  #element(): void {
    const name = this.#name();
    let attributes = NO_ATTRIBUTES;
    if (this.#code(this.#at) !== END) {
      if (name.attributesWanted) attributes = this.#attributes();
      else this.#passAttributes();
    }
    const closed = this.#code(this.#at) === SLASH;
    this.#at += closed ? 2 : 1;
    if (this.#open.length >= XML_DEPTH) throw unreadable('too-complex');
    this.#events.open?.(name.local, attributes);
    if (closed) this.#events.close?.(name.local);
    else this.#open.push(name);
  }

  /** The name at this place, which is left behind. */
  #name(): Name {
    const from = this.#at;
    let at = from;
    let mark = 0;
    for (let code = this.#code(at); !endsName(code); code = this.#code(at)) {
      mark = (mark * 31 + code) | 0;
      at += 1;
    }
    this.#at = at;
    const known = this.#names.get(mark);
    if (known !== undefined && known.written.length === at - from && this.#stands(known, from)) return known;
    const written = this.#bytes.toString('utf8', from, at);
    const local = written.slice(written.indexOf(':') + 1);
    const name = {
      written: this.#bytes.subarray(from, at),
      local,
      asAttribute: written.startsWith('r:') ? written : local,
      attributesWanted: this.#events.attributesOf?.has(local) ?? true,
    };
    if (this.#names.size < MOST_NAMES) this.#names.set(mark, name);
    return name;
  }

  #stands({ written }: Name, from: number): boolean {
    for (let place = 0; place < written.length; place += 1)
      if (written[place] !== this.#bytes[from + place]) return false;
    return true;
  }

  /** Reads up to the `>` or `/>` of the tag. */
  #attributes(): Record<string, string> {
    const attributes: Record<string, string> = {};
    for (;;) {
      this.#passBlanks();
      const from = this.#at;
      const name = this.#name();
      this.#passBlanks();
      if (this.#code(this.#at) === EQUALS) {
        this.#at += 1;
        this.#passBlanks();
        const start = this.#at + 1;
        this.#passQuoted();
        attributes[name.asAttribute] = this.#decoded(start, this.#at - 1);
      } else {
        if (this.#atEndOfTag()) return attributes;
        // a stray sign is passed over
        if (this.#at === from) this.#at += 1;
      }
    }
  }

  /** Up to the `>` or `/>` of the tag; either may also stand inside quotes. */
  #passAttributes(): void {
    while (!this.#atEndOfTag()) {
      const sign = this.#code(this.#at);
      if (sign === QUOTE || sign === APOSTROPHE) this.#passQuoted();
      else this.#at += 1;
    }
  }

  #atEndOfTag(): boolean {
    const sign = this.#code(this.#at);
    if (sign === NONE) throw unreadable('truncated');
    return sign === END || (sign === SLASH && this.#code(this.#at + 1) === END);
  }

  #passQuoted(): void {
    const quote = this.#code(this.#at);
    if (quote !== QUOTE && quote !== APOSTROPHE) throw unreadable('truncated');
    let at = this.#at + 1;
    while (this.#code(at) !== quote) {
      if (at >= this.#bytes.length) throw unreadable('truncated');
      at += 1;
    }
    this.#at = at + 1;
  }

  #passBlanks(): void {
    while (isBlank(this.#code(this.#at))) this.#at += 1;
  }

  #close(): void {
    this.#at += 1;
    const open = this.#open.at(-1);
    // nearly always the innermost element, written without blanks
    if (open !== undefined && this.#stands(open, this.#at)) {
      const end = this.#at + open.written.length;
      if (this.#code(end) === END) {
        this.#at = end + 1;
        this.#open.pop();
        this.#events.close?.(open.local);
        return;
      }
    }
    const name = this.#name();
    this.#skip('>');
    const place = this.#open.lastIndexOf(name);
    if (place === -1) return;
    for (const { local } of this.#open.splice(place).reverse()) this.#events.close?.(local);
  }

  #decoded(from: number, end: number): string {
    return withEntities(this.#bytes.toString('utf8', from, end));
  }
}

function isBlank(code: number): boolean {
  return code === SPACE || code === LINE || code === RETURN || code === TAB;
}

/** A blank, `>`, `/`, `=`, or the end of the text. */
function endsName(code: number): boolean {
  // letters first
  if (code > END) return false;
  return code === END || code === SLASH || code === EQUALS || isBlank(code) || code === NONE;
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Text with the five entities of XML and numeric ones read; any other stays as it is written. */
function withEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#(\d{1,8})|#x([\da-f]{1,7})|([a-z]{2,4}));/giu,
    (written: string, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return NAMED[name] ?? written;
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      const valid = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
      return valid ? String.fromCodePoint(code) : '\ufffd';
    },
  );
}
