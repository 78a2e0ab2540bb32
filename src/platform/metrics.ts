import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What `/metrics` tells an operator, in the Prometheus text format. Names are the same for every process. */
export interface Metrics {
  readonly requestSeconds: Histogram<'route' | 'status'>;
  readonly cachedPages: Counter;
  readonly cacheBytes: Gauge;
  readonly jobs: Counter<'job' | 'outcome'>;
  text(): Promise<string>;
}

export function openMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'nhipcau_' });
  const registers = [registry];
  return {
    requestSeconds: new Histogram({
      name: 'nhipcau_request_seconds',
      help: 'Seconds from request to answer, by route and status',
      labelNames: ['route', 'status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    }),
    cachedPages: new Counter({
      name: 'nhipcau_cached_pages_total',
      help: 'Pages answered from the cache',
      registers,
    }),
    cacheBytes: new Gauge({
      name: 'nhipcau_page_cache_bytes',
      help: 'Bytes held by the page cache',
      registers,
    }),
    jobs: new Counter({
      name: 'nhipcau_jobs_total',
      help: 'Jobs finished, by name and outcome',
      labelNames: ['job', 'outcome'],
      registers,
    }),
    text: () => registry.metrics(),
  };
}
