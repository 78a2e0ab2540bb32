import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findConverter, withConverted } from './convert.ts';
import { zipFile } from './fixtures/office-file.ts';
import { olderKind } from './older-kinds.ts';
import { readOfficialFile } from './read.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nhipcau-older-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function stored(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

const ole = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
const part = (name: string) => Buffer.from(name, 'utf16le');

describe('older kinds of files', () => {
  test('are told apart by content, whatever their name', async () => {
    const kind = async (name: string, ...content: Uint8Array[]) =>
      (await olderKind(await stored(name, Buffer.concat(content))))?.to ?? null;
    expect(await kind('a.bin', ole, part('WordDocument'))).toBe('docx');
    expect(await kind('b', ole, Buffer.alloc(5_000_000), part('Workbook'))).toBe('xlsx');
    expect(await kind('c.doc', ole, part('WordDocument'), part('EncryptionInfo'))).toBeNull();
    expect(await kind('d.ppt', ole, part('PowerPoint Document'))).toBeNull();
    expect(await kind('e.txt', Buffer.from('{\\rtf1 Công văn}'))).toBe('docx');
    expect(await kind('f.docx', Buffer.from('PK\u0003\u0004'))).toBeNull();
    expect(await kind('g.txt', Buffer.from('Thông báo'))).toBeNull();
  });

  test('that are broken, or for which LibreOffice is missing, are told of with how to save them anew', async () => {
    expect(findConverter('/nowhere:/neither')).toBe(findConverter());
    const path = await stored('bao-cao.doc', Buffer.concat([ole, part('WordDocument')]));
    await expect(readOfficialFile({ path, name: 'bao-cao.doc' })).rejects.toMatchObject({
      code: 'legacy-office',
      text: { vi: expect.stringContaining('lưu thành .docx') },
    });
  });
});

const converter = findConverter();

describe.skipIf(converter === null)('with LibreOffice installed', () => {
  const rows = [
    ['TT', 'Tên bài toán', 'Cơ quan chủ trì'],
    ['1', 'Cảnh báo sớm lũ quét, sạt lở đất', 'Sở Nông nghiệp và Môi trường'],
    ['2', 'Rút ngắn thời gian thông quan', 'Sở Công Thương'],
  ];

  /** The rows as an older program would have written them. */
  async function writtenAs(to: 'doc' | 'docx' | 'xls'): Promise<string> {
    const page = `<meta charset="utf-8"><p>DANH MỤC BÀI TOÁN LỚN</p><table border="1">${rows
      .map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`)
      .join('')}</table>`;
    const sheet = rows.map((row) => row.map((cell) => `"${cell}"`).join(',')).join('\n');
    const [source, filter] =
      to === 'xls'
        ? [await stored('bang.csv', sheet), 'Text - txt - csv (StarCalc):44,34,76']
        : [await stored('phu-luc.html', page), 'HTML (StarWriter)'];
    const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`;
    const how = ['--headless', '--norestore', profile, `--infilter=${filter}`];
    await promisify(execFile)(converter ?? '', [...how, '--convert-to', to, '--outdir', folder, source]);
    return source.replace(/\w+$/, to);
  }

  test('a .doc gives what its .docx gives, with a word of warning', async () => {
    const newer = await readOfficialFile({ path: await writtenAs('docx'), name: 'phu-luc.docx' });
    const document = await readOfficialFile({ path: await writtenAs('doc'), name: 'phu-luc.doc' });
    expect(newer.tables[0]?.columns).toEqual(rows[0]);
    expect(newer.tables[0]?.rows).toEqual(rows.slice(1));
    expect(document.tables).toEqual(newer.tables);
    expect(document.warnings[0]?.message).toContain('đã được chuyển sang .docx');
  });

  test('a .xls gives the table of its sheet', async () => {
    const { tables } = await readOfficialFile({ path: await writtenAs('xls'), name: 'bang.xls' });
    expect(tables[0]?.rows).toEqual(rows.slice(1));
  });

  test('what a file only links to is not asked for', async () => {
    let asked = 0;
    const server = createServer((_request, response) => {
      asked += 1;
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const kinds = 'urn:oasis:names:tc:opendocument:xmlns';
    const content = `<?xml version="1.0"?><office:document-content office:version="1.2"
      xmlns:office="${kinds}:office:1.0" xmlns:text="${kinds}:text:1.0" xmlns:draw="${kinds}:drawing:1.0"
      xmlns:svg="${kinds}:svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"><office:body><office:text>
      <text:p>Văn bản<draw:frame svg:width="2cm" svg:height="2cm" text:anchor-type="as-char"><draw:image
      xlink:href="http://127.0.0.1:${port}/anh.png" xlink:type="simple"/></draw:frame></text:p>
      </office:text></office:body></office:document-content>`;
    const manifest = `<?xml version="1.0"?><manifest:manifest xmlns:manifest="${kinds}:manifest:1.0">
      <manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>
      <manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>`;
    const path = await stored(
      'lien-ket.odt',
      await zipFile({
        mimetype: 'application/vnd.oasis.opendocument.text',
        'content.xml': content,
        'META-INF/manifest.xml': manifest,
      }),
    );
    const older = { path, from: 'writer8', to: 'docx' } as const;
    expect(await withConverted(converter ?? '', older, async () => 'read')).toBe('read');
    server.close();
    expect(asked).toBe(0);
  });

  test('nothing comes of what LibreOffice cannot read, and nothing is left behind', async () => {
    const before = (await readdir(tmpdir())).filter((name) => name.startsWith('nhipcau-convert-'));
    const path = await stored(
      'hong.odt',
      await zipFile({ mimetype: 'application/vnd.oasis.opendocument.text' }),
    );
    const broken = { path, from: 'writer8', to: 'docx' } as const;
    expect(await withConverted(converter ?? '', broken, async () => 'read')).toBeNull();
    const after = (await readdir(tmpdir())).filter((name) => name.startsWith('nhipcau-convert-'));
    expect(after).toEqual(before);
  });
});
