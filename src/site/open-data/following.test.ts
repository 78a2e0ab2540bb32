import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { citing, registerPublished } from '../../../test/support/documents.ts';
import { nothing } from '../../../test/support/outcomes.ts';
import {
  draftDocument,
  editionWith,
  openPortal,
  type Portal,
  resolution,
} from '../../../test/support/portal.ts';
import { system } from '../../kernel/actor.ts';
import { beginAmendment, chooseEntry } from '../../modules/catalogue/amendment/commands.ts';
import { reopenEdition } from '../../modules/catalogue/approval/ends.ts';
import { settleOutcomes } from '../../modules/catalogue/carry-over/commands.ts';
import { chooseReplaced } from '../../modules/catalogue/carry-over/supersede.ts';
import { findEdition } from '../../modules/catalogue/edition-store.ts';
import { saveEntry } from '../../modules/catalogue/entry-commands.ts';
import { allEntries, entriesOf } from '../../modules/catalogue/entry-store.ts';
import { publishIssuedElsewhere, withdrawEdition } from '../../modules/catalogue/index.ts';
import { mergeEntries } from '../../modules/catalogue/succession/merging.ts';
import { splitEntry } from '../../modules/catalogue/succession/splitting.ts';
import { endOrganisation, saveOrganisation } from '../../modules/directory/organisations/commands.ts';
import { editDocument, publishDocument, publishDocumentWithin } from '../../modules/documents/commands.ts';
import { findDocument } from '../../modules/documents/store.ts';
import { writeCursor } from '../api/paging.ts';
import { type DatasetName, datasets } from './datasets.ts';
import { publicState } from './state.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.app.close());

type Row = Readonly<Record<string, unknown>>;
const row = z.record(z.string(), z.unknown());
const change = z.object({
  items: z.array(
    z.object({
      cursor: z.string(),
      kind: z.enum(['edition', 'problem', 'need', 'document', 'organisation']),
      code: z.string(),
      event: z.string(),
    }),
  ),
  next: z.string().nullable(),
});

async function read(path: string): Promise<Row | null> {
  const answer = await portal.app.fetch(path);
  return answer.status === 200 ? row.parse(await answer.json()) : null;
}

/** What somebody elsewhere keeps of the open data: files once, and then only what the changes tell of. */
class Copy {
  private readonly sets = new Map<DatasetName, Map<string, Row>>(
    datasets.map(({ name }) => [name, new Map()]),
  );
  private since = '';

  rows(name: DatasetName): Map<string, Row> {
    const found = this.sets.get(name);
    if (!found) throw new Error(name);
    return found;
  }

  /** Begins with the files as they are now, instead of with nothing. */
  async download(): Promise<void> {
    for (const [at, { name, slug, key }] of datasets.entries()) {
      const answer = await portal.app.fetch(`/du-lieu-mo/${slug}/du-lieu.json`);
      // what changes while files are read comes once more: from the first of them on
      if (at === 0) this.since = answer.headers.get('x-changes-since') ?? '';
      for (const one of z.array(row).parse(await answer.json())) this.rows(name).set(String(one[key]), one);
    }
  }

  async follow(): Promise<number> {
    let told = 0;
    for (;;) {
      const page = change.parse(
        await portal.json(`/api/v1/changes?limit=3${this.since && `&since=${this.since}`}`),
      );
      for (const one of page.items) {
        await this.apply(one.kind, one.code);
        this.since = one.cursor;
        told += 1;
      }
      if (page.next === null) return told;
    }
  }

  private async apply(kind: z.output<typeof change>['items'][number]['kind'], code: string): Promise<void> {
    if (kind === 'problem') await this.entry('problems', code);
    else if (kind === 'need') await this.entry('needs', code);
    else if (kind === 'edition') await this.edition(code);
    else if (kind === 'document') await this.document(code);
    else await this.organisation(code);
  }

  private put(name: DatasetName, key: string, found: Row | null): void {
    const shape = datasets.find((dataset) => dataset.name === name)?.row;
    if (found && shape) this.rows(name).set(key, shape.parse(found));
    else this.rows(name).delete(key);
  }

  private async entry(kind: 'problems' | 'needs', code: string): Promise<void> {
    const found = await read(`/api/v1/${kind}/${code}`);
    this.put(kind, code, found?.withdrawn || found?.superseded ? null : found);
    const said = found && !found.withdrawn ? (found.outcome as Row | null) : null;
    const { url, edition, title, titleEn, continuedAs } = found ?? {};
    this.put('outcomes', code, said && { code, url, kind, edition, title, titleEn, ...said, continuedAs });
  }

  private async edition(code: string): Promise<void> {
    const found = await read(`/api/v1/editions/${code}`);
    const document = found?.document as { id: number } | null | undefined;
    this.put('editions', code, found && { ...found, document: document?.id ?? null });
    for (const kind of ['problems', 'needs'] as const) {
      for (const [key, one] of this.rows(kind)) if (one.edition === code) this.rows(kind).delete(key);
      if (found?.kind === kind && !found.withdrawn && !found.superseded)
        for (const one of await this.listed(kind, Number(found.year)))
          if (one.edition === code) await this.entry(kind, String(one.code));
    }
    // an outcome leads to entries of other editions: after a change of an edition this small file is read again
    this.rows('outcomes').clear();
    const outcomes = z.array(row).parse(await portal.json('/du-lieu-mo/ket-qua/du-lieu.json'));
    for (const one of outcomes) this.put('outcomes', String(one.code), one);
  }

  private async listed(kind: string, year: number): Promise<Row[]> {
    const list: Row[] = [];
    for (let next: string | null = ''; next !== null; ) {
      const page: { items: Row[]; next: string | null } = z
        .object({ items: z.array(row), next: z.string().nullable() })
        .parse(await portal.json(`/api/v1/${kind}?year=${year}&limit=2${next && `&cursor=${next}`}`));
      list.push(...page.items);
      next = page.next;
    }
    return list;
  }

  private async document(id: string): Promise<void> {
    const found = await read(`/api/v1/documents/${id}`);
    this.put('documents', id, found);
    // what it replaces is in force no longer
    const cited = z
      .array(z.object({ role: z.string(), document: z.number().nullable() }))
      .parse(found?.citations ?? []);
    for (const { role, document } of cited)
      if (role === 'replaces' && document !== null)
        this.put('documents', String(document), await read(`/api/v1/documents/${document}`));
  }

  private async organisation(code: string): Promise<void> {
    const linked = (one: Row | null | undefined) =>
      z.array(z.string()).parse([...((one?.predecessors ?? []) as []), ...((one?.successors ?? []) as [])]);
    const before = this.rows('organisations').get(code);
    const found = await read(`/api/v1/organisations/${code}`);
    this.put('organisations', code, found);
    for (const other of new Set([...linked(before), ...linked(found)]))
      this.put('organisations', other, await read(`/api/v1/organisations/${other}`));
  }
}

async function expectWhole(copy: Copy, step: string): Promise<void> {
  for (const { name, slug, key } of datasets) {
    const file = z.array(row).parse(await portal.json(`/du-lieu-mo/${slug}/du-lieu.json`));
    const byKey = (rows: readonly Row[]) =>
      rows.toSorted((a, b) => (String(a[key]) < String(b[key]) ? -1 : 1));
    expect(byKey([...copy.rows(name).values()]), `${name} after: ${step}`).toEqual(byKey(file));
  }
}

async function amend(edition: number, change: (amendment: number) => Promise<unknown>): Promise<void> {
  const { services } = portal.app;
  const { id } = await beginAmendment(services, system, edition, { reason: 'Kết luận 12/TB-UBND' });
  await change(id);
  await publishIssuedElsewhere(services, id);
}

const entriesIn = (edition: number) => allEntries(portal.app.services.db, system, edition);
const entryCalled = async (edition: number, title: string) => {
  const found = (await entriesIn(edition)).find((entry) => entry.title === title && entry.removedAt === null);
  if (!found) throw new Error(title);
  return found;
};
const common = {
  sectors: ['du-lich'],
  bases: [resolution],
  lead: 'SKHCN',
  results: [{ text: 'Có kết quả' }],
};

/** Everything that happens to what is public, in the order in which it may. */
function* life(): Generator<readonly [step: string, take: () => Promise<unknown>]> {
  const { services } = portal.app;
  const ids = { former: 0, next: 0 };
  const at = (day: string) => portal.app.setNow(new Date(`${day}T02:00:00Z`));
  yield [
    'publication',
    async () => {
      const entries = ['Đo mặn', 'Sấy hồi', 'Sương muối', 'Chờ ở bãi'].map((title) => ({ title }));
      ids.former = await editionWith(services, { year: 2030, entries });
      await editionWith(services, { kind: 'needs', year: 2030, entries: [{ title: 'Máy sấy' }] });
    },
  ];
  yield [
    'a changed entry, one more and one taken out',
    async () => {
      at('2026-05-05');
      await amend(ids.former, async (amendment) => {
        const changed = await entryCalled(ids.former, 'Đo mặn');
        const copy = await chooseEntry(services, system, amendment, changed.id, { takesOut: false });
        await saveEntry(services, system, copy.id, {
          version: copy.version,
          entry: { ...common, title: 'Đo mặn nước ngầm' },
        });
        await chooseEntry(services, system, amendment, (await entryCalled(ids.former, 'Chờ ở bãi')).id, {
          takesOut: true,
        });
      });
    },
  ];
  yield [
    'a document that replaces another',
    async () => {
      const citations = [
        citing({ number: '71/NQ-CP', symbol: 'NQ-CP', role: 'replaces', raw: 'Nghị quyết số 71/NQ-CP' }),
      ];
      await registerPublished(services, {
        kind: 'resolution',
        number: '99/NQ-CP',
        symbol: 'NQ-CP',
        citations,
      } as never);
    },
  ];
  yield [
    'an organisation that ends in another',
    async () => {
      await saveOrganisation(services, system, { code: 'SMOI', kind: 'department', name: 'Sở mới' });
      await endOrganisation(services, system, {
        code: 'SCT',
        validTo: '2026-05-31',
        successors: ['SMOI'],
        version: 1,
      });
    },
  ];
  yield [
    'the next edition, which replaces it and carries over',
    async () => {
      at('2026-06-10');
      ids.next = await editionWith(services, {
        year: 2031,
        entries: [{ title: 'Mục mới' }],
        published: false,
      });
      const settle = async (title: string, said: object) =>
        settleOutcomes(services, system, ids.former, {
          ...nothing,
          ...said,
          entries: [{ id: (await entryCalled(ids.former, title)).id, seen: 0 }],
        });
      await settle('Sấy hồi', { outcome: 'carried_over', into: ids.next });
      await settle('Sương muối', { outcome: 'carried_over', into: ids.next });
      await settle('Đo mặn nước ngầm', { outcome: 'resolved', note: 'Đã có bản đồ' });
      const { version } = await findEdition(services.db, ids.next);
      await chooseReplaced(services, system, ids.next, { replaces: ids.former, version });
      for (const entry of await entriesIn(ids.next))
        await saveEntry(services, system, entry.id, {
          version: entry.version,
          entry: { ...common, title: entry.title },
        });
      await publishIssuedElsewhere(services, ids.next);
    },
  ];
  yield [
    'two entries merged',
    async () => {
      at('2026-07-10');
      await amend(ids.next, async (amendment) => {
        const [into, from] = [await entryCalled(ids.next, 'Mục mới'), await entryCalled(ids.next, 'Sấy hồi')];
        const shown = (await entriesOf(services.db, system, [into.id, from.id])).map(({ id, version }) => ({
          id,
          version,
        }));
        await mergeEntries(services, system, amendment, { entries: shown, into: into.id, chosen: {} });
      });
    },
  ];
  yield [
    'one entry split',
    async () => {
      at('2026-08-10');
      await amend(ids.next, async (amendment) => {
        const { id, version } = await entryCalled(ids.next, 'Sương muối');
        const parts = ['Vùng cao', 'Vùng thấp'].map((title) => ({ title, rows: ['results-0', 'bases-0'] }));
        await splitEntry(services, system, amendment, id, { version, stays: false, parts });
      });
    },
  ];
  yield [
    'an entry that becomes confidential',
    () =>
      amend(ids.next, async (amendment) => {
        const { id } = await entryCalled(ids.next, 'Vùng cao');
        const copy = await chooseEntry(services, system, amendment, id, { takesOut: false });
        const entry = { ...common, title: 'Vùng cao', confidential: true };
        await saveEntry(services, system, copy.id, { version: copy.version, entry });
      }),
  ];
  yield [
    'its withdrawal, which puts the former one in force',
    () => withdrawEdition(services, system, ids.next, { note: 'Công bố nhầm' }),
  ];
  yield ['its publication again', () => reopenEdition(services, system, ids.next, { note: 'Thu hồi nhầm' })];
  yield [
    'a document corrected',
    async () => {
      const document = await findDocument(services.db, portal.resolutionId);
      if (!document) throw new Error('no document');
      const { signer, version, ...head } = document;
      await editDocument(services, system, document.id, {
        ...{ ...head, place: 'Hà Nội', version, citations: [] },
        ...{ signerName: signer.name, signerRoles: signer.roles },
      });
    },
  ];
}

test('a copy that begins empty and follows the changes is the open data after every step', async () => {
  const copy = new Copy();
  const late = new Copy();
  for (const [step, take] of life()) {
    await take();
    expect(await copy.follow(), step).toBeGreaterThan(0);
    await expectWhole(copy, step);
    if (step.startsWith('the next edition')) {
      expect(copy.rows('outcomes').size).toBe(3);
      expect([...copy.rows('problems').values()].map(({ edition }) => edition)).not.toContain('BTL-2030');
    }
    if (step === 'one entry split') await late.download();
  }
  await late.follow();
  await expectWhole(late, 'a download in between');
});

test('what is committed later is told later, so that nobody who asks meanwhile misses it', async () => {
  const { services } = portal.app;
  const state = async () => (await publicState(services.db)).seq;
  const known = await state();
  const told = async () =>
    change
      .parse(await portal.json(`/api/v1/changes?since=${writeCursor({ seq: known })}`))
      .items.map(({ code }) => code);
  const first = await draftDocument(services, 'Văn bản thứ nhất', '11/KH-UBND');
  const second = await draftDocument(services, 'Văn bản thứ hai', '12/KH-UBND');
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const slow = services.db.transaction().execute(async (tx) => {
    await publishDocumentWithin(tx, system, first, services.clock());
    await held;
  });
  await vi.waitFor(async () => expect(await waitingOrHeld()).toBe(true));
  // it numbers its event only once the first one is committed
  const quick = publishDocument(services, system, second);
  expect(await told()).toEqual([]);
  release();
  await Promise.all([slow, quick]);
  expect(await told()).toEqual([String(first), String(second)]);
});

/** Whether somebody holds the head of the chain. */
async function waitingOrHeld(): Promise<boolean> {
  const { services } = portal.app;
  return services.db.transaction().execute(async (tx) => {
    const { rows } = await sql`select seq from event_head for update skip locked`.execute(tx);
    return rows.length === 0;
  });
}
