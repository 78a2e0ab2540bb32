import type { Actor } from '../../kernel/actor.ts';
import { notFound, Refusal } from '../../kernel/refusal.ts';
import { appendEvent } from '../../platform/events/append.ts';
import { askForJob } from '../../platform/jobs/ask.ts';
import { secretMark, sendingJob } from '../../platform/mail/letter.ts';
import type { Services } from '../../platform/services.ts';

/**
 * Sends once more what was kept, given up or refused; asked for twice, it goes once. Throws Refusal `not_found`, and
 * `wrong_state` for what was sent or whose text was erased.
 */
export async function sendAgain(services: Services, actor: Actor, id: number): Promise<void> {
  await services.db.transaction().execute(async (tx) => {
    const mail = await tx
      .selectFrom('mail')
      .innerJoin('letter', 'letter.id', 'mail.letter_id')
      .leftJoin('mail_refusal as refusal', (join) =>
        join.on((e) => e('refusal.address', '=', e.fn<string>('lower', ['mail.address']))),
      )
      .select(['mail.state', 'letter.body_text', 'refusal.address as refused'])
      .where('mail.id', '=', id)
      .forUpdate('mail')
      .executeTakeFirst();
    if (!mail) throw notFound();
    if (mail.state === 'queued') return;
    if (mail.refused)
      throw new Refusal('wrong_state', {
        vi: 'Địa chỉ này đang ở danh sách không nhận thư. Hãy gỡ bỏ địa chỉ khỏi danh sách rồi gửi lại.',
        en: 'This address takes no mail. Take it out of that list first, then send again.',
      });
    if (mail.state === 'sent')
      throw new Refusal('wrong_state', {
        vi: 'Thư này đã được gửi đi.',
        en: 'This letter has been sent.',
      });
    if (mail.body_text === null)
      throw new Refusal('wrong_state', {
        vi: 'Nội dung thư đã được xóa nên không gửi lại được.',
        en: 'Its text was erased, so it cannot be sent again.',
      });
    if (mail.body_text.includes(secretMark))
      throw new Refusal('wrong_state', {
        vi: 'Thư này mang khóa dùng một lần nên không gửi lại được. Người nhận có thể yêu cầu thư mới.',
        en: 'This letter carries a key that is used once, so it is not sent again. Its reader can ask for another one.',
      });
    const at = services.clock();
    await tx
      .updateTable('mail')
      // its age counts anew: otherwise an old one would be given up at its first try
      .set({ state: 'queued', ended_at: null, failure: null, tries: 0, due_at: at, created_at: at })
      .where('id', '=', id)
      .execute();
    await askForJob(tx, sendingJob);
    await appendEvent(tx, {
      ...{ name: 'mail.sent_again', actor, at },
      subject: { kind: 'mail', id },
    });
  });
}

/** Lets letters go to an address again. Throws `not_found` where it was not refused. */
export async function liftRefusal(services: Services, actor: Actor, address: string): Promise<void> {
  await services.db.transaction().execute(async (tx) => {
    const lifted = await tx
      .deleteFrom('mail_refusal')
      .where('address', '=', address.toLowerCase())
      .returning('address')
      .executeTakeFirst();
    if (!lifted) throw notFound();
    await appendEvent(tx, {
      name: 'mail.refusal_lifted',
      actor,
      subject: { kind: 'mail', id: 'address' },
      personal: { address: lifted.address },
      at: services.clock(),
    });
  });
}
