import { InvalidInput, Refusal } from '../../../kernel/refusal.ts';
import type { Text } from '../../../kernel/text.ts';
import {
  type ForeignFile,
  type OfficialDocument,
  readFileFormat,
  readOfficialFile,
  SCANNED_PAGES_AT_ONCE,
  UnreadableFile,
} from '../../../office/index.ts';
import type { Services } from '../../../platform/services.ts';
import { type KeptFile, warnOfStopped } from '../../documents/index.ts';

/** Bytes of a signed scan. */
export const scanLimit = 25_000_000;

export type Scan =
  | {
      readonly read: 'text';
      readonly reading: OfficialDocument;
      /** What the register takes of it: nothing where it was recognised, since its misread words would become public. */
      readonly registered: OfficialDocument | null;
    }
  | { readonly read: 'picture' | 'unread'; readonly reading: null; readonly registered: null };

/**
 * What a signed scan says. Throws InvalidInput `file` for what is no PDF, damaged, locked or too large, Refusal
 * `conflict` where the server reads too many scans just now; a PDF without text, or with too much of it to be read here, is a signed copy all the same. Its pictures are recognised where that
 * is installed.
 */
export async function readScan(
  { files, log }: Pick<Services, 'files' | 'log'>,
  file: KeptFile,
): Promise<Scan> {
  if (file.size > scanLimit) throw wrongFile(tooLarge);
  if (file.size === 0) throw wrongFile(emptyFile);
  const path = files.pathOf(file.sha256);
  const found = await readFileFormat(path, file.name);
  if ('foreign' in found) throw wrongFile(foreignFiles[found.foreign] ?? noPdf);
  if (found.format !== 'pdf') throw wrongFile(noPdf);
  try {
    const reading = await readOfficialFile({
      path,
      name: 'ban-ky.pdf',
      maxBytes: scanLimit,
      maxScannedPages: SCANNED_PAGES_AT_ONCE,
      onStopped: warnOfStopped(log, file.sha256),
    });
    return { read: 'text', reading, registered: reading.recognition ? null : reading };
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    if (error.code === 'scanned') return { read: 'picture', reading: null, registered: null };
    if (error.code === 'too-complex' || error.code === 'timeout')
      return { read: 'unread', reading: null, registered: null };
    if (error.code === 'busy') throw new Refusal('conflict', error.text);
    throw wrongFile(error.text);
  }
}

function wrongFile(text: Text): InvalidInput {
  return new InvalidInput({ file: text });
}

export const emptyFile: Text = {
  vi: 'Tệp trống, không có nội dung. Hãy chọn lại bản quét.',
  en: 'The file is empty. Choose the scan again.',
};

const tooLarge: Text = {
  vi: 'Tệp lớn quá 25 MB. Hãy quét lại với độ phân giải thấp hơn, 200 dpi là đủ.',
  en: 'The file is larger than 25 MB. Scan it again at a lower resolution; 200 dpi is enough.',
};

const noPdf: Text = {
  vi: 'Tệp này không phải PDF, dù tên tệp ghi gì. Bản ký được giữ nguyên như khi nhận nên chỉ nhận PDF; hãy quét hoặc xuất văn bản đã ký thành PDF.',
  en: 'This is no PDF, whatever its name says. The signed copy is kept as it came, so it must be a PDF: scan or export the signed document as PDF.',
};

/** What deserves another word than that it is no PDF. */
const foreignFiles: Readonly<Partial<Record<ForeignFile, Text>>> = {
  broken: {
    vi: 'Tệp bị hỏng hoặc tải lên chưa đủ. Hãy chọn lại bản quét.',
    en: 'The file is damaged or incomplete. Choose the scan again.',
  },
};
