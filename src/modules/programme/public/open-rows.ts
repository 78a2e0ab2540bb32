import type { z } from 'zod';
import type { Querying } from '../../../platform/database/open.ts';
import { type apiTarget, type apiTask, targetForApi, taskForApi } from './api.ts';
import { type TargetFilters, targetsAfter } from './target-queries.ts';
import { type TaskFilters, tasksAfter } from './task-queries.ts';

/** Rows of one statement. */
const atOnce = 500;

/** The tasks visitors read that fit, as rows of open data, some hundred at once. */
export async function* walkTaskRows(
  db: Querying,
  filters: TaskFilters,
): AsyncGenerator<readonly z.input<typeof apiTask>[]> {
  for (let after = 0; ; ) {
    const rows = await tasksAfter(db, filters, after, atOnce);
    if (rows.length > 0) yield rows.map(taskForApi);
    if (rows.length < atOnce) return;
    after = rows.at(-1)?.id ?? after;
  }
}

/** The targets visitors read that fit, the same way. */
export async function* walkTargetRows(
  db: Querying,
  filters: TargetFilters,
): AsyncGenerator<readonly z.input<typeof apiTarget>[]> {
  for (let after = 0; ; ) {
    const rows = await targetsAfter(db, filters, after, atOnce);
    if (rows.length > 0) yield rows.map(targetForApi);
    if (rows.length < atOnce) return;
    after = rows.at(-1)?.id ?? after;
  }
}
