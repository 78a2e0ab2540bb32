// npm run bench -- boards: boards of 300 units, 100,000 tasks and 2,000 targets against the same at 1,000 tasks
import { sql } from 'kysely';
import { strictRules } from '../src/kernel/deadline.ts';
import { lawfulCalendar } from '../src/kernel/working-days.ts';
import { programmeRoutes } from '../src/modules/programme/index.ts';
import { settleTasks } from '../src/modules/programme/tasks/settle.ts';
import type { Database } from '../src/platform/database/open.ts';
import { median, now, openProgramme, targets, units } from './programme.ts';
import { servingJob } from './served.ts';

const many = Number(process.argv.find((word) => /^--tasks=\d+$/.test(word))?.slice(8) ?? 100_000);
const few = 1_000;
const rounds = 40;
const limits = { statements: 10, ratio: 3 };
const boards: Readonly<Record<string, string>> = {
  leader: '/ban-lam-viec/dieu-hanh',
  all: '/ban-lam-viec/bang-theo-doi',
  'all, one plan': '/ban-lam-viec/bang-theo-doi?ke-hoach=2',
  'all, a quarter': '/ban-lam-viec/bang-theo-doi?ky=2026-Q2',
  unit: '/ban-lam-viec/bang-don-vi?co-quan=17',
  wall: '/ban-lam-viec/man-hinh',
  'all, when due': '/ban-lam-viec/bang-theo-doi?xem=thoi-gian',
  'all, targets': '/ban-lam-viec/bang-theo-doi?xem=chi-tieu',
  public: '/ke-hoach/bang',
  'public, one plan': '/ke-hoach/bang?ke-hoach=KH-2-2025&ky=2026-Q2',
  'public, when due': '/ke-hoach/bang?xem=thoi-gian',
};

// a database in a process of its own ends there
await servingJob();
process.exitCode = await measureAll();

async function measureAll(): Promise<number> {
  const [small, large] = [
    await openProgramme(few, programmeRoutes),
    await openProgramme(many, programmeRoutes),
  ];
  try {
    const results: { board: string; small: number; large: number; ratio: number; statements: number }[] = [];
    for (const [board, path] of Object.entries(boards)) {
      const times: readonly [number[], number[]] = [[], []];
      // in turn, so that whatever else the machine does meets both alike; the first warm up
      for (let round = -5; round < rounds; round += 1) {
        const [one, other] = [await small.ask(path), await large.ask(path)];
        if (round < 0) continue;
        times[0].push(one);
        times[1].push(other);
      }
      large.statements.length = 0;
      await large.ask(path);
      const [a, b] = [median(times[0]), median(times[1])];
      results.push({
        ...{ board, small: a, large: b, ratio: Math.round((b / a) * 100) / 100 },
        statements: large.statements.length,
      });
    }
    return report(results, await touchedByFact(small.db), await touchedByFact(large.db));
  } finally {
    await small.close();
    await large.close();
  }
}

/** Rows of each table written by one fact of a part of a task, with all that follows from it. */
async function touchedByFact(db: Database): Promise<Readonly<Record<string, number>>> {
  return db.transaction().execute(async (tx) => {
    const { rows: chosen } = await sql<{ id: number; agency: number }>`
      select task.id, lead.organisation_id as agency from task join task_agency lead on lead.task_id = task.id and lead.position = 1
      where parent_id is not null and closed is null and state = 'in_term' order by task.id desc limit 1`.execute(
      tx,
    );
    const [task] = chosen;
    if (!task) throw new Error('no part of a task');
    await sql`insert into task_fact (task_id, organisation_id, kind, happened_on, percent, words, entered_at)
      values (${task.id}, ${task.agency}, 'progress', '2026-06-14', 55, 'Đã nghiệm thu bước một', ${now})`.execute(
      tx,
    );
    await settleTasks(tx, [task.id], now, { rules: strictRules, calendar: lawfulCalendar });
    const { rows } = await sql<{ name: string; written: number }>`
      select relname as name, (n_tup_ins + n_tup_upd + n_tup_del)::int as written from pg_stat_xact_user_tables
      where n_tup_ins + n_tup_upd + n_tup_del > 0 order by relname`.execute(tx);
    return Object.fromEntries(rows.map(({ name, written }) => [name, written]));
  });
}

function report(
  results: readonly {
    readonly board: string;
    readonly small: number;
    readonly large: number;
    readonly ratio: number;
    readonly statements: number;
  }[],
  small: Readonly<Record<string, number>>,
  large: Readonly<Record<string, number>>,
): number {
  // what one fact writes is its task, that above, their counts: no more of them however many tasks there are
  const ancestors = (large.task ?? 0) <= 2;
  const passed =
    ancestors &&
    results.every(({ ratio, statements }) => ratio <= limits.ratio && statements <= limits.statements);
  if (process.argv.includes('--json'))
    console.log(
      JSON.stringify({
        bench: 'boards',
        units,
        targets,
        many,
        few,
        results,
        fact: { small, large },
        limits,
        passed,
      }),
    );
  else {
    for (const { board, ratio, statements, ...ms } of results)
      console.log(
        `${board}: ${few} nhiệm vụ ${ms.small} ms, ${many} nhiệm vụ ${ms.large} ms, tỷ lệ ${ratio}; ${statements} câu lệnh`,
      );
    console.log(`một thông tin ghi (dòng): ${JSON.stringify(small)}; ${JSON.stringify(large)}`);
    console.log(
      `Giới hạn: tỷ lệ ${limits.ratio}, ${limits.statements} câu lệnh; ${passed ? 'đạt' : 'KHÔNG ĐẠT'}`,
    );
  }
  return passed ? 0 : 1;
}
