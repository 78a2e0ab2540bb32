import PostalMime, { type Email } from 'postal-mime';
import { InvalidInput } from '../../kernel/refusal.ts';

/** What a mail server tells of a mail it took and could not deliver (RFC 3464). */
export interface DeliveryReport {
  /** The addresses it came to, most trustworthy first. */
  readonly cameTo: readonly string[];
  /** failed: for good; delayed, or anything else: it may still arrive. */
  readonly action: 'failed' | 'other';
  /** RFC 3463, without its class: `1.1` for a mailbox that does not exist; null where nothing is said. */
  readonly detail: string | null;
  /** What the server said, in one line. */
  readonly said: string;
}

/** Bytes of a report; one that brings the whole letter along is far smaller. */
export const reportLimit: number = 2 * 1024 * 1024;

/**
 * Reads a message that came back; null for one that is no report of a delivery, such as an answer of somebody on leave.
 * Throws InvalidInput for what is no message at all.
 */
export async function readDeliveryReport(message: Uint8Array): Promise<DeliveryReport | null> {
  const email = await parse(message);
  const part = email.attachments.find(({ mimeType }) => mimeType === 'message/delivery-status');
  const header = (name: string) =>
    email.headers.filter(({ key }) => key === name).map(({ value }) => value.trim());
  const cameTo = [...header('x-original-to'), ...header('delivered-to'), ...header('to')];
  if (!part) return null;
  const groups = textOf(part.content)
    .split(/\r?\n\r?\n/)
    .map(fieldsOf);
  const group =
    groups.find((fields) => fields.get('action') === 'failed') ?? groups.find((g) => g.has('action'));
  if (!group) return null;
  const said = (group.get('diagnostic-code') ?? group.get('status') ?? '').replace(/\s+/g, ' ').slice(0, 400);
  return {
    cameTo,
    action: group.get('action') === 'failed' ? 'failed' : 'other',
    detail: /^5\.(\d{1,3}\.\d{1,3})/.exec(group.get('status') ?? '')?.[1] ?? null,
    said,
  };
}

async function parse(message: Uint8Array): Promise<Email> {
  const limits = { maxNestingDepth: 20, maxHeadersSize: 256 * 1024 };
  let email: Email;
  try {
    email = await PostalMime.parse(message, limits);
  } catch (error) {
    throw noMessage(error);
  }
  if (email.headers.length === 0) throw noMessage(null);
  return email;
}

function noMessage(cause: unknown): InvalidInput {
  const reason = cause instanceof Error ? ` (${cause.message})` : '';
  const text = {
    vi: `Đầu vào không phải là một thư điện tử đọc được${reason}. Hãy đưa nguyên thư báo không gửi được (RFC 5322) vào đầu vào chuẩn.`,
    en: `The input is no mail that can be read${reason}. Give the whole returned mail (RFC 5322) on standard input.`,
  };
  return new InvalidInput({ message: text });
}

function textOf(content: ArrayBuffer | Uint8Array | string): string {
  return typeof content === 'string' ? content : new TextDecoder().decode(content);
}

/** `Name: value` by lower-case name; a line that begins with a space goes on the one before. */
function fieldsOf(group: string): ReadonlyMap<string, string> {
  const lines = group.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  return new Map(
    lines.flatMap((line) => {
      const [, name, value] = /^([\w-]+):\s*(.*)$/.exec(line) ?? [];
      if (!name || value === undefined) return [];
      const plain = name.toLowerCase();
      return [
        [plain, ['action', 'status'].includes(plain) ? value.trim().toLowerCase() : value.trim()] as const,
      ];
    }),
  );
}
