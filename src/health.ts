import { sql } from 'kysely';
import { json } from './platform/http/answer.ts';
import { anyone, type Route } from './platform/http/route.ts';
import type { Metrics } from './platform/metrics.ts';

/** Addresses for machines that watch the product: alive, ready to serve, and numbers. */
export function healthRoutes(metrics: Metrics): readonly Route[] {
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
          await sql`select 1`.execute(services.db);
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
