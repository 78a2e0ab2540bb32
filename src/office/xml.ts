import { Parser } from 'htmlparser2';
import { XML_DEPTH } from './limits.ts';
import { unreadable } from './unreadable.ts';

export interface XmlEvents {
  /** Names without prefix; attributes too (`w:val` → `val`). */
  open?(name: string, attributes: Record<string, string>): void;
  text?(text: string): void;
  close?(name: string): void;
}

/**
 * Office XML as events. Entities of a DOCTYPE are never expanded: office files have none, and one that has is refused.
 */
export function readXml(bytes: Uint8Array, events: XmlEvents): void {
  const source = new TextDecoder(bytes[0] === 0xff ? 'utf-16le' : 'utf-8').decode(bytes);
  if (/<!(?:DOCTYPE|ENTITY)/iu.test(source)) throw unreadable('too-complex');
  let depth = 0;
  let ended = false;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        depth += 1;
        if (depth > XML_DEPTH) throw unreadable('too-complex');
        events.open?.(local(name), localAttributes(attributes));
      },
      ontext(text) {
        events.text?.(text);
      },
      onclosetag(name) {
        // Office programs close every element: one still open at the end of the part was cut off.
        if (ended) throw unreadable('truncated');
        depth -= 1;
        events.close?.(local(name));
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  for (let at = 0; at < source.length; at += 65_536) parser.write(source.slice(at, at + 65_536));
  ended = true;
  parser.end();
}

function local(name: string): string {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
}

function localAttributes(attributes: Record<string, string>): Record<string, string> {
  const locals: Record<string, string> = {};
  // no list of pairs for each of a hundred thousand elements
  for (const name in attributes) {
    // `r:id` keeps its prefix: it is another thing than `id`.
    locals[name.startsWith('r:') ? name : local(name)] = attributes[name] ?? '';
  }
  return locals;
}
