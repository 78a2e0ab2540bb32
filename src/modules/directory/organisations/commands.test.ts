import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../../../test/support/app.ts';
import { makeLangSon, makeOrganisation } from '../../../../test/support/directory.ts';
import { system, visitor } from '../../../kernel/actor.ts';
import type { LocalDate } from '../../../kernel/dates.ts';
import { verifyEvents } from '../../../platform/events/verify.ts';
import { endOrganisation, saveOrganisation } from './commands.ts';
import { communes, findOrganisation, listOrganisations, organisationChoices } from './queries.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp([]);
  await makeLangSon(app.services);
});
afterAll(() => app.close());

const save = (input: Parameters<typeof saveOrganisation>[2]) => saveOrganisation(app.services, system, input);
const fields = async (saving: Promise<unknown>) => {
  const error = await saving.then(
    () => null,
    (failure: unknown) => failure,
  );
  return Object.keys((error as { fields?: object } | null)?.fields ?? {});
};
const one = (code: string) => findOrganisation(app.services.db, code);

test('an organisation keeps its parent, predecessors, dates and names', async () => {
  expect(await one('SKHCN')).toMatchObject({
    name: 'Sở Khoa học và Công nghệ',
    validFrom: '2025-03-01',
    validTo: null,
    parent: { code: 'UBND-LS' },
    predecessors: [{ code: 'STTTT' }],
    version: 1,
  });
  expect((await one('STTTT')).successors).toMatchObject([{ code: 'SKHCN' }]);
});

test('saving the same again changes nothing, saving something else under a code that is taken is refused', async () => {
  const input = { code: 'SYT', kind: 'department', name: 'Sở Y tế' };
  const first = await save(input);
  expect(await save({ ...input, name: '  Sở   Y tế ' })).toEqual(first);
  expect(await fields(save({ ...input, name: 'Sở Y tế khác' }))).toEqual(['code']);
});

test('every wrong field is told at once', async () => {
  const wrong = {
    code: 'sở y tế',
    kind: 'ministry',
    name: '   ',
    taxCode: '12',
    validFrom: '30/02/2025',
    parent: 'không có',
  };
  expect((await fields(save(wrong))).sort()).toEqual([
    'code',
    'kind',
    'name',
    'parent',
    'taxCode',
    'validFrom',
  ]);
  expect(await fields(save({ code: 'X1', kind: 'tax', name: 'a'.repeat(5000) }))).toEqual(['name']);
  expect(
    await fields(
      save({ code: 'X1', kind: 'tax', name: 'X', validFrom: '2025-03-01', validTo: '2025-02-28' }),
    ),
  ).toEqual(['validTo']);
  expect(await fields(save({ code: 'X1', kind: 'tax', name: 'X', predecessors: ['GHOST'] }))).toEqual([
    'predecessors',
  ]);
});

test('a tax code belongs to one organisation', async () => {
  await makeOrganisation(app.services, { code: '4900000001', kind: 'enterprise', taxCode: '4900000001' });
  expect(
    await fields(save({ code: 'KHAC', kind: 'enterprise', name: 'Khác', taxCode: '4900000001' })),
  ).toEqual(['taxCode']);
});

test('of two people who change an organisation at once the second is told and overwrites nothing', async () => {
  await makeOrganisation(app.services, { code: 'SCT', name: 'Sở Công Thương' });
  const input = { code: 'SCT', kind: 'department', version: 1 };
  const outcomes = await Promise.allSettled([
    save({ ...input, name: 'Sở Công Thương A' }),
    save({ ...input, name: 'Sở Công Thương B' }),
  ]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const refused = outcomes.find((outcome) => outcome.status === 'rejected');
  expect(refused?.reason).toMatchObject({ kind: 'conflict' });
  expect((await one('SCT')).version).toBe(2);
});

test('nobody stands above or comes after themselves, not even over several steps', async () => {
  for (const code of ['A1', 'A2', 'A3']) await makeOrganisation(app.services, { code });
  const base = { kind: 'department' };
  await save({ ...base, code: 'A2', name: 'A2', parent: 'A1', predecessors: ['A1'], version: 1 });
  await save({ ...base, code: 'A3', name: 'A3', parent: 'A2', predecessors: ['A2'], version: 1 });
  expect(await fields(save({ ...base, code: 'A1', name: 'A1', parent: 'A3', version: 1 }))).toEqual([
    'parent',
  ]);
  expect(await fields(save({ ...base, code: 'A1', name: 'A1', parent: 'A1', version: 1 }))).toEqual([
    'parent',
  ]);
  expect(await fields(save({ ...base, code: 'A1', name: 'A1', predecessors: ['A3'], version: 1 }))).toEqual([
    'predecessors',
  ]);
  const circles = await Promise.allSettled([
    save({ ...base, code: 'A1', name: 'A1', predecessors: ['A3'], version: 1 }),
    save({ ...base, code: 'A1', name: 'A1', parent: 'A2', version: 1 }),
  ]);
  expect(circles.every(({ status }) => status === 'rejected')).toBe(true);
});

test('an ended organisation names its successors, leaves the choices and stays in the directory', async () => {
  await makeOrganisation(app.services, { code: 'CU', name: 'Sở Cũ', validFrom: '2020-01-01' });
  await makeOrganisation(app.services, { code: 'MOI', name: 'Sở Mới' });
  const end = { code: 'CU', version: 1, validTo: '30/04/2026', successors: ['MOI'] };
  expect(await fields(endOrganisation(app.services, system, { ...end, validTo: '' }))).toEqual(['validTo']);
  expect(await fields(endOrganisation(app.services, system, { ...end, validTo: '31/12/2019' }))).toEqual([
    'validTo',
  ]);
  await expect(endOrganisation(app.services, system, { ...end, version: 7 })).rejects.toMatchObject({
    kind: 'conflict',
  });
  await endOrganisation(app.services, system, end);
  expect(await one('CU')).toMatchObject({ validTo: '2026-04-30', successors: [{ code: 'MOI' }] });
  await expect(endOrganisation(app.services, system, { ...end, version: 2 })).rejects.toMatchObject({
    kind: 'wrong_state',
  });
  expect((await organisationChoices(app.services.db)).map(({ code }) => code)).not.toContain('CU');
});

test('visitors and officers change nothing', async () => {
  const input = { code: 'LA', kind: 'department', name: 'Lạ' };
  await expect(saveOrganisation(app.services, visitor, input)).rejects.toMatchObject({ kind: 'forbidden' });
  await expect(
    endOrganisation(app.services, visitor, {
      code: 'SYT',
      version: 1,
      validTo: '2026-01-01',
      successors: [],
    }),
  ).rejects.toMatchObject({ kind: 'forbidden' });
});

test('the public list forgives diacritics, walks by code, and leaves persons out', async () => {
  await makeOrganisation(app.services, { code: 'CN-01', kind: 'individual', name: 'Lý Thị Riêng Tư' });
  const { db } = app.services;
  const list = (filter: Partial<Parameters<typeof listOrganisations>[1]>) =>
    listOrganisations(db, { limit: 20, ...filter });
  for (const q of ['khoa hoc', 'KHOA HỌC', 'công nghệ khoa', 'khcn', 'kh&cn', 'skhcn', 'Science'])
    expect((await list({ q })).items.map(({ code }) => code)).toContain('SKHCN');
  expect((await list({ q: 'rieng tu' })).items).toEqual([]);
  for (const q of ['%', '_', '\\', "'; drop table organisation; --"])
    expect((await list({ q })).items).toEqual([]);
  const walked: string[] = [];
  let after: string | null = null;
  do {
    const part: Awaited<ReturnType<typeof listOrganisations>> = await list({ limit: 2, after });
    walked.push(...part.items.map(({ code }) => code));
    after = part.next;
  } while (after);
  expect(walked).toEqual([...walked].sort());
  expect(walked).toHaveLength((await list({})).total);
  expect(walked).not.toContain('CN-01');
  const then = await list({ on: '2025-02-01' as LocalDate, kind: 'department' });
  expect(then.items.map(({ code }) => code)).toContain('STTTT');
  expect(then.items.map(({ code }) => code)).not.toContain('SKHCN');
  expect((await communes(db)).map(({ code }) => code)).toEqual(['20-06187', '20-06184']);
});

test('what changed about a person stays erasable; the chain of events holds', async () => {
  const person = { code: 'CN-02', kind: 'individual', name: 'Vi Thị Hà' };
  await save(person);
  await save({ ...person, name: 'Vi Thị Thanh Hà', version: 1 });
  const events = await app.services.db.selectFrom('event').select('facts').execute();
  expect(JSON.stringify(events)).not.toContain('Vi Thị');
  expect(JSON.stringify(events)).toContain('Sở Công Thương');
  expect(await verifyEvents(app.services.db)).toMatchObject({ broken: null });
});
