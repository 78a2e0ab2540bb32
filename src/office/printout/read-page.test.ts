import { expect, test } from 'vitest';
import type { Line } from './printout.ts';
import { readPage } from './read-page.ts';

const said = (line: Line): string => line.map(({ text }) => text).join('');
const page = (main: string) =>
  readPage(`<html lang="en"><body><nav>menu</nav><main>${main}</main></body></html>`);

test('headings, paragraphs, lists, facts and tables stay what they are; menus, forms and buttons go', () => {
  const { title, language, blocks } = page(`
    <nav>crumbs</nav><h1>Title</h1><form><input></form><p class="print-only">address</p>
    <section><h2>Part</h2><p>One <b>two</b><br>three</p><button>press</button></section>
    <ol><li><div>first<span class="quiet block">below</span></div></li></ol>
    <dl><div><dt>Label</dt><dd>Value<details><summary>more</summary>rest</details></dd></div></dl>
    <table><caption class="sr">hidden</caption><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><th>1</th><td>2</td></tr></tbody></table>`);
  expect({ title, language }).toEqual({ title: 'Title', language: 'en' });
  expect(blocks.map(({ type }) => type)).toEqual([
    ...['heading', 'heading', 'line', 'line', 'list', 'facts', 'table'],
  ]);
  const [, , line, , list, facts, table] = blocks;
  expect(line?.type === 'line' && line.line).toEqual([
    { text: 'One ', language: 'en', strong: false },
    { text: 'two', language: 'en', strong: true },
  ]);
  expect(list?.type === 'list' && list.items.map((item) => item.map(said))).toEqual([['first', 'below']]);
  expect(facts?.type === 'facts' && facts.rows.map(({ value }) => value.map(said))).toEqual([
    ['Value', 'more', 'rest'],
  ]);
  expect(table?.type === 'table' && { caption: table.caption, columns: table.columns.map(said) }).toEqual({
    caption: [],
    columns: ['A', 'B'],
  });
});

test('lines of what people wrote are kept, those of the page itself run on', () => {
  const { blocks } = page(
    '<p class="kept-lines">Có ba bước:\n1. Gửi hồ sơ\n\n2. Chờ</p><p>một\n  dòng</p><ul><li><p><span class="kept-lines">a\nb</span></p></li></ul>',
  );
  const lines = blocks.flatMap((block) => (block.type === 'line' ? [said(block.line)] : []));
  expect(lines).toEqual(['Có ba bước:', '1. Gửi hồ sơ', '2. Chờ', 'một dòng']);
  const list = blocks.find(({ type }) => type === 'list');
  expect(list?.type === 'list' && list.items[0]?.map(said)).toEqual(['a', 'b']);
});

test('each stretch keeps its language, badges and titles stand apart from what is before them', () => {
  const { blocks } =
    page(`<ul class="rows"><li class="row"><span class="row-code">C-1</span><div class="row-body">
    <a class="row-title"><span lang="vi">Tên</span></a><div class="row-detail">who</div></div>
    <div class="row-marks"><span class="badge">open</span><span class="badge">new</span></div></li></ul>`);
  const [list] = blocks;
  expect(list?.type === 'list' && list.items[0]?.map(said)).toEqual(['C-1 · Tên', 'who', 'open · new']);
  expect(list?.type === 'list' && list.items[0]?.[0]?.at(-1)).toEqual({
    text: 'Tên',
    language: 'vi',
    strong: true,
  });
});

test('a page without anything in it, or without a main part, is an empty sheet', () => {
  expect(page('').blocks).toEqual([]);
  expect(readPage('').blocks).toEqual([]);
});
