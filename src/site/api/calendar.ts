import { z } from 'zod';
import { apiYear, readApiYear, yearsAround } from '../../modules/calendar/index.ts';
import { type Operation, operation, WrongParameter } from './operation.ts';
import { yearParameter } from './paging.ts';

export const calendarOperations: readonly Operation[] = [
  operation({
    name: 'api.working_days',
    path: '/api/v1/working-days',
    summary: { vi: 'Lịch làm việc của một năm', en: 'Working days of a year' },
    query: z.object({ year: yearParameter.describe('This year without') }),
    answer: apiYear,
    example: '/api/v1/working-days?year=2026',
    async read({ services: { db, config }, today }, { year }) {
      const { first, last } = yearsAround(today);
      const asked = year ?? Number(today.slice(0, 4));
      // of other years nobody keeps the decisions, and what the law alone says would pass for the whole
      if (asked < first || asked > last)
        throw new WrongParameter('year', {
          vi: `Tham số year chưa đúng: lịch có các năm từ ${first} đến ${last}.`,
          en: `Parameter year is wrong: the calendar has the years ${first} to ${last}.`,
        });
      return readApiYear(db, config, asked);
    },
  }),
];
