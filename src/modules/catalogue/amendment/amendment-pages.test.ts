import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Session, TestApp } from '../../../../test/support/app.ts';
import {
  draftEdition,
  draftEntry,
  hiddenField,
  openCatalogueApp,
} from '../../../../test/support/catalogue.ts';
import { readCatalogue } from '../../../office/index.ts';
import { readOfficialBytes } from '../../../office/reading.ts';
import { publishIssuedElsewhere } from '../index.ts';
import { work } from '../paths.ts';

let app: TestApp;
let officer: Session;
let head: Session;
let leader: Session;
beforeAll(async () => {
  app = await openCatalogueApp();
  officer = await app.signIn('programme_officer');
  head = await app.signIn('programme_head');
  leader = await app.signIn('leader');
});
afterAll(() => app.close());

async function html(path: string, as = officer): Promise<string> {
  const answer = await app.fetch(path, { as });
  return answer.text();
}

async function published(year: number, title = 'Đo mặn nước ngầm') {
  const { id, code } = await draftEdition(app.services, year);
  const entry = await draftEntry(app.services, id, title, { lead: 'SKHCN' });
  await publishIssuedElsewhere(app.services, id);
  return { id, code, entry: entry.id };
}

/** Begins one on the page; returns the number of the amendment. */
async function begin(id: number, reason = 'Theo kết luận ngày 05/3/2026'): Promise<number> {
  const answer = await app.fetch(work.amendments(id), { as: officer, form: { reason } });
  expect(answer.status).toBe(303);
  return Number(answer.headers.get('location')?.split('/').at(-1));
}

test('an officer amends an edition from its page, and who approves sees what it changes, in words', async () => {
  const { id, code, entry } = await published(2041);
  expect(await html(work.edition(id))).toContain(`href="${work.amendments(id)}"`);
  expect(await html(work.amendments(id))).toContain('Chưa có lần điều chỉnh nào');
  const bare = await app.fetch(work.amendments(id), { as: officer, form: { reason: ' ' } });
  expect(bare.status).toBe(422);
  expect(await bare.text()).toContain('Hãy ghi lý do điều chỉnh');

  const amendment = await begin(id, 'Bổ sung <b>chỉ tiêu</b>');
  const page = await html(work.edition(amendment));
  expect(page).toContain(`Điều chỉnh, bổ sung lần 1 của danh mục ${code}`);
  expect(page).toContain('Bổ sung &lt;b>chỉ tiêu&lt;/b>');
  expect(page).not.toContain('Dán bảng');
  expect(page).toContain('Bản điều chỉnh chưa thay đổi mục nào');
  expect(page).toMatch(/hãy chọn từ danh mục đang công bố các mục cần sửa, đưa ra hoặc tách, gộp các mục/);
  expect(page).not.toContain('Danh mục chưa có mục nào');
  expect(await html(work.approval(amendment))).not.toContain('Danh mục chưa có mục nào');
  const later = await draftEdition(app.services, 2099);
  const next = await html(work.edition(later.id));
  expect(next).toContain('Hãy nhập phụ lục');
  expect(next).toContain(`href="${work.outcomes(id)}?sang=`);
  const carryOver = `Đưa tiếp mục của ${code}: 1 mục chưa có kết quả`;
  expect(next).toContain(carryOver);
  await draftEntry(app.services, later.id, 'Sấy hồi', { lead: ['SKHCN'] });
  expect(await html(work.edition(later.id))).toContain(carryOver);
  expect(await html(work.amendments(id))).toContain(`Bản ${code}-DC1 đang được làm`);

  const choice = await html(`${work.chooseEntries(amendment)}?q=do+man`);
  expect(choice).toContain(`value="${entry} sua"`);
  const chosen = await app.fetch(work.chooseEntries(amendment), {
    as: officer,
    form: { muc: `${entry} sua` },
  });
  const copy = chosen.headers.get('location') ?? '';
  expect(copy).toMatch(new RegExp(`^${work.edition(amendment)}/muc/\\d+$`));
  const form = await html(copy);
  expect(form).toContain(`Mục này thay nội dung đang công bố của ${code}-01`);
  expect(form).toContain('Chưa có thay đổi nào so với bản đang công bố');
  const saved = await app.fetch(copy, {
    as: officer,
    form: {
      version: hiddenField(form, 'version'),
      base: hiddenField(form, 'base'),
      do: 'save',
      title: 'Đo mặn nước giếng',
      lead: 'SKHCN',
    },
  });
  expect(saved.status).toBe(303);
  const differs = await html(copy);
  expect(differs).toContain('<del>ngầm</del>');
  expect(differs).toContain('<ins>giếng</ins>');

  const press = async (path: string, as: Session) => {
    const checked = hiddenField(await html(work.approval(amendment), as), 'checked');
    return (await app.fetch(path, { as, form: { checked } })).status;
  };
  expect(await press(work.submitEdition(amendment), officer)).toBe(303);
  expect(await press(work.forwardEdition(amendment), head)).toBe(303);
  const seen = await html(work.approval(amendment), leader);
  expect(seen).toContain('Những thay đổi của bản điều chỉnh');
  expect(seen).toContain(`${code}-01`);
  expect(seen).toContain('Sau khi công bố: 1 mục đổi, 0 mục mới, 0 mục đưa ra');
  expect(await press(work.publishEdition(amendment), leader)).toBe(303);
  const after = await html(work.edition(id));
  expect(after).toContain('Đo mặn nước giếng');
  expect(after).toContain(`Điều chỉnh, bổ sung theo ${code}-DC1: sửa 1 mục, thêm 0, đưa ra 0`);
  const own = await html(work.edition(amendment), leader);
  expect(own).not.toContain('Thu hồi danh mục');
  expect(own).toContain('Công bố bản điều chỉnh: 1 mục đổi, 0 mục mới, 0 mục đưa ra');
});

test('what is to be taken out is shown as it is public and has no form; chosen again it is changed instead', async () => {
  const { id, entry } = await published(2042);
  const amendment = await begin(id);
  const out = await app.fetch(work.chooseEntries(amendment), {
    as: officer,
    form: { muc: `${entry} dua-ra` },
  });
  expect(out.headers.get('location')).toBe(work.chooseEntries(amendment));
  const choice = await html(work.chooseEntries(amendment));
  expect(choice).toContain('Đã chọn để đưa ra');
  const [, copy = ''] = new RegExp(`href="(${work.edition(amendment)}/muc/\\d+)"`).exec(choice) ?? [];
  const shown = await html(copy);
  expect(shown).toContain('sẽ được đưa ra khỏi danh mục khi bản điều chỉnh công bố');
  expect(shown).not.toContain('data-autosave');
  const again = await app.fetch(work.chooseEntries(amendment), {
    as: officer,
    form: { muc: `${entry} sua` },
  });
  expect(again.headers.get('location')).toBe(copy);
  expect(await html(copy)).toContain('data-autosave');
});

test('a second amendment beside the first is refused with the first one named; what was typed stays', async () => {
  const { id, code } = await published(2043);
  await begin(id);
  const refused = await app.fetch(work.amendments(id), { as: head, form: { reason: 'Việc khác' } });
  expect(refused.status).toBe(409);
  expect(await refused.text()).toContain(`${code}-DC1`);
  const wrong = await app.fetch(work.chooseEntries(await begin(id)), { as: officer, form: { muc: 'x' } });
  expect(wrong.status).toBe(422);
  expect((await app.fetch(work.chooseEntries(id), { as: officer })).status).toBe(404);
  expect((await app.fetch(work.amendments(id), { as: leader, form: { reason: 'x' } })).status).toBe(403);
});

test('a draft is given up from its page with a reason, asked for first; a plain one can be gone on with', async () => {
  const { id, code } = await published(2045);
  const amendment = await begin(id);
  const form = await html(work.changeEdition(amendment));
  expect(form).toContain('name="reason"');
  const fields = {
    version: hiddenField(form, 'version'),
    kind: 'problems',
    span: '2045',
    title: 'Điều chỉnh',
  };
  const empty = await app.fetch(work.changeEdition(amendment), {
    as: officer,
    form: { ...fields, reason: '' },
  });
  expect([empty.status, (await empty.text()).includes('Hãy ghi lý do điều chỉnh')]).toEqual([422, true]);
  expect(form).toContain('Danh mục bài toán lớn năm 2045</textarea>');
  const nameless = { ...fields, reason: 'x', amendedTitle: ' ' };
  const refused = await app.fetch(work.changeEdition(amendment), { as: officer, form: nameless });
  expect([refused.status, (await refused.text()).includes('href="#f-amendedTitle"')]).toEqual([422, true]);
  const corrected = {
    ...fields,
    reason: 'Lý do đã sửa',
    amendedTitle: 'Danh mục <b>mới</b>',
    phone: '0205 1',
  };
  expect((await app.fetch(work.changeEdition(amendment), { as: officer, form: corrected })).status).toBe(303);
  const page = await html(work.edition(amendment));
  for (const [place, told] of [
    ['page', page],
    ['approval', await html(work.approval(amendment), head)],
  ])
    for (const words of ['Tên và đầu mối của danh mục', '<ins>&lt;b>mới&lt;/b></ins>', '<ins>0205 1</ins>'])
      expect([place, told?.includes(words), words]).toEqual([place, true, words]);
  expect(page).toContain('Lý do đã sửa');
  expect(page).toContain(work.giveUpEdition(amendment));
  expect(await html(work.edition(amendment), leader)).not.toContain(work.giveUpEdition(amendment));
  expect(await html(work.giveUpEdition(amendment))).toContain(`Danh mục ${code} giữ nguyên`);
  const bare = await app.fetch(work.giveUpEdition(amendment), { as: officer, form: { remark: ' ' } });
  expect([bare.status, (await bare.text()).includes('Hãy ghi lý do bỏ')]).toEqual([422, true]);
  for (const name of ['van-ban.docx', 'van-ban.pdf', 'phu-luc.csv']) {
    const answer = await app.fetch(work.outgoingFile(amendment, 'quyet-dinh-dieu-chinh', name), {
      as: officer,
    });
    expect([name, answer.status]).toEqual([name, 200]);
  }
  const remark = 'Trùng <b>việc</b>';
  expect((await app.fetch(work.giveUpEdition(amendment), { as: officer, form: { remark } })).status).toBe(
    303,
  );
  const given = await html(work.edition(amendment));
  expect(given).toContain('Trùng &lt;b>việc&lt;/b>');
  expect(given).not.toContain('Làm tiếp bản này');
  expect(given).toContain('Bỏ bản nháp, không công bố');
  expect(await html('/ban-lam-viec')).not.toContain(`${code}-DC1`);
  expect(await html(work.amendments(id))).toContain('đã bỏ, không công bố');
  expect(await begin(id)).not.toBe(amendment);

  const { id: plain } = await draftEdition(app.services, 2046);
  expect(await html(work.giveUpEdition(plain))).toContain('Sau này vẫn mở lại');
  await app.fetch(work.giveUpEdition(plain), { as: officer, form: { remark: 'Không làm năm nay' } });
  expect((await app.fetch(work.newEntry(plain), { as: officer })).status).toBe(409);
  expect(await html(work.edition(plain))).toContain('Làm tiếp bản này');
  expect((await app.fetch(work.resumeEdition(plain), { as: head, form: {} })).status).toBe(303);
  expect((await app.fetch(work.newEntry(plain), { as: officer })).status).toBe(200);
});

test('the decision that adjusts an edition is written from its amendment, and reads back as what it does', async () => {
  const { id, entry } = await published(2044);
  const reason = 'Theo kết luận ngày 05/3/2026.';
  const amendment = await begin(id, reason);
  await app.fetch(work.chooseEntries(amendment), { as: officer, form: { muc: `${entry} dua-ra` } });
  await draftEntry(app.services, amendment, 'Sấy hồi bằng nhiệt thừa', {
    lead: 'SKHCN',
    results: [{ text: 'Giảm 20% nhiên liệu' }],
  });
  const list = await html(work.outgoingDocuments(amendment));
  expect(list).toContain('Quyết định điều chỉnh, bổ sung danh mục');
  expect(list).not.toContain('Thông báo công bố');
  for (const name of ['van-ban.docx', 'van-ban.pdf']) {
    const answer = await app.fetch(work.outgoingFile(amendment, 'quyet-dinh-dieu-chinh', name), {
      as: officer,
    });
    const read = await readOfficialBytes(new Uint8Array(await answer.arrayBuffer()), name);
    expect(read).toMatchObject({ kind: 'decision', number: null, symbol: 'QĐ-UBND' });
    expect(read.title).toBe('Về việc điều chỉnh, bổ sung danh mục bài toán lớn năm 2044');
    expect(read.articles.map(({ number }) => number)).toEqual(['1', '2', '3', '4']);
    expect(JSON.stringify(read.articles)).toContain(reason);
    const { entries } = readCatalogue(read, { kind: 'problems', year: 2044 });
    expect(entries.map(({ title, fields }) => [title, fields['Nội dung điều chỉnh']])).toEqual([
      ['Đo mặn nước ngầm', 'Đưa ra khỏi danh mục'],
      ['Sấy hồi bằng nhiệt thừa', 'Bổ sung'],
    ]);
  }
  expect((await app.fetch(work.outgoing(amendment, 'thong-bao'), { as: officer })).status).toBe(404);
});
