// npm run bench -- feed: 100,000 followers told of an edition of 100 entries, against inserting the same rows in bulk
import { sql } from 'kysely';
import { system } from '../src/kernel/actor.ts';
import {
  addEntry,
  createEdition,
  publishIssuedElsewhere,
  saveSector,
} from '../src/modules/catalogue/index.ts';
import { saveOrganisation } from '../src/modules/directory/index.ts';
import { tellAtOnce } from '../src/modules/notifications/following/jobs.ts';
import { migrate } from '../src/platform/database/migrate.ts';
import type { Services } from '../src/platform/services.ts';
import { generatedItem } from './generated-items.ts';
import { databaseApart, servicesOn, servingJob } from './served.ts';

const followers = Number(process.argv.find((word) => /^--followers=\d+$/.test(word))?.slice(12) ?? 100_000);
/** One of the cases alone. */
const only = process.argv.find((word) => /^--only=\w+$/.test(word))?.slice(7);
const entries = 100;
const rounds = 3;
const limits = { ratio: 2, megabytes: 300 };

/** Who follows what of the former edition: the same as many others, or things of their own. */
const cases = {
  /** One entry each: as many different letters as entries. */
  shared: { each: 1, people: followers },
  /** Three entries each, drawn at random: nearly as many different letters as followers, of whom there are a tenth. */
  personal: { each: 3, people: Math.ceil(followers / 10) },
} as const;
type Case = keyof typeof cases;

interface Measured {
  readonly tellMs: number;
  readonly bulkMs: number;
  readonly letters: number;
  readonly mailsEach: number;
  readonly megabytes: number;
}

await servingJob();
process.exitCode = await measureAll();

async function measureAll(): Promise<number> {
  const server = await databaseApart();
  try {
    await migrate(server.connection);
    const services = await servicesOn(server.connection);
    const { former, next } = await fill(services);
    await tellAtOnce(services);
    const published = performance.now();
    await publishIssuedElsewhere(services, next);
    const publishMs = performance.now() - published;
    const results: Record<Case, Measured[]> = { shared: [], personal: [] };
    for (const which of (Object.keys(cases) as Case[]).filter((one) => !only || one === only)) {
      await followAll(services, former, cases[which]);
      for (let round = 0; round < rounds; round += 1)
        results[which].push(await measure(services, cases[which].people));
    }
    await services.close();
    return report(publishMs, results);
  } finally {
    await server.stop();
  }
}

/** A published edition, and the draft of the next year to which each of its entries was carried over. */
async function fill(services: Services): Promise<{ former: number; next: number }> {
  await saveSector(services, system, { code: 'do', name: 'Đo', nameEn: 'Measuring', position: 1 });
  await saveOrganisation(services, system, {
    ...{ code: 'SKHCN', kind: 'department', name: 'Sở Khoa học và Công nghệ', shortName: null },
  });
  const editions: number[] = [];
  for (const year of [2025, 2026]) {
    const title = `Danh mục bài toán lớn năm ${year}`;
    const { id } = await createEdition(services, system, { kind: 'problems', span: String(year), title });
    for (let n = 1; n <= entries; n += 1) {
      const item = generatedItem(n);
      await addEntry(services, system, id, {
        ...{ title: item.title, lead: 'SKHCN', sectors: ['do'] },
        results: [{ text: 'Có kết quả đo được', indicator: null, unit: null, value: null, due: null }],
        bases: [{ kind: 'resolution', number: '71/NQ-CP', raw: 'Nghị quyết số 71/NQ-CP ngày 01/4/2025' }],
      });
    }
    editions.push(id);
  }
  const [former = 0, next = 0] = editions;
  await publishIssuedElsewhere(services, former);
  await sql`insert into entry_carried (entry_id, edition_id, from_entry_id, origin_id)
    select copy.id, copy.edition_id, former.id, former.id from entry copy join entry former on former.ordinal = copy.ordinal
    where copy.edition_id = ${next} and former.edition_id = ${former}`.execute(services.db);
  return { former, next };
}

async function followAll(
  { db }: Services,
  former: number,
  { each, people }: { readonly each: number; readonly people: number },
): Promise<void> {
  await sql`truncate follow, follower restart identity cascade`.execute(db);
  await sql`insert into followed (kind, key, ref, label, label_en, created_at)
    select 'entry', code, id, code || ' ' || title, code, now() from entry where edition_id = ${former}
    on conflict do nothing`.execute(db);
  await sql`insert into follower (address, language, manner, created_at)
    select 'nguoi-doc-' || n || '@example.vn', 'vi', 'at_once', now() from generate_series(1, ${people}::int) n`.execute(
    db,
  );
  await sql`insert into follow (follower_id, followed_id, since_seq, created_at)
    select f.id, t.id, 0, now() from follower f cross join generate_series(1, ${each}::int) pick
      join (select id, row_number() over (order by id) - 1 as at from followed) t
        on t.at = case when ${each}::int = 1 then f.id % ${entries}::int
          else abs(hashint8(f.id * 7919 + pick * 104729)) % ${entries}::int end
    on conflict do nothing`.execute(db);
  await sql`vacuum analyze follow, follower, followed`.execute(db);
}

/** Told once, then the very rows of it inserted in bulk; both begin with empty tables. */
async function measure(services: Services, people: number): Promise<Measured> {
  const { db } = services;
  await emptied(services);
  await sql`delete from followed_news`.execute(db);
  await sql`update following_cursor set seq = (
    select min(seq) - 1 from event where name = 'edition.published' and subject_id = (
      select max(id)::text from edition))`.execute(db);
  let most = process.memoryUsage().rss;
  const watching = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 20);
  const told = performance.now();
  await tellAtOnce(services);
  const tellMs = performance.now() - told;
  clearInterval(watching);
  const { rows } = await sql<{ mails: number; people: number; letters: number }>`
    select count(*)::int as mails, count(distinct address)::int as people, count(distinct letter_id)::int as letters
    from mail`.execute(db);
  const [counted = { mails: 0, people: 0, letters: 0 }] = rows;
  if (counted.people !== people) throw new Error(`${counted.people} of ${people} followers were told`);
  await sql`create unlogged table kept_letter as select * from letter`.execute(db);
  await sql`create unlogged table kept_mail as select * from mail`.execute(db);
  await emptied(services);
  const inserted = performance.now();
  await db.transaction().execute(async (tx) => {
    await sql`insert into letter overriding system value select * from kept_letter`.execute(tx);
    await sql`insert into mail overriding system value select * from kept_mail`.execute(tx);
  });
  const bulkMs = performance.now() - inserted;
  await sql`drop table kept_letter, kept_mail`.execute(db);
  return {
    ...{ tellMs, bulkMs, letters: counted.letters },
    mailsEach: counted.mails / counted.people,
    megabytes: most / 1e6,
  };
}

async function emptied({ db }: Services): Promise<void> {
  await sql`truncate mail, letter`.execute(db);
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

function report(publishMs: number, measured: Readonly<Record<Case, readonly Measured[]>>): number {
  const results = (Object.keys(cases) as Case[]).flatMap((which) => {
    const all = measured[which];
    if (all.length === 0) return [];
    const ratio = median(all.map(({ tellMs, bulkMs }) => tellMs / bulkMs));
    return {
      which,
      letters: all[0]?.letters ?? 0,
      tellMs: Math.round(median(all.map(({ tellMs }) => tellMs))),
      bulkMs: Math.round(median(all.map(({ bulkMs }) => bulkMs))),
      ratio: Math.round(ratio * 100) / 100,
      mailsEach: Math.max(...all.map(({ mailsEach }) => mailsEach)),
      megabytes: Math.round(Math.max(...all.map(({ megabytes }) => megabytes))),
    };
  });
  // letters of one's own cannot be written by the database: for these the limit is what is held, and one mail each
  const passed = results.every(
    ({ which, ratio, mailsEach, megabytes }) =>
      mailsEach === 1 && megabytes < limits.megabytes && (which === 'personal' || ratio <= limits.ratio),
  );
  if (process.argv.includes('--json'))
    console.log(
      JSON.stringify({
        bench: 'feed',
        followers,
        entries,
        publishMs: Math.round(publishMs),
        results,
        limits,
        passed,
      }),
    );
  else {
    console.log(`Công bố danh mục ${entries} mục: ${Math.round(publishMs)} ms`);
    for (const one of results)
      console.log(
        `${one.which}: ${cases[one.which].people} người theo dõi, ${one.letters} thư khác nhau: báo ${one.tellMs} ms, chèn cùng số dòng ${one.bulkMs} ms, tỷ lệ ${one.ratio}; mỗi người ${one.mailsEach} thư; bộ nhớ ${one.megabytes} MB`,
      );
    console.log(passed ? 'đạt' : 'KHÔNG ĐẠT');
  }
  return passed ? 0 : 1;
}
