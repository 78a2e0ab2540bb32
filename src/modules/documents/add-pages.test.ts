import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planText } from '../../../test/support/documents.ts';
import {
  formFields,
  idOf,
  openRegister,
  type Register,
  textFile,
  work,
} from '../../../test/support/register.ts';
import { findDocument } from './store.ts';

let app: Register['app'];
let officer: Register['officer'];
let inspector: Register['inspector'];
let upload: Register['upload'];
let reviewOf: Register['reviewOf'];
beforeAll(async () => {
  ({ app, officer, inspector, upload, reviewOf } = await openRegister());
});
afterAll(() => app.close());

describe('bringing a file in', () => {
  it('reads it and leads to a review with what was read beside each field', async () => {
    const response = await upload(planText('145/KH-UBND'));
    expect(response.status).toBe(303);
    const { html } = await reviewOf(idOf(response));
    expect(html).toContain('value="145/KH-UBND"');
    expect(html).toContain('Trong tệp: 145/KH-UBND');
    expect(html).toContain('value="28/05/2025"');
    expect(html).toContain('57-NQ/TW');
    expect(html).toContain('Bộ Khoa học và Công nghệ (b/c)');
  });

  it('the same file again, and the same click twice, lead to the document there is', async () => {
    const first = idOf(await upload(planText('146/KH-UBND')));
    const [second, third] = await Promise.all([
      upload(planText('146/KH-UBND'), 'ten-khac.txt'),
      upload(planText('146/KH-UBND')),
    ]);
    expect([idOf(second), idOf(third)]).toEqual([first, first]);
  });

  it('a file that cannot be read is kept, and its facts can be typed; typed twice is once', async () => {
    const response = await upload('', 'rong.txt');
    expect(response.status).toBe(422);
    const unreadable = await app.fetch(`${work}/them`, {
      as: officer,
      upload: { files: { file: new File(['PK\u0003\u0004 broken'], 'hong.docx') } },
    });
    expect(unreadable.status).toBe(422);
    const html = await unreadable.text();
    expect(html).toContain('Tệp “hong.docx” đã được giữ lại');
    const fields = {
      ...formFields(html),
      kind: 'decision',
      title: 'Quyết định gõ tay',
      number: '12/QĐ-UBND',
    };
    const [one, two] = await Promise.all([
      app.fetch(`${work}/nhap-tay`, { as: officer, form: fields }),
      app.fetch(`${work}/nhap-tay`, { as: officer, form: fields }),
    ]);
    expect(one.status).toBe(303);
    expect(idOf(one)).toBe(idOf(two));
    const document = await findDocument(app.services.db, idOf(one));
    expect(document).toMatchObject({ title: 'Quyết định gõ tay', file: { name: 'hong.docx' } });
  });

  it('nobody gets hold of a file by naming its hash', async () => {
    const forged = `${Buffer.from(JSON.stringify({ sha256: 'a'.repeat(64), size: 1, mediaType: 'x', name: 'x', account: officer.accountId })).toString('base64url')}.forged`;
    const html = await (await app.fetch(`${work}/nhap-tay`, { as: officer })).text();
    const fields = { ...formFields(html), kind: 'plan', title: 'Một văn bản', file: forged };
    const response = await app.fetch(`${work}/nhap-tay`, { as: officer, form: fields });
    expect(response.status).toBe(422);
    expect(await response.text()).toContain('tải tệp lên lại');
  });

  it('a form sent without a file says so', async () => {
    const response = await app.fetch(`${work}/them`, { as: officer, upload: { files: {} } });
    expect(response.status).toBe(422);
    expect(await response.text()).toContain('Hãy chọn tệp');
  });

  it('a file above the limit is refused in words and leaves nothing', async () => {
    const before = await count();
    const response = await app.fetch(`${work}/them`, {
      as: officer,
      upload: { files: { file: new File([new Uint8Array(25_000_001)], 'lon.pdf') } },
    });
    expect(response.status).toBe(413);
    expect(await response.text()).toContain('tối đa 25 MB');
    expect(await count()).toBe(before);
  });

  it('an upload that breaks off leaves nothing', async () => {
    const before = await count();
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(
          new TextEncoder().encode(
            `--x\r\ncontent-disposition: form-data; name="_csrf"\r\n\r\n${officer.csrfToken}\r\n--x\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\nSố: 1/KH`,
          ),
        );
        setTimeout(() => controller.error(new Error('gone')), 20);
      },
    });
    const response = await app.web.fetch(
      new Request(`http://localhost:8080${work}/them`, {
        method: 'POST',
        headers: {
          cookie: officer.cookie,
          'sec-fetch-site': 'same-origin',
          'content-type': 'multipart/form-data; boundary=x',
        },
        body,
        duplex: 'half',
      } as RequestInit),
    );
    expect(response.status).toBe(400);
    expect(await count()).toBe(before);
  });

  it('is closed to everybody else, and to forged forms', async () => {
    const sending = { upload: { files: { file: textFile(planText('1/KH-UBND')) } } };
    expect((await app.fetch(`${work}/them`, { ...sending, as: inspector })).status).toBe(403);
    expect((await app.fetch(`${work}/them`, sending)).status).toBe(401);
    const forged = await app.fetch(`${work}/them`, { ...sending, as: { ...officer, csrfToken: 'x' } });
    expect(forged.status).toBe(403);
  });

  const count = async () =>
    (
      await app.services.db
        .selectFrom('document')
        .select((q) => q.fn.countAll<number>().as('all'))
        .executeTakeFirstOrThrow()
    ).all;
});
