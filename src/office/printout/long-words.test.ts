import { getDocumentProxy } from 'unpdf';
import { expect, test } from 'vitest';
import { writePrintout } from '../compose/pdf.ts';

const word = 'nghìntỷ'.repeat(30);
const line = [{ text: `Xây dựng ${word}`, language: 'vi', strong: false }];

test('a word too long for a line is broken within the sheet: in headings, facts, lists and tables', async () => {
  const pdf = writePrintout({
    page: {
      ...{ language: 'vi', title: word },
      blocks: [
        { type: 'heading', level: 1, line },
        { type: 'line', line, look: 'plain' },
        { type: 'list', numbered: true, items: [[line]] },
        { type: 'facts', rows: [{ label: line, value: [line] }] },
        { type: 'table', caption: line, columns: [line, line, line], rows: [[[line], [line], [line]]] },
      ],
    },
    ...{ site: 'Nhịp Cầu', mark: null, address: 'http://localhost', printed: 'In ngày 24/11/2026' },
  });
  const document = await getDocumentProxy(new Uint8Array(pdf));
  let seen = 0;
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const [, , width = 0] = page.view;
    const { items } = await page.getTextContent();
    for (const item of items) {
      if (!('str' in item) || item.str.trim() === '') continue;
      seen += 1;
      expect(item.transform[4] + item.width, item.str.slice(0, 60)).toBeLessThanOrEqual(width - 40);
    }
  }
  expect(seen).toBeGreaterThan(20);
});
