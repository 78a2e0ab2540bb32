import { Parser } from 'htmlparser2';
import { describe, expect, test } from 'vitest';
import { UnreadableFile } from './unreadable.ts';
import { readXml } from './xml.ts';

const text = (source: string) => new TextEncoder().encode(source);

/** What a part says: openings with their attributes, text put together, closings. */
function eventsOf(bytes: Uint8Array, attributesOf?: ReadonlySet<string>): unknown[] {
  const events: unknown[] = [];
  readXml(bytes, {
    ...(attributesOf ? { attributesOf } : {}),
    open: (name, attributes) => events.push({ open: name, ...attributes }),
    text: (piece) => {
      const last = events.at(-1);
      if (typeof last === 'string') events[events.length - 1] = last + piece;
      else events.push(piece);
    },
    close: (name) => events.push({ close: name }),
  });
  return events;
}

/** The same from a parser for XML and HTML of any kind. */
function eventsOfLibrary(source: string): unknown[] {
  const events: unknown[] = [];
  const local = (name: string) => name.slice(name.indexOf(':') + 1);
  const parser = new Parser(
    {
      onopentag: (name, attributes) =>
        events.push({
          open: local(name),
          ...Object.fromEntries(
            Object.entries(attributes).map(([key, value]) => [
              key.startsWith('r:') ? key : local(key),
              value,
            ]),
          ),
        }),
      ontext: (piece) => {
        const last = events.at(-1);
        if (typeof last === 'string') events[events.length - 1] = last + piece;
        else events.push(piece);
      },
      onclosetag: (name) => events.push({ close: local(name) }),
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.write(source);
  parser.end();
  return events;
}

function refusalOf(bytes: Uint8Array): string | null {
  try {
    eventsOf(bytes);
    return null;
  } catch (error) {
    if (error instanceof UnreadableFile) return error.code;
    throw error;
  }
}

const part = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<!-- a remark > with marks <w:p> -->
<w:document xmlns:w='http://example.vn/w' xmlns:r="http://example.vn/r"
  ><w:body w:note="a > b / c 'd'">
  <w:p w:rsidR="00A1"/><w:tab /><w:pict r:id = "rId7" id="x"><w:p><w:r><w:t xml:space="preserve">Sở KH&amp;CN &lt;số&gt; &#272;&#x1EA1;t &quot;A&apos; &none; AT&T </w:t></w:r></w:p></w:pict>
  <w:t><![CDATA[<không> phải thẻ & thực thể]]></w:t ><w:empty></w:empty></w:body></w:document>
`;

describe('XML of office files', () => {
  test('gives what a general parser gives: prefixes, quotes, entities, remarks, CDATA, empty elements', () => {
    expect(eventsOf(text(part))).toEqual(eventsOfLibrary(part));
    const crossed = '<a><b>một</c><d>hai</b></a><e/>';
    expect(eventsOf(text(crossed))).toEqual(eventsOfLibrary(crossed));
  });

  test('is read whatever form of Unicode it is in', () => {
    const wide = Buffer.from(`\ufeff${part}`, 'utf16le');
    expect(eventsOf(wide)).toEqual(eventsOf(text(part)));
    expect(eventsOf(text(`\ufeff${part}`))).toEqual(eventsOf(text(part)));
  });

  test('attributes nobody asked for are passed over, whatever stands in their quotes', () => {
    const all = eventsOf(text(part)) as Record<string, string>[];
    const some = eventsOf(text(part), new Set(['pict'])) as Record<string, string>[];
    expect(some).toEqual(
      all.map((event) => (event.open && event.open !== 'pict' ? { open: event.open } : event)),
    );
  });

  test('cut off anywhere inside its outermost element it is told as cut off; a DOCTYPE is refused', () => {
    const bytes = text(part.trimEnd());
    const begun = Buffer.from(bytes).indexOf('<w:document') + 12;
    for (let length = begun; length < bytes.length; length += 1)
      expect(refusalOf(bytes.subarray(0, length)), `after ${length} bytes`).toBe('truncated');
    expect(refusalOf(text('<!DOCTYPE a [<!ENTITY b "ha">]><a>&b;</a>'))).toBe('too-complex');
    expect(refusalOf(text('<a>'.repeat(300)))).toBe('too-complex');
  });
});
