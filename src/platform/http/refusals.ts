import { InvalidInput, Refusal, type RefusalKind, SpentLink, type WayOn } from '../../kernel/refusal.ts';
import type { Text } from '../../kernel/text.ts';
import { isCancelled, isCrossed, isDiskFull, isUnavailable } from '../database/open.ts';

const statuses: Readonly<Record<RefusalKind, number>> = {
  not_found: 404,
  sign_in_first: 401,
  second_factor_first: 403,
  forbidden: 403,
  forged: 403,
  conflict: 409,
  wrong_state: 409,
  too_large: 413,
  unreadable: 400,
  too_many: 429,
  unavailable: 503,
};

/** An answer to a request that failed, before it becomes a page or a problem document. */
export interface Failure {
  readonly status: number;
  /** Stable id of the kind, the last part of the problem's type. */
  readonly kind: RefusalKind | 'invalid' | 'fault';
  readonly text: Text;
  readonly retryAfter?: number | undefined;
  /** Of the address of a letter that opens nothing any longer. */
  readonly ways?: readonly WayOn[] | undefined;
  /** True for a fault of the product: logged with its stack. */
  readonly fault: boolean;
}

/** The one place where a failure gets its status; anything not foreseen is a fault of the product. */
export function failureOf(error: unknown): Failure {
  return refusalFailure(error) ?? databaseFailure(error) ?? fault;
}

function refusalFailure(error: unknown): Failure | null {
  if (error instanceof Refusal) {
    return {
      status: statuses[error.kind],
      kind: error.kind,
      text: error.text,
      retryAfter: error.retryAfter,
      ways: error instanceof SpentLink ? error.ways : undefined,
      fault: false,
    };
  }
  if (error instanceof InvalidInput) {
    const first = Object.values<Text | undefined>(error.fields)[0];
    return {
      status: 422,
      kind: 'invalid',
      text: first ?? { vi: error.message, en: error.message },
      fault: false,
    };
  }
  return null;
}

function databaseFailure(error: unknown): Failure | null {
  if (isUnavailable(error)) {
    return {
      status: 503,
      kind: 'unavailable',
      text: {
        vi: 'Cơ sở dữ liệu đang tạm thời không kết nối được. Dữ liệu đã lưu vẫn còn nguyên; hãy thử lại sau ít phút.',
        en: 'The database cannot be reached just now. What was saved is safe; try again in a few minutes.',
      },
      retryAfter: 10,
      fault: false,
    };
  }
  if (isCrossed(error)) {
    return {
      status: 503,
      kind: 'unavailable',
      text: {
        vi: 'Có người khác vừa lưu cùng chỗ này nên thao tác của bạn chưa được lưu. Hãy quay lại và thử lại ngay.',
        en: 'Somebody else saved in the same place at the same moment, so this was not saved. Go back and try again now.',
      },
      retryAfter: 1,
      fault: false,
    };
  }
  if (isCancelled(error)) {
    return {
      status: 503,
      kind: 'unavailable',
      text: {
        vi: 'Cơ sở dữ liệu đang bận nên việc này mất quá nhiều thời gian và đã được dừng lại; chưa có gì được lưu. Hãy thử lại sau ít phút.',
        en: 'The database is busy, so this took too long and was stopped; nothing was saved. Try again in a few minutes.',
      },
      retryAfter: 10,
      fault: false,
    };
  }
  if (isDiskFull(error)) {
    return {
      status: 507,
      kind: 'unavailable',
      text: {
        vi: 'Ổ đĩa của máy chủ đã đầy nên chưa lưu được. Dữ liệu đã lưu trước đó vẫn còn nguyên; hãy báo quản trị viên giải phóng dung lượng rồi thử lại.',
        en: 'The disk of the server is full, so this was not saved. What was saved before is safe; ask the administrator to free space and try again.',
      },
      retryAfter: 60,
      fault: false,
    };
  }
  return null;
}

const fault: Failure = {
  status: 500,
  kind: 'fault',
  text: {
    vi: 'Hệ thống gặp lỗi ngoài dự kiến. Lỗi đã được ghi lại; hãy thử lại, hoặc báo quản trị viên kèm mã yêu cầu bên dưới.',
    en: 'Something went wrong on our side. It has been recorded; try again, or send the request id below to the administrator.',
  },
  fault: true,
};
