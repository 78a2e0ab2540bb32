import { z } from 'zod';
import type { Text } from '../../../kernel/text.ts';
import { DOCUMENT_KINDS } from '../../../office/index.ts';
import type { Target } from './intake.ts';

/** What one form takes: files, bytes of each, bytes of all. */
export const batchLimits = { files: 60, fileBytes: 25_000_000, allBytes: 200_000_000 } as const;

export const fileStates = ['waiting', 'reading', 'done', 'known', 'refused'] as const;
export type FileState = (typeof fileStates)[number];

/** Files sent together. It has ended when none waits any more; asking to read one again opens it anew. */
export interface Batch {
  readonly id: number;
  readonly target: Target;
  /** Name of who sent it; null: the product itself. */
  readonly sender: string | null;
  readonly createdBy: number | null;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
  /** Files by state. */
  readonly counts: Readonly<Record<FileState, number>>;
}

const line = z.string().nullable();

/** The column batch_file.outcome. */
export const storedOutcome = z.object({
  as: z
    .object({
      kind: z.enum(DOCUMENT_KINDS),
      number: line,
      date: line,
      issuer: line,
      title: line,
      rows: z.number().nullable(),
    })
    .nullable()
    .default(null),
  by: z.enum(['content', 'number', 'file', 'rule', 'fault']).nullable().default(null),
  message: z.object({ vi: z.string(), en: z.string() }).nullable().default(null),
});
export type StoredOutcome = z.infer<typeof storedOutcome>;

export interface BatchFile {
  readonly id: number;
  /** Counts from 1, as sent. */
  readonly position: number;
  readonly name: string;
  /** null for what was refused while it was sent. */
  readonly sha256: string | null;
  readonly state: FileState;
  readonly outcome: StoredOutcome | null;
  readonly documentId: number | null;
  readonly importId: number | null;
}

export function filesIn({ counts }: Pick<Batch, 'counts'>): number {
  return fileStates.reduce((sum, state) => sum + counts[state], 0);
}

/** Files that need nothing more from a worker. */
export function filesRead({ counts }: Pick<Batch, 'counts'>): number {
  return counts.done + counts.known + counts.refused;
}

/** A file that was refused can be read once more as long as it was kept: LibreOffice may be there now, a rule be met. */
export function mayReadAgain({ state, sha256 }: Pick<BatchFile, 'state' | 'sha256'>): boolean {
  return state === 'refused' && sha256 !== null;
}

export const emptyFile: Text = {
  vi: 'Tệp trống, không có nội dung.',
  en: 'The file is empty.',
};

export function tooLargeFile(bytes: number): Text {
  const megabytes = Math.round(bytes / 1_000_000);
  return {
    vi: `Tệp lớn hơn ${megabytes} MB nên không được giữ. Hãy tách phụ lục hoặc nén ảnh trong tệp rồi gửi lại.`,
    en: `The file is larger than ${megabytes} MB and was not kept. Split the annex or compress its pictures, then send it again.`,
  };
}
