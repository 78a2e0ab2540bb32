import { afterAll, beforeAll, expect, test } from 'vitest';
import { readingOf } from '../../../test/support/documents.ts';
import { editionWith, openPortal, type Portal } from '../../../test/support/portal.ts';
import { system } from '../../kernel/actor.ts';
import type { PartialDate } from '../../kernel/dates.ts';
import { browseItems } from '../../platform/search/index.ts';
import { editDocument, registerDocument } from '../documents/index.ts';
import { findDocument, loadCitations } from '../documents/store.ts';
import { findEdition } from './edition-store.ts';
import { changeEdition, publishIssuedElsewhere } from './index.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.app.close());

async function issuedEdition(year: number, date: string): Promise<number> {
  const { services } = portal.app;
  const editionId = await editionWith(services, {
    year,
    entries: [{ title: `Một của ${year}` }, { title: `Hai của ${year}` }],
    published: false,
  });
  const { id } = await registerDocument(services, system, {
    reading: readingOf({ kind: 'decision', number: `${year}/QĐ-UBND`, date, title: `Danh mục ${year}` }),
    file: null,
  });
  const { kind, title, version } = await findEdition(services.db, editionId);
  const change = { kind, span: String(year), title, documentId: id, version };
  await changeEdition(services, system, editionId, change);
  await publishIssuedElsewhere(services, editionId);
  return id;
}

async function correct(id: number, issued: string): Promise<void> {
  const { services } = portal.app;
  const document = await findDocument(services.db, id);
  if (!document) throw new Error('no such document');
  const { signer, ...rest } = document;
  await editDocument(services, system, id, {
    ...rest,
    signerName: signer.name,
    signerRoles: signer.roles,
    citations: await loadCitations(services.db, id),
    issued: issued as PartialDate,
  });
}

async function days(): Promise<Record<string, string | null>> {
  const { items } = await browseItems(portal.app.services.db, 'problem', 'newest', 0, 10);
  return Object.fromEntries(items.map(({ code, dated }) => [code, dated]));
}

test('correcting the date of an issuing document moves its entries in the lists, and no others', async () => {
  const document = await issuedEdition(2026, '2026-03-10');
  await issuedEdition(2025, '2025-04-01');
  await correct(document, '2026-04-20');
  expect(await days()).toEqual({
    'BTL-2026-01': '2026-04-20',
    'BTL-2026-02': '2026-04-20',
    'BTL-2025-01': '2025-04-01',
    'BTL-2025-02': '2025-04-01',
  });
});
