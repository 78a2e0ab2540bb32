import { InvalidInput, SpentLink } from '../../kernel/refusal.ts';
import type { Language } from '../../kernel/text.ts';
import { countAsked, newToken, readEmail, tokenHash } from '../../modules/directory/index.ts';
import { queueLetter } from '../../platform/mail/letter.ts';
import type { DataSubject } from '../../platform/personal-data.ts';
import type { Services } from '../../platform/services.ts';
import { wayLetter } from './letters.ts';
import { dataPaths } from './paths.ts';

/** Hours for which the letter opens what is kept of its address. */
export const letterHours = 48;
/** Letters to one address within an hour; more are asked for in vain, with the same answer. */
const lettersEach = 3;

/**
 * Sends an address the way to what is kept of it. Nothing is looked up about the address, so the answer is the same for every
 * one. Throws InvalidInput `email`, Refusal `too_many`.
 */
export async function askByMail(
  services: Services,
  input: { readonly email: string; readonly language: Language; readonly address: string },
): Promise<void> {
  const email = readEmail(input.email);
  if (email === null)
    throw new InvalidInput({
      email: {
        vi: 'Hãy ghi một địa chỉ e-mail, ví dụ ten@congty.vn.',
        en: 'Give an e-mail address, such as name@company.vn.',
      },
    });
  const at = services.clock();
  await countAsked(services.db, 'data', input.address, at);
  const token = newToken();
  await services.db.transaction().execute(async (tx) => {
    const { sent } = await tx
      .selectFrom('data_request_letter')
      .select((row) => row.fn.countAll<number>().as('sent'))
      .where('address', '=', email)
      .where('asked_at', '>', new Date(at.getTime() - 3_600_000))
      .executeTakeFirstOrThrow();
    if (Number(sent) >= lettersEach) return;
    await tx
      .insertInto('data_request_letter')
      .values({
        ...{ address: email, language: input.language, token_hash: tokenHash(token), asked_at: at },
        expires_at: new Date(at.getTime() + letterHours * 3_600_000),
      })
      .execute();
    const letter = wayLetter(services, input.language);
    await queueLetter(tx, letter, [{ accountId: null, address: email }], { topic: null, at, secret: token });
  });
}

/** Whoever opens the letter; `active`: with an open account they go on there, signed in. */
export interface LetterReader {
  readonly subject: DataSubject;
  readonly active: boolean;
}

/** Throws Refusal `not_found` for a token that opens nothing: made by nobody, or too old. One statement. */
export async function checkLetter(services: Services, token: string): Promise<LetterReader> {
  const row = /^[\w-]{43}$/.test(token)
    ? await services.db
        .selectFrom('data_request_letter as l')
        .leftJoin('account as a', (join) =>
          join.on((e) => e(e.fn<string>('lower', ['a.email']), '=', e.ref('l.address'))),
        )
        .select(['l.address', 'a.id', 'a.state'])
        .where('l.token_hash', '=', tokenHash(token))
        .where('l.expires_at', '>', services.clock())
        .executeTakeFirst()
    : undefined;
  if (!row)
    throw new SpentLink(
      {
        vi: 'Đường dẫn này đã quá 48 giờ hoặc bị cắt mất một phần. Hãy ghi lại địa chỉ thư ở trang Quyền riêng tư.',
        en: 'It is more than 48 hours old, or was cut off. Type your mail address again on the page about privacy.',
      },
      [{ path: dataPaths.byMail, label: { vi: 'Yêu cầu thư mới', en: 'Ask for another letter' } }],
    );
  return { subject: { accountId: row.id, address: row.address }, active: row.state === 'active' };
}
