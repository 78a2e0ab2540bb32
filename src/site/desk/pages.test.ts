import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Session, TestApp } from '../../../test/support/app.ts';
import { draftEdition, openCatalogueApp } from '../../../test/support/catalogue.ts';
import { type Role, roles, system } from '../../kernel/actor.ts';
import { work } from '../../modules/catalogue/index.ts';
import { delegate } from '../../modules/directory/index.ts';
import { saveOrganisation } from '../../modules/directory/organisations/commands.ts';
import { deskTexts } from './texts.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openCatalogueApp();
});
afterAll(() => app.close());

async function deskOf(role: Role | readonly Role[], path = '/ban-lam-viec'): Promise<string> {
  return (await app.fetch(path, { as: await app.signIn(role) })).text();
}

/** The part of the page that says that nothing waits. */
function emptyPart(page: string): string {
  return /<div class="empty">.*?<div class="columns-side">/s.exec(page)?.[0] ?? '';
}

test('with nothing waiting, the main action of an officer and of a head is the import; others have none', async () => {
  for (const role of roles) {
    const offered = emptyPart(await deskOf(role)).includes(`href="${work.imports}"`);
    expect([role, offered]).toEqual([role, role === 'programme_officer' || role === 'programme_head']);
  }
  const english = emptyPart(await deskOf('programme_officer', '/en/ban-lam-viec'));
  expect(english).toContain(`href="/en${work.imports}"`);
});

test('each role reads once what it can do, whether anything waits or not', async () => {
  const { roles: sentences } = deskTexts('vi');
  const told = async () => {
    for (const role of roles) {
      const page = await deskOf(role);
      expect([role, page.split(sentences[role]).length - 1]).toEqual([role, 1]);
    }
    const both = await deskOf(['leader', 'inspector']);
    for (const role of ['leader', 'inspector'] as const)
      expect(both.split(sentences[role]).length - 1).toBe(1);
  };
  await told();
  await draftEdition(app.services, 2066);
  await told();
  expect(emptyPart(await deskOf('programme_officer'))).toBe('');
});

test('a deputy reads for whom they stand in and until when; the principal does not', async () => {
  const leader = await app.signIn('leader');
  const officer = await app.signIn('programme_officer');
  await app.services.db
    .updateTable('account')
    .set({ name: 'Trần Thị Bình' })
    .where('id', '=', leader.accountId)
    .execute();
  await delegate(app.services, system, {
    principal: leader.accountId,
    deputy: officer.accountId,
    role: 'leader',
    validFrom: '2026-05-04',
    validTo: '2026-05-10',
  });
  const line = 'Bạn đang thay Trần Thị Bình (Lãnh đạo UBND) đến hết ngày 10/05/2026.';
  const read = async (as: Session, path = '/ban-lam-viec') => (await app.fetch(path, { as })).text();
  expect(await read(officer)).toContain(line);
  expect(await read(leader)).not.toContain('đang thay');
  expect(await read(officer, '/en/ban-lam-viec')).toContain('You stand in for Trần Thị Bình');
  // all there may be on one desk: an officer of an agency that entries name, who stands in today
  const { id } = await saveOrganisation(app.services, system, {
    code: 'CQ-BAN',
    kind: 'department',
    name: 'Sở Mẫu',
  });
  await app.services.db
    .updateTable('account')
    .set({ organisation_id: id })
    .where('id', '=', officer.accountId)
    .execute();
  app.forgetStatements();
  await read(officer);
  expect(app.statements.length).toBeLessThanOrEqual(10);
});
