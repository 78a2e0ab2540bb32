import type { Route } from '../../platform/http/route.ts';
import { publicCalendarRoutes } from './pages.tsx';
import { calendarWorkRoutes } from './work-pages.tsx';

export { apiYear, readApiYear } from './api.ts';
export { yearsAround } from './calendar.ts';
export { weekdayName } from './files.ts';
export { readCalendar } from './queries.ts';
export { readDeadlineRules } from './rules.ts';
export { calendarSentence } from './sentences.ts';

/** The working calendar, public and for the office, and how deadlines are read. */
export const calendarRoutes: readonly Route[] = [...publicCalendarRoutes, ...calendarWorkRoutes];
