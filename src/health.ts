import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { json } from './platform/http/answer.ts';
import { anyone, type Route } from './platform/http/route.ts';
import type { Metrics } from './platform/metrics.ts';
import type { Services } from './platform/services.ts';

/** Milliseconds in which the database has to answer; watchers ask every few seconds. */
const readyWithin = 3_500;

/** Addresses for machines that watch the product: alive, ready to serve, and numbers. */
export function healthRoutes(metrics: Metrics): readonly Route[] {
  const answers = askOnce();
  return [
    {
      name: 'health.alive',
      method: 'GET',
      path: '/healthz',
      access: anyone,
      style: 'plain',
      handle: () => json({ status: 'ok' }, 200, { 'cache-control': 'no-store' }),
    },
    {
      name: 'health.ready',
      method: 'GET',
      path: '/readyz',
      access: anyone,
      style: 'plain',
      handle: async ({ services }) => {
        try {
          const answered = await Promise.race([answers(services), delay(readyWithin, false, { ref: false })]);
          if (!answered) throw new Error(`no answer within ${readyWithin} ms`);
          return json({ status: 'ok' }, 200, { 'cache-control': 'no-store' });
        } catch (error) {
          services.log.warn({ err: error }, 'not ready: the database does not answer');
          return json({ status: 'unavailable', database: 'unreachable' }, 503, {
            'cache-control': 'no-store',
          });
        }
      },
    },
    {
      name: 'health.metrics',
      method: 'GET',
      path: '/metrics',
      access: anyone,
      style: 'plain',
      handle: async () =>
        new Response(await metrics.text(), {
          headers: {
            'content-type': 'text/plain; version=0.0.4; charset=utf-8',
            'cache-control': 'no-store',
          },
        }),
    },
  ];
}

/** One question at a time, however many ask: the questions to a silent database must not use up its connections. */
function askOnce(): (services: Services) => Promise<true> {
  let asking: Promise<true> | undefined;
  return (services) => {
    asking ??= sql`select 1`
      .execute(services.db)
      .then(() => true as const)
      .finally(() => {
        asking = undefined;
      });
    return asking;
  };
}
