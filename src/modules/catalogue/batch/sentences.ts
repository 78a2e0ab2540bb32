import type { Text } from '../../../kernel/text.ts';

interface BatchFacts {
  readonly [fact: string]: unknown;
}

const count = (value: unknown) => (typeof value === 'number' ? value : 0);

/** Events of files sent together, as sentences of the catalogue. */
export const batchSentences: Readonly<Record<string, (known: BatchFacts) => Text>> = {
  'batch.started': ({ files }) => ({
    vi: `Gửi ${count(files)} tệp để nhập một lượt`,
    en: `Sent ${count(files)} files to be imported together`,
  }),
  'batch.file_retried': ({ position }) => ({
    vi: `Cho đọc lại tệp thứ ${count(position)}`,
    en: `Had file ${count(position)} read again`,
  }),
  'batch.ended': ({ files, done, known, refused }) => ({
    vi: `Đọc xong ${count(files)} tệp: ${count(done)} tệp mới, ${count(known)} đã có, ${count(refused)} không nhận`,
    en: `Read all ${count(files)} files: ${count(done)} new, ${count(known)} known, ${count(refused)} refused`,
  }),
};
