import { z } from 'zod';
import type { Actor } from '../../kernel/actor.ts';
import type { Text } from '../../kernel/text.ts';
import { type FileFormat, type ForeignFile, fileFormats } from '../../office/index.ts';

export const mostAttachments = 20;
/** Bytes of one attached file at most. */
export const mostAttachmentBytes = 25_000_000;
export const mostTitleCharacters = 200;

const text = z.string().nullable();

/** What is told of a file wherever it is offered. */
export const attachedFile = z.object({
  id: z.number(),
  name: z.string(),
  title: text,
  titleEn: text,
  /** bytes */
  size: z.number(),
  mediaType: z.string(),
  sha256: z.string(),
});
export type AttachedFile = z.infer<typeof attachedFile>;

/** A file that is or was attached. Versions are those of the entry: the one the file came with, the one it went with. */
export const attachment = attachedFile.extend({
  addedBy: z.number().nullable(),
  addedVersion: z.number(),
  removedBy: z.number().nullable(),
  removedVersion: z.number().nullable(),
});
export type Attachment = z.infer<typeof attachment>;

interface WithAttachments {
  readonly version: number;
  readonly attachments: readonly Attachment[];
}

/** The files attached now, in order. */
export function attachedNow(entry: WithAttachments): Attachment[] {
  return entry.attachments.filter(({ removedVersion }) => removedVersion === null);
}

/** Files that came or went after this version of the entry and still make a difference to who began from it. */
export function filesChangedSince(
  entry: WithAttachments,
  version: number,
): { readonly added: readonly Attachment[]; readonly removed: readonly Attachment[] } {
  return {
    added: attachedNow(entry).filter(({ addedVersion }) => addedVersion > version),
    removed: entry.attachments.filter(
      ({ addedVersion, removedVersion }) =>
        addedVersion <= version && removedVersion !== null && removedVersion > version,
    ),
  };
}

/**
 * The version a person knows who began from `version`. Whoever attaches or removes files beside an open form makes new
 * versions, and must not be told of their own deeds as if of somebody else's; anything else in between leaves the
 * version as it was.
 */
export function versionKnownTo(actor: Actor, entry: WithAttachments, version: number): number {
  if (actor.kind !== 'account' || version >= entry.version) return version;
  const own = new Set<number>();
  for (const { addedBy, addedVersion, removedBy, removedVersion } of entry.attachments) {
    if (addedBy === actor.id) own.add(addedVersion);
    if (removedBy === actor.id && removedVersion !== null) own.add(removedVersion);
  }
  for (let between = version + 1; between <= entry.version; between += 1)
    if (!own.has(between)) return version;
  return entry.version;
}

/** The name without control characters, ending in what the content is: a program's name never goes out with a PDF. */
export function nameFor(given: string, format: FileFormat): string {
  const { endings } = fileFormats[format];
  const cleaned = given
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}<>:"|?*\\/]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .replace(/^[. ]+|[. ]+$/gu, '');
  const name = cleaned || 'tep';
  if (endings.some((ending) => name.toLowerCase().endsWith(`.${ending}`) && name.length > ending.length + 1))
    return name;
  return `${name}.${endings[0]}`;
}

/** “PDF”, “XLSX”: the kind in the word people know from names of files. */
export function formatName(mediaType: string): string {
  const known = Object.values(fileFormats).find((format) => format.mediaType === mediaType);
  return known ? known.endings[0].toUpperCase() : '';
}

const kinds = 'PDF, Word (.docx), Excel (.xlsx), PowerPoint (.pptx), .odt, .ods, .png, .jpg, .txt, .csv';

/** Kinds in the words of a form. */
export const acceptedKinds: Text = { vi: kinds, en: kinds };
export const acceptedEndings = Object.values(fileFormats)
  .flatMap(({ endings }) => endings)
  .map((ending) => `.${ending}`)
  .join(',');

/** Why a file is not taken, and what to do. */
export const foreignFileTexts: Readonly<Record<ForeignFile, Text>> = {
  program: {
    vi: 'Tệp là chương trình máy tính nên không đính kèm được. Hãy gửi tài liệu.',
    en: 'The file is a program and cannot be attached. Send a document.',
  },
  web_page: {
    vi: 'Tệp là trang web hoặc hình SVG, có thể chứa mã chạy nên không đính kèm được. Hãy lưu thành PDF rồi gửi lại.',
    en: 'The file is a web page or SVG, which may carry code, and cannot be attached. Save it as PDF and send that.',
  },
  macros: {
    vi: 'Tệp có macro nên không đính kèm được. Hãy lưu lại thành .docx, .xlsx hoặc .pptx không có macro.',
    en: 'The file has macros and cannot be attached. Save it without macros as .docx, .xlsx or .pptx.',
  },
  old_office: {
    vi: 'Tệp Word, Excel, PowerPoint kiểu cũ (.doc, .xls, .ppt) hoặc có mật khẩu thì không đính kèm được. Hãy bỏ mật khẩu và lưu lại thành .docx, .xlsx, .pptx hoặc PDF.',
    en: 'Old Word, Excel or PowerPoint files (.doc, .xls, .ppt) and those with a password cannot be attached. Remove the password and save as .docx, .xlsx, .pptx or PDF.',
  },
  archive: {
    vi: 'Tệp nén không đính kèm được. Hãy giải nén rồi gửi từng tệp.',
    en: 'Archives cannot be attached. Unpack it and send the files one by one.',
  },
  broken: {
    vi: 'Tệp rỗng hoặc bị hỏng, không mở được. Hãy kiểm tra trên máy rồi gửi lại.',
    en: 'The file is empty or damaged. Check it on your computer and send it again.',
  },
  other: {
    vi: `Loại tệp này không đính kèm được. Hãy gửi: ${kinds}.`,
    en: `Files of this kind cannot be attached. Send one of: ${kinds}.`,
  },
};
