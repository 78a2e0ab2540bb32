// npm run bench -- rehearsal: the days ahead of 20,000 tasks rehearsed, against the same of 1,000
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { rehearsalRoutes } from '../src/site/rehearsal/index.tsx';
import { median, type Opened, openProgramme, targets, units } from './programme.ts';
import { servingJob } from './served.ts';

const few = 1_000;
const many = Number(process.argv.find((word) => /^--tasks=\d+$/.test(word))?.slice(8) ?? 20_000);
const rounds = 15;
/** For each task, rehearsing many costs no more than this many times what rehearsing few does. */
const limits = { statements: 10, ratio: 1.5 };
const path = (days: number) => `/ban-lam-viec/dien-tap?so-ngay=${days}`;
const spans = [31, 92] as const;

// a database in a process of its own ends there
await servingJob();
process.exitCode = await measureAll();

interface Measured {
  readonly days: number;
  readonly small: number;
  readonly large: number;
  /** Of what one task costs. */
  readonly ratio: number;
  readonly statements: number;
  /** Milliseconds for which nothing else was answered, at the longest. */
  readonly held: number;
}

async function measureAll(): Promise<number> {
  const [small, large] = [
    await openProgramme(few, rehearsalRoutes),
    await openProgramme(many, rehearsalRoutes),
  ];
  try {
    const results: Measured[] = [];
    for (const days of spans) results.push(await measure(days, small, large));
    return report(results);
  } finally {
    await small.close();
    await large.close();
  }
}

async function measure(days: number, small: Opened, large: Opened): Promise<Measured> {
  const times: readonly [number[], number[]] = [[], []];
  const longest: number[] = [];
  // in turn, so that whatever else the machine does meets both alike; the first warm up
  for (let round = -3; round < rounds; round += 1) {
    const one = await small.ask(path(days));
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const other = await large.ask(path(days));
    delay.disable();
    if (round < 0) continue;
    times[0].push(one);
    times[1].push(other);
    longest.push(delay.max / 1e6);
  }
  large.statements.length = 0;
  await large.ask(path(days));
  const [a, b] = [median(times[0]), median(times[1])];
  return {
    ...{ days, small: a, large: b, ratio: Math.round((b / a / (many / few)) * 100) / 100 },
    ...{ statements: large.statements.length, held: median(longest) },
  };
}

function report(results: readonly Measured[]): number {
  const passed = results.every(
    ({ ratio, statements }) => ratio <= limits.ratio && statements <= limits.statements,
  );
  if (process.argv.includes('--json'))
    console.log(JSON.stringify({ bench: 'rehearsal', units, targets, many, few, results, limits, passed }));
  else {
    for (const { days, small, large, ratio, statements, held } of results)
      console.log(
        `${days} ngày: ${few} nhiệm vụ ${small} ms, ${many} nhiệm vụ ${large} ms; mỗi nhiệm vụ gấp ${ratio}; ${statements} câu lệnh; giữ máy lâu nhất ${held} ms`,
      );
    console.log(
      `Giới hạn: mỗi nhiệm vụ gấp ${limits.ratio}, ${limits.statements} câu lệnh; ${passed ? 'đạt' : 'KHÔNG ĐẠT'}`,
    );
  }
  return passed ? 0 : 1;
}
