import { z } from 'zod';
import { visitor } from '../../kernel/actor.ts';
import {
  apiConsultation,
  consultationForApi,
  openConsultations,
  shownPhases,
} from '../../modules/consultation/index.ts';
import { type Operation, operation } from './operation.ts';
import {
  cursorParameter,
  limitParameter,
  pageOf,
  readCursor,
  searchParameter,
  writeCursor,
} from './paging.ts';

const place = z.object({ from: z.number().int().min(1).max(100_000) });

export const consultationOperations: readonly Operation[] = [
  operation({
    name: 'api.consultations',
    path: '/api/v1/consultations',
    summary: { vi: 'Dự thảo lấy ý kiến công khai', en: 'Public consultations on drafts' },
    query: z.object({
      q: searchParameter,
      status: z.enum(shownPhases).optional().describe('“ended”: closed, answered or ended early'),
      limit: limitParameter,
      cursor: cursorParameter,
    }),
    answer: pageOf(apiConsultation),
    example: '/api/v1/consultations?status=open',
    async read(call, { q, status, limit, cursor }) {
      const { db } = call.services;
      const offset = readCursor(cursor, place)?.from ?? 0;
      const filters = { text: q ?? '', phase: status ?? null, limit, offset };
      // whoever asks: what is internal goes to no program
      const { rows, total } = await openConsultations(db, visitor, filters, call.today);
      const reached = offset + rows.length;
      return {
        items: rows.map((consultation) => consultationForApi(consultation, call.today)),
        ...{ total, totalIsExact: true },
        next: rows.length > 0 && reached < total ? writeCursor({ from: reached }) : null,
      };
    },
  }),
];
