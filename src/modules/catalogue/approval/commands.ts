import { type Actor, system } from '../../../kernel/actor.ts';
import { localDateOf, parseLocalDate } from '../../../kernel/dates.ts';
import { InvalidInput, Refusal } from '../../../kernel/refusal.ts';
import type { Text } from '../../../kernel/text.ts';
import type { Services } from '../../../platform/services.ts';
import { type Edition, type EditionState, editionLifecycle } from '../edition.ts';
import { can } from '../policy.ts';
import { readNote, type StepInput, type Taking, take } from './take.ts';

export interface PublishInput extends StepInput {
  /** The day (`YYYY-MM-DD`) and time (`HH:MM`, in Vietnam) at which it becomes public; both empty: now. */
  readonly day?: string;
  readonly time?: string;
}

export interface WithdrawInput extends StepInput {
  /** Why, for everybody to read. */
  readonly note: string;
  readonly noteEn?: string;
}

type StepCommand = (services: Services, actor: Actor, id: number, input?: StepInput) => Promise<Edition>;

/** A step that asks for nothing but what goes with any. */
function step(taking: Omit<Taking, keyof StepInput>): StepCommand {
  return (services, actor, id, input = {}) => take(services, actor, id, { ...input, ...taking });
}

/** From the officer to the head. Throws Refusal or InvalidInput `entries` while something needed is missing. */
export const submitEdition: StepCommand = step({
  verb: () => 'submit',
  event: 'edition.submitted',
  complete: true,
});

/** From the head to the leader. Throws as `submitEdition`. */
export const forwardEdition: StepCommand = step({
  verb: () => 'forward',
  event: 'edition.forwarded',
  complete: true,
});

/** One step back by whoever handed it up: the officer from the head, the head from the leader. Throws Refusal. */
export const recallEdition: StepCommand = step({
  verb: (state) => (state === 'with_leader' ? 'take_back' : 'recall'),
  event: 'edition.recalled',
});

const whatToCorrect: Text = {
  vi: 'Hãy ghi rõ cần sửa những gì, để người soạn biết phải làm gì tiếp.',
  en: 'Say what is to be corrected, so that its writers know what to do.',
};

/** Back to its writers, by whoever has it; until its hour also what is scheduled. Throws Refusal or InvalidInput `remark`. */
export function returnEdition(
  services: Services,
  actor: Actor,
  id: number,
  input: StepInput,
): Promise<Edition> {
  const upThere = editionLifecycle.verbs.send_back.from;
  // where it waits for neither, each is told so in the words of their own step
  const verb = (state: EditionState) =>
    upThere.includes(state) || !can(actor, 'return', id) ? 'send_back' : 'return';
  return take(services, actor, id, {
    ...input,
    verb,
    event: 'edition.returned',
    remarkNeeded: whatToCorrect,
  });
}

/**
 * The leader's word: public now with its entries and its document, or at the hour set. Codes and order never change
 * afterwards; confidential entries stay unseen. Who wrote any of it does not approve it. Asked for twice it happens
 * once.
 *
 * Throws Refusal (forbidden, conflict when anything changed since `checked`) or InvalidInput `entries`, `time`.
 */
export async function publishEdition(
  services: Services,
  actor: Actor,
  id: number,
  input: PublishInput = {},
): Promise<Edition> {
  const publishAt = readHour(input, services.clock());
  const verb = publishAt === null ? 'publish' : 'schedule';
  return take(services, actor, id, {
    ...input,
    verb: () => verb,
    event: publishAt === null ? 'edition.published' : 'edition.scheduled',
    complete: true,
    publishAt,
    approves: true,
  });
}

/**
 * Makes public every edition whose hour has come, each in a transaction of its own. Throws the first fault after
 * having tried them all.
 */
export async function releaseDue(services: Services): Promise<void> {
  const due = await services.db
    .selectFrom('edition')
    .select('id')
    .where('state', '=', 'scheduled')
    .where('publish_at', '<=', services.clock())
    .orderBy('publish_at')
    .execute();
  const faults: unknown[] = [];
  for (const { id } of due) {
    try {
      await releaseEdition(services, system, id);
    } catch (error) {
      faults.push(error);
    }
  }
  if (faults.length > 0) throw faults[0];
}

/** Throws Refusal `wrong_state` while its hour has not come. */
export function releaseEdition(services: Services, actor: Actor, id: number): Promise<Edition> {
  return take(services, actor, id, {
    verb: () => 'release',
    event: 'edition.published',
    guard: ({ state, publishAt }) => {
      if (state === 'scheduled' && publishAt && publishAt > services.clock()) throw notYet();
    },
  });
}

/** A published edition was a mistake: it leaves lists and search, and its pages say why. Throws Refusal or InvalidInput `note`. */
export async function withdrawEdition(
  services: Services,
  actor: Actor,
  id: number,
  input: WithdrawInput,
): Promise<Edition> {
  const withdrawal = { vi: readNote(input.note, 'note'), en: readNote(input.noteEn ?? '', 'noteEn') };
  if (withdrawal.vi === '')
    throw new InvalidInput({
      note: {
        vi: 'Hãy ghi lý do thu hồi; mọi người đọc được lý do này trên cổng.',
        en: 'Say why it is withdrawn; everybody reads the reason on the portal.',
      },
    });
  return take(services, actor, id, {
    ...input,
    verb: () => 'withdraw',
    event: 'edition.withdrawn',
    withdrawal,
    guard: ({ amends, code }) => {
      if (amends) throw inForce(code);
    },
  });
}

const longestWait = 366;

/** The instant meant; null for now. Throws InvalidInput `day` or `time`. */
function readHour({ day = '', time = '' }: PublishInput, now: Date): Date | null {
  if (day === '' && time === '') return null;
  const date = parseLocalDate(day);
  if (!date)
    throw new InvalidInput({
      day: {
        vi: 'Hãy chọn ngày công bố có trong lịch, hoặc bỏ trống cả ngày và giờ để công bố ngay.',
        en: 'Choose a day of the calendar, or leave day and time empty to publish now.',
      },
    });
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(time))
    throw new InvalidInput({
      time: { vi: 'Hãy ghi giờ công bố, ví dụ 08:00.', en: 'Write the hour, such as 08:00.' },
    });
  const instant = new Date(`${date}T${time}:00+07:00`);
  if (instant <= now)
    throw new InvalidInput({
      time: {
        vi: 'Giờ công bố đã qua. Hãy chọn giờ sau lúc này, hoặc bỏ trống để công bố ngay.',
        en: 'That hour has passed. Choose a later one, or leave it empty to publish now.',
      },
    });
  if (instant.getTime() - now.getTime() > longestWait * 86_400_000)
    throw new InvalidInput({
      day: {
        vi: `Chỉ hẹn giờ trong vòng một năm kể từ ${localDateOf(now)}.`,
        en: `Choose a day within a year of ${localDateOf(now)}.`,
      },
    });
  return instant;
}

function inForce(code: string): Refusal {
  return new Refusal('wrong_state', {
    vi: `Bản điều chỉnh ${code} đã có hiệu lực nên không thu hồi riêng được. Hãy lập bản điều chỉnh khác để sửa lại.`,
    en: `The amendment ${code} is in force and is not withdrawn by itself. Begin another amendment to correct it.`,
  });
}

function notYet(): Refusal {
  return new Refusal('wrong_state', {
    vi: 'Chưa đến giờ công bố đã hẹn.',
    en: 'Its hour has not come.',
  });
}

/** The whole way at once by the product itself, for editions that were approved and issued elsewhere: the sample's. */
export async function publishIssuedElsewhere(services: Services, id: number): Promise<Edition> {
  await submitEdition(services, system, id);
  await forwardEdition(services, system, id);
  return publishEdition(services, system, id);
}
