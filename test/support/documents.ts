import { Readable } from 'node:stream';
import { system } from '../../src/kernel/actor.ts';
import { type NewDocument, publishDocument, registerDocument } from '../../src/modules/documents/index.ts';
import type { Citation, OfficialDocument } from '../../src/office/index.ts';
import type { Services } from '../../src/platform/services.ts';

const nothingRead: OfficialDocument = {
  kind: 'plan',
  number: null,
  symbol: null,
  place: null,
  date: null,
  dateText: null,
  issuer: null,
  title: 'Triển khai thực hiện nhiệm vụ khoa học và công nghệ',
  signer: { name: null, roles: [] },
  recipients: [],
  citations: [],
  articles: [],
  tables: [],
  statements: [],
  replaces: [],
  warnings: [],
};

/** A document as read, with only what matters to a test. */
export function readingOf(parts: Partial<OfficialDocument> = {}): OfficialDocument {
  return { ...nothingRead, ...parts };
}

/** A citation with only what matters to a test. */
export function citing(parts: Partial<Citation>): Citation {
  return {
    kind: 'resolution',
    number: null,
    symbol: null,
    date: null,
    issuer: null,
    title: null,
    raw: parts.number ?? parts.title ?? 'văn bản',
    annex: null,
    item: null,
    role: 'basis',
    ...parts,
  };
}

type Parts = Partial<OfficialDocument> & { readonly extra?: Omit<NewDocument, 'reading' | 'file'> };

/** A draft of the register, registered by the product itself. */
export async function registerDraft(services: Services, parts: Parts = {}): Promise<number> {
  const { extra, ...reading } = parts;
  const { id } = await registerDocument(services, system, {
    reading: readingOf(reading),
    file: null,
    ...extra,
  });
  return id;
}

/** A document everybody can read. */
export async function registerPublished(services: Services, parts: Parts = {}): Promise<number> {
  const id = await registerDraft(services, parts);
  await publishDocument(services, system, id);
  return id;
}

/** A file in the store, as an upload leaves it there. */
export async function keepFile(services: Services, content: string, name = 'van-ban.txt') {
  const stored = await services.files.put(Readable.from([Buffer.from(content)]));
  return { ...stored, mediaType: 'text/plain', name };
}

/** The text of an official document that can be uploaded as a .txt file. */
export function planText(number: string, about = 'Triển khai chuyển đổi số'): string {
  return `ỦY BAN NHÂN DÂN
TỈNH LẠNG SƠN
-------

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------

Số: ${number}

Lạng Sơn, ngày 28 tháng 5 năm 2025

KẾ HOẠCH

${about}

Thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị; Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:

I. MỤC TIÊU

- Hoàn thiện hạ tầng số của tỉnh;
- Phổ cập kỹ năng số cho người dân.

Nơi nhận:
- Bộ Khoa học và Công nghệ (b/c);
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Đoàn Thanh Sơn
`;
}
