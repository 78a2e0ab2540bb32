import type { Querying } from '../../platform/database/open.ts';
import type { Services } from '../../platform/services.ts';
import { readCalendar, readDeadlineRules } from '../calendar/index.ts';
import type { Reading } from './tasks/standing.ts';

/** By what this installation reads deadlines: its rules and its working calendar. Two statements. */
export async function readReading(db: Querying, { config }: Pick<Services, 'config'>): Promise<Reading> {
  return { rules: await readDeadlineRules(db), calendar: await readCalendar(db, config) };
}
