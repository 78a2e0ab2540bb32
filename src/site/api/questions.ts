import { z } from 'zod';
import { notFound } from '../../kernel/refusal.ts';
import type { Text } from '../../kernel/text.ts';
import {
  apiQuestion,
  type CatalogueKind,
  publicQuestions,
  questionForApi,
} from '../../modules/catalogue/index.ts';
import type { Call } from '../../platform/http/call.ts';
import { findEntry } from './catalogue.ts';
import { type Operation, operation } from './operation.ts';
import { cursorParameter, limitParameter, pageOf, readCursor, writeCursor } from './paging.ts';

const place = z.object({ from: z.number().int().min(1).max(100_000) });
const query = z.object({ limit: limitParameter, cursor: cursorParameter });

async function listQuestions(call: Call, kind: CatalogueKind, { limit, cursor }: z.output<typeof query>) {
  const entry = await findEntry(call, kind, undefined);
  if (entry?.kind !== kind || entry.edition.withdrawal) throw notFound();
  const offset = readCursor(cursor, place)?.from ?? 0;
  const { db, installation } = call.services;
  const { items, total } = await publicQuestions(db, entry.id, { limit, offset });
  const reached = offset + items.length;
  return {
    items: items.map((item) => questionForApi(kind, entry.code, installation.operator, item)),
    ...{ total, totalIsExact: true },
    next: items.length > 0 && reached < total ? writeCursor({ from: reached }) : null,
  };
}

const of = (kind: CatalogueKind, summary: Text, code: string): Operation =>
  operation({
    ...{ name: `api.${kind}_questions`, path: `/api/v1/${kind}/{code}/questions`, summary, query },
    parts: { code },
    answer: pageOf(apiQuestion),
    example: `/api/v1/${kind}/${code}/questions`,
    read: (call, asked) => listQuestions(call, kind, asked),
  });

export const questionOperations: readonly Operation[] = [
  of('problems', { vi: 'Hỏi đáp về một bài toán', en: 'Answered questions about a problem' }, 'BTL-2026-01'),
  of('needs', { vi: 'Hỏi đáp về một nhu cầu', en: 'Answered questions about a need' }, 'NCCN-2026-001'),
];
