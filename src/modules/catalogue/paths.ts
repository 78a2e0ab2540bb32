import { PATHS } from '../../ui/site-links.ts';
import type { CatalogueKind } from './entry.ts';

/** Addresses of the officers' catalogue, without the language prefix. */
export const work = {
  editions: '/ban-lam-viec/danh-muc',
  newEdition: '/ban-lam-viec/danh-muc/moi',
  edition: (id: number) => `/ban-lam-viec/danh-muc/${id}`,
  changeEdition: (id: number) => `/ban-lam-viec/danh-muc/${id}/sua`,
  approval: (id: number) => `/ban-lam-viec/danh-muc/${id}/trinh-duyet`,
  submitEdition: (id: number) => `/ban-lam-viec/danh-muc/${id}/trinh-phu-trach`,
  forwardEdition: (id: number) => `/ban-lam-viec/danh-muc/${id}/trinh-lanh-dao`,
  recallEdition: (id: number) => `/ban-lam-viec/danh-muc/${id}/lay-lai`,
  returnEdition: (id: number) => `/ban-lam-viec/danh-muc/${id}/tra-lai`,
  publishEdition: (id: number) => `/ban-lam-viec/danh-muc/${id}/cong-bo`,
  amendments: (id: number) => `/ban-lam-viec/danh-muc/${id}/dieu-chinh`,
  chooseEntries: (id: number) => `/ban-lam-viec/danh-muc/${id}/chon-muc`,
  withdrawEdition: (id: number) => `/ban-lam-viec/danh-muc/${id}/thu-hoi`,
  reopenEdition: (id: number) => `/ban-lam-viec/danh-muc/${id}/cong-bo-lai`,
  giveUpEdition: (id: number) => `/ban-lam-viec/danh-muc/${id}/bo-ban-nhap`,
  resumeEdition: (id: number) => `/ban-lam-viec/danh-muc/${id}/lam-tiep`,
  outcomes: (id: number) => `/ban-lam-viec/danh-muc/${id}/ket-qua`,
  outcome: (id: number, entryId: number) => `/ban-lam-viec/danh-muc/${id}/ket-qua/${entryId}`,
  former: (id: number) => `/ban-lam-viec/danh-muc/${id}/danh-muc-truoc`,
  replaced: (id: number) => `/ban-lam-viec/danh-muc/${id}/thay-the`,
  outgoingDocuments: (id: number) => `/ban-lam-viec/danh-muc/${id}/van-ban-di`,
  outgoing: (id: number, document: string) => `/ban-lam-viec/danh-muc/${id}/van-ban-di/${document}`,
  outgoingFile: (id: number, document: string, file: string) =>
    `/ban-lam-viec/danh-muc/${id}/van-ban-di/${document}/${file}`,
  signedCopy: (id: number) => `/ban-lam-viec/danh-muc/${id}/ban-ky`,
  signedFile: (id: number, copy: number) => `/ban-lam-viec/danh-muc/${id}/ban-ky/${copy}`,
  mergeEntries: (id: number) => `/ban-lam-viec/danh-muc/${id}/gop`,
  compareToMerge: (id: number, entries: readonly number[]) =>
    `/ban-lam-viec/danh-muc/${id}/gop/${entries.join('-')}`,
  bulk: (id: number) => `/ban-lam-viec/danh-muc/${id}/sua-nhieu`,
  bulkApply: (id: number) => `/ban-lam-viec/danh-muc/${id}/sua-nhieu/thuc-hien`,
  bulkChange: (id: number, change: number) => `/ban-lam-viec/danh-muc/${id}/sua-nhieu/${change}`,
  undoBulk: (id: number, change: number) => `/ban-lam-viec/danh-muc/${id}/sua-nhieu/${change}/hoan-tac`,
  coach: (id: number) => `/ban-lam-viec/danh-muc/${id}/gop-y`,
  compare: (id: number, entryId: number, other: number) =>
    `/ban-lam-viec/danh-muc/${id}/muc/${entryId}/so-sanh/${other}`,
  removedEntries: (id: number) => `/ban-lam-viec/danh-muc/${id}/da-bo`,
  newEntry: (id: number) => `/ban-lam-viec/danh-muc/${id}/muc/moi`,
  entry: (id: number, entryId: number) => `/ban-lam-viec/danh-muc/${id}/muc/${entryId}`,
  mergeEntry: (id: number, entryId: number) => `/ban-lam-viec/danh-muc/${id}/muc/${entryId}/gop`,
  splitEntry: (id: number, entryId: number) => `/ban-lam-viec/danh-muc/${id}/muc/${entryId}/tach`,
  discardCopy: (id: number, entryId: number) => `/ban-lam-viec/danh-muc/${id}/muc/${entryId}/bo-ban-go-do`,
  removeEntry: (id: number, entryId: number) => `/ban-lam-viec/danh-muc/${id}/muc/${entryId}/xoa`,
  restoreEntry: (id: number, entryId: number) => `/ban-lam-viec/danh-muc/${id}/muc/${entryId}/khoi-phuc`,
  files: (id: number, entryId: number) => `/ban-lam-viec/danh-muc/${id}/muc/${entryId}/tep`,
  file: (id: number, entryId: number, file: number) =>
    `/ban-lam-viec/danh-muc/${id}/muc/${entryId}/tep/${file}`,
  removeFile: (id: number, entryId: number, file: number) =>
    `/ban-lam-viec/danh-muc/${id}/muc/${entryId}/tep/${file}/bo`,
  readers: (id: number, entryId: number) => `/ban-lam-viec/danh-muc/${id}/muc/${entryId}/nguoi-xem`,
  entryNotes: (id: number, entryId: number) => `/ban-lam-viec/danh-muc/${id}/muc/${entryId}/ghi-chu`,
  notes: (id: number) => `/ban-lam-viec/danh-muc/${id}/ghi-chu`,
  note: (id: number, note: number) => `/ban-lam-viec/danh-muc/${id}/ghi-chu/${note}`,
  moveEntry: (id: number, entryId: number) => `/ban-lam-viec/danh-muc/${id}/muc/${entryId}/chuyen`,
  questions: '/ban-lam-viec/hoi-dap',
  /** Those that wait for whoever reads it, as the desk counts them. */
  ownQuestions: '/ban-lam-viec/hoi-dap?trang-thai=mine',
  question: (id: number) => `/ban-lam-viec/hoi-dap/${id}`,
  imports: '/ban-lam-viec/nhap',
  paste: '/ban-lam-viec/nhap/dan',
  import: (id: number) => `/ban-lam-viec/nhap/${id}`,
  confirmImport: (id: number) => `/ban-lam-viec/nhap/${id}/xac-nhan`,
  discardImport: (id: number) => `/ban-lam-viec/nhap/${id}/bo`,
  importScan: (id: number) => `/ban-lam-viec/nhap/${id}/ban-quet`,
  importPicture: (id: number) => `/ban-lam-viec/nhap/${id}/anh-quet`,
} as const;

/** The address of a published entry. */
export function publicEntry(kind: CatalogueKind, code: string): string {
  return `/${kind === 'problems' ? 'bai-toan' : 'nhu-cau'}/${code}`;
}

/** Answered questions about a published entry. */
export function publicQuestionsPath(kind: CatalogueKind, code: string): string {
  return `${publicEntry(kind, code)}/hoi-dap`;
}

/** One answered question. */
export function publicQuestionPath(kind: CatalogueKind, code: string, id: number): string {
  return `${publicQuestionsPath(kind, code)}/${id}`;
}

/** Where a question about a published entry is asked. */
export function askPath(kind: CatalogueKind, code: string): string {
  return `${publicQuestionsPath(kind, code)}/dat-cau-hoi`;
}

/** One's own question. */
export function ownQuestionPath(id: number): string {
  return `${PATHS.questions}/${id}`;
}

export function withdrawQuestionPath(id: number): string {
  return `${ownQuestionPath(id)}/rut`;
}

/** What became of the entries of a published edition. */
export function publicOutcomes(edition: string): string {
  return `/danh-muc/${edition}`;
}

/** Two versions of a published entry, compared. */
export function publicDifferences(kind: CatalogueKind, code: string): string {
  return `${publicEntry(kind, code)}/so-sanh`;
}

/** The table of a published edition as a file. */
export function annexPath(edition: string, file: string): string {
  return `/danh-muc/${edition}/${file}`;
}

/** What a published edition said of itself so far. */
export function editionVersionsPath(edition: string): string {
  return `/danh-muc/${edition}/phien-ban`;
}

/** A file of a published entry. */
export function publicFile(kind: CatalogueKind, code: string, file: number): string {
  return `${publicEntry(kind, code)}/tep/${file}`;
}

/** `path` with the filters that are set. */
export function withQuery(
  path: string,
  query: Readonly<Record<string, string | number | undefined>>,
): string {
  const set = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  const text = new URLSearchParams(set.map(([name, value]) => [name, String(value)])).toString();
  return text ? `${path}?${text}` : path;
}
