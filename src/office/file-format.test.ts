import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import yazl from 'yazl';
import { readFileFormat } from './file-format.ts';
import { docxFile, p, zipFile } from './fixtures/office-file.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'nhipcau-format-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

async function formatOf(content: Buffer | string, name = 'tep'): Promise<string> {
  const path = join(directory, 'tep');
  await writeFile(path, content);
  const found = await readFileFormat(path, name);
  return 'format' in found ? found.format : found.foreign;
}

const types = { '[Content_Types].xml': '<Types/>' };
/** An OpenDocument file: its first part, unpacked, says what it is. */
async function openDocument(kind: string): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  zip.addBuffer(Buffer.from(`application/vnd.oasis.opendocument.${kind}`), 'mimetype', { compress: false });
  zip.addBuffer(Buffer.from('<x/>'), 'content.xml');
  zip.end();
  return buffer(zip.outputStream);
}

test('office files are told by their parts, whatever the name', async () => {
  expect(await formatOf(await docxFile(p('Một')), 'x.pdf')).toBe('docx');
  expect(await formatOf(await zipFile({ ...types, 'xl/workbook.xml': '<x/>' }))).toBe('xlsx');
  expect(await formatOf(await zipFile({ ...types, 'ppt/presentation.xml': '<x/>' }))).toBe('pptx');
  expect(await formatOf(await openDocument('text'))).toBe('odt');
  expect(await formatOf(await openDocument('spreadsheet'))).toBe('ods');
  expect(await formatOf(await openDocument('text-master'))).toBe('archive');
});

test('macros, archives and damaged packages are none of them', async () => {
  const macros = { 'word/vbaProject.bin': 'x' };
  expect(await formatOf(await docxFile(p('Một'), macros), 'x.docx')).toBe('macros');
  expect(await formatOf(await zipFile({ 'a.exe': 'MZ' }), 'x.docx')).toBe('archive');
  const whole = await docxFile(p('Một'));
  expect(await formatOf(whole.subarray(0, whole.length / 2), 'x.docx')).toBe('broken');
  expect(await formatOf('', 'x.txt')).toBe('broken');
  expect(await formatOf(Buffer.from('7f454c46020101', 'hex'), 'x.txt')).toBe('program');
});

test('plain text in any encoding is text; what could run in a browser is not', async () => {
  expect(await formatOf('Số liệu', 'ghi chú.txt')).toBe('txt');
  expect(await formatOf(Buffer.from('\uFEFFTên;Số\r\nNa;5', 'utf16le'), 'x.csv')).toBe('csv');
  expect(await formatOf(Buffer.from('Nhu c\u00e7u', 'latin1'), 'x.txt')).toBe('txt');
  expect(await formatOf('mức < 5 và > 2', 'x.txt')).toBe('txt');
  expect(await formatOf(Buffer.from('\uFEFF<script>x</script>', 'utf16le'), 'x.txt')).toBe('web_page');
  expect(await formatOf('alert(1)', 'x.js')).toBe('other');
});

test('pictures and PDF are told by how they begin', async () => {
  expect(await formatOf(Buffer.from('89504e470d0a1a0a0000', 'hex'))).toBe('png');
  expect(await formatOf(Buffer.from('ffd8ffe000104a464946', 'hex'))).toBe('jpg');
  expect(await formatOf('%PDF-1.7\n')).toBe('pdf');
  expect(await formatOf('<html>%PDF-1.7', 'x.pdf')).toBe('web_page');
  expect(await formatOf('GIF89a\u0001\u0000\u0001\u0000', 'x.gif')).toBe('other');
});
