import { writeDate } from '../../../kernel/dates.ts';
import { notFound } from '../../../kernel/refusal.ts';
import type { Call } from '../../../platform/http/call.ts';
import { vnNorm } from '../../../platform/search/index.ts';
import { attachmentHeaders } from '../../documents/index.ts';
import { agenciesOf } from '../policy.ts';
import { isLeft } from './review-view.tsx';
import { emptyTargetRows, emptyTaskRow, type SheetRow, type WorkbookOf, workbookFile } from './sheets.ts';
import { agencyOf, type JudgedRow, type SentWorkbook } from './store.ts';
import {
  fillsInFor,
  hasFigures,
  openTargetIds,
  openTaskIds,
  rowsMost,
  type TargetSubject,
  type TaskSubject,
  targetSubjects,
  taskSubjects,
  workbookChoices,
} from './subjects.ts';
import { workbookTexts } from './texts.ts';

export function fileAnswer(bytes: Uint8Array, name: string): Response {
  const headers = attachmentHeaders(name, '', false);
  headers.delete('etag');
  return new Response(new Uint8Array(bytes), { headers });
}

const idIn = (typed: string) => (/^[1-9]\d{0,14}$/.test(typed) ? Number(typed) : null);

/** Why there is no file, as it stands in the address. */
export const noFiles = ['chon-co-quan', 'qua-nhieu', 'khong-co'] as const;
export type NoFile = (typeof noFiles)[number];

type Made = { readonly bytes: Uint8Array; readonly name: string } | { readonly why: NoFile };

/** The workbook of the agency that is asked for, of one plan or all; why not where there is none to be made. */
export async function emptyWorkbook(call: Call): Promise<Made> {
  const { services, actor, language: lang, today } = call;
  const { db } = services;
  const t = workbookTexts(lang);
  const organisationId = idIn(call.query('co-quan'));
  const plan = idIn(call.query('ke-hoach'));
  if (organisationId === null) return { why: 'chon-co-quan' };
  if (!fillsInFor(actor, organisationId)) throw notFound();
  const { agencies } = await workbookChoices(db, actor, agenciesOf(actor));
  const agency = agencies.find(({ id }) => id === organisationId);
  const chosen = { organisationId, plan };
  const [taskIds, targetIds] = [await openTaskIds(db, chosen), await openTargetIds(db, chosen)];
  if (taskIds.length > rowsMost || targetIds.length > rowsMost) return { why: 'qua-nhieu' };
  const [tasks, targets] = [
    await taskSubjects(db, actor, taskIds),
    await targetSubjects(db, targetIds, today),
  ];
  const inOrder = <Subject>(ids: readonly number[], of: ReadonlyMap<number, Subject>) =>
    ids.flatMap((id) => of.get(id) ?? []);
  const rows = {
    tasks: inOrder(taskIds, tasks).map((subject) => emptyTaskRow(subject, organisationId)),
    targets: inOrder(targetIds, targets)
      .filter(hasFigures)
      .flatMap((subject) => emptyTargetRows(subject, organisationId, today)),
  };
  if (!agency || rows.tasks.length + rows.targets.length === 0) return { why: 'khong-co' };
  const short = vnNorm(agency.shortName ?? agency.name)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return {
    bytes: await workbookFile({
      ...{ ...rows, agency: agency.name, today, mending: false },
      origin: services.config.baseUrl.origin,
    }),
    name: t.fileName(short.slice(0, 60), writeDate(today).replaceAll('/', '-')),
  };
}

/** Rows that were not entered, as a workbook with what is wrong marked; sent back it is reviewed as any other. */
export function wrongRowsFile(
  { agency }: SentWorkbook,
  rows: readonly JudgedRow[],
  { today, origin }: Pick<WorkbookOf, 'today' | 'origin'>,
): Promise<Uint8Array> {
  const left = rows.filter(isLeft);
  const common = (one: JudgedRow) => ({
    ...{ code: one.row.code, scope: one.row.scope, texts: one.row.texts, problems: one.problems },
    ...{ organisationId: one.organisationId ?? one.row.organisationId, why: one.why?.vi ?? null },
  });
  const tasks: SheetRow<TaskSubject>[] = [];
  const targets: SheetRow<TargetSubject>[] = [];
  for (const one of left)
    if (one.sheet === 'tasks') tasks.push({ ...common(one), subject: one.subject });
    else targets.push({ ...common(one), subject: one.subject });
  return workbookFile({
    tasks,
    targets,
    agency: agency ?? left.map(agencyOf).find((name) => name !== null) ?? '',
    ...{ today, origin },
    mending: true,
  });
}
