import { Refusal } from '../../kernel/refusal.ts';

/** Posted fields as typed, in NFC; no field is trusted or interpreted here. */
export interface FormFields {
  /** The first value, or the empty string. */
  get(name: string): string;
  all(name: string): string[];
  names(): string[];
  /** First values by name, as Zod schemas take them. */
  object(): Record<string, string>;
}

/** Bytes of a posted form without files: a long entry takes 200 KB. */
export const formLimit = 2_000_000;

export function fieldsOf(pairs: Iterable<readonly [string, string]>): FormFields {
  const fields = new Map<string, string[]>();
  for (const [name, value] of pairs) {
    // PostgreSQL text cannot hold NUL and nobody types one
    const typed = value.replaceAll('\u0000', '').replaceAll('\r\n', '\n').normalize('NFC');
    const known = fields.get(name);
    if (known) known.push(typed);
    else fields.set(name, [typed]);
  }
  return {
    get: (name) => fields.get(name)?.[0] ?? '',
    all: (name) => fields.get(name) ?? [],
    names: () => [...fields.keys()],
    object: () => Object.fromEntries([...fields].map(([name, values]) => [name, values[0] ?? ''])),
  };
}

/** Reads an urlencoded body. Throws `too_large` above the limit and `unreadable` for another type or broken UTF-8. */
export async function readForm(request: Request): Promise<FormFields> {
  const type = request.headers.get('content-type') ?? '';
  if (!type.startsWith('application/x-www-form-urlencoded')) throw unreadableForm();
  const body = await readBody(request, formLimit);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw unreadableForm();
  }
  return fieldsOf(new URLSearchParams(text));
}

/** Throws Refusal `too_large`. */
export async function readBody(request: Request, limit: number): Promise<Uint8Array> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge(limit);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > limit) throw tooLarge(limit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

export function tooLarge(limit: number): Refusal {
  const megabytes = Math.max(1, Math.round(limit / 1_000_000));
  return new Refusal('too_large', {
    vi: `Nội dung gửi lên quá lớn (tối đa ${megabytes} MB). Hãy giảm dung lượng rồi gửi lại.`,
    en: `What was sent is too large (at most ${megabytes} MB). Make it smaller and send it again.`,
  });
}

export function unreadableForm(): Refusal {
  return new Refusal('unreadable', {
    vi: 'Không đọc được nội dung gửi lên. Hãy tải lại trang rồi gửi lại bằng biểu mẫu trên trang.',
    en: 'What was sent cannot be read. Reload the page and send it again with the form on the page.',
  });
}
