import type { Text } from '../../kernel/text.ts';

/** Why the embedded server is not started. Closed: each has one message a person can act on. */
export type EmbeddedRefusalCode =
  | 'already-supervised'
  | 'busy'
  | 'unsupported-platform'
  | 'binaries-unusable'
  | 'no-account'
  | 'foreign-data'
  | 'data-not-writable'
  | 'data-missing'
  | 'other-version'
  | 'password-missing'
  | 'disk-full'
  | 'init-failed'
  | 'start-failed';

/** The embedded server cannot or must not run here; nothing was lost, and the message says what to do. */
export class EmbeddedRefusal extends Error {
  readonly code: EmbeddedRefusalCode;
  readonly text: Text;

  constructor(code: EmbeddedRefusalCode, text: Text, options?: ErrorOptions) {
    super(`${text.vi}\n${text.en}`, options);
    this.name = 'EmbeddedRefusal';
    this.code = code;
    this.text = text;
  }
}

export function alreadySupervised(dataDir: string, pid: number | null): EmbeddedRefusal {
  const vi = pid === null ? 'một tiến trình khác' : `tiến trình ${pid}`;
  const en = pid === null ? 'another process' : `process ${pid}`;
  const stop = pid === null ? '' : ` (kill ${pid})`;
  return new EmbeddedRefusal('already-supervised', {
    vi: `Thư mục dữ liệu ${dataDir} đang do ${vi} phục vụ; dữ liệu chưa bị đụng đến. Hãy dùng chương trình đang chạy, hoặc dừng nó bằng Ctrl-C${stop} rồi chạy lại, hoặc đặt DATA_DIR sang thư mục khác.`,
    en: `The data directory ${dataDir} is being served by ${en}; nothing was touched. Use the running program, or stop it with Ctrl-C${stop} and start again, or set DATA_DIR to another directory.`,
  });
}

export function busy(dataDir: string, pid: number | null): EmbeddedRefusal {
  const who = pid === null ? '' : ` (${pid})`;
  return new EmbeddedRefusal('busy', {
    vi: `Một tiến trình khác${who} đang khởi động hoặc dừng cơ sở dữ liệu ở ${dataDir} quá lâu. Hãy đợi rồi thử lại; nếu nó bị treo thì dừng nó trước.`,
    en: `Another process${who} has been starting or stopping the database in ${dataDir} for too long. Wait and try again; if it hangs, stop it first.`,
  });
}

export function diskFull(directory: string, cause?: unknown): EmbeddedRefusal {
  return new EmbeddedRefusal(
    'disk-full',
    {
      vi: `Ổ đĩa chứa ${directory} đã đầy nên không thể chạy cơ sở dữ liệu; dữ liệu đã lưu vẫn nguyên vẹn. Hãy giải phóng ít nhất 200 MB (hoặc đặt DATA_DIR sang ổ khác) rồi chạy lại.`,
      en: `The disk holding ${directory} is full, so the database cannot run; what was saved is intact. Free at least 200 MB (or set DATA_DIR to another disk) and start again.`,
    },
    { cause },
  );
}

export function notWritable(path: string, cause?: unknown): EmbeddedRefusal {
  return new EmbeddedRefusal(
    'data-not-writable',
    {
      vi: `Không ghi được vào ${path}. Hãy cấp quyền ghi thư mục dữ liệu cho tài khoản đang chạy chương trình, hoặc đặt DATA_DIR sang thư mục khác.`,
      en: `${path} cannot be written. Give the account running this program the right to write its data directory, or set DATA_DIR to another one.`,
    },
    { cause },
  );
}

/** File-system faults as a clerk's administrator can understand them; every other error stays what it is. */
export function explained(error: unknown, dataDir: string): unknown {
  if (!(error instanceof Error) || error instanceof EmbeddedRefusal) return error;
  const { code, path } = error as NodeJS.ErrnoException;
  // 53100: PostgreSQL's own word for it
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === '53100') return diskFull(dataDir, error);
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOTDIR') {
    return notWritable(path ?? dataDir, error);
  }
  return error;
}
