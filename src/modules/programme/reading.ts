import { strictRules } from '../../kernel/deadline.ts';
import type { Services } from '../../platform/services.ts';
import type { Reading } from './tasks/standing.ts';

/** By what this installation reads deadlines. */
export async function readReading({ config }: Pick<Services, 'config'>): Promise<Reading> {
  return { rules: strictRules, calendar: config.calendar };
}
