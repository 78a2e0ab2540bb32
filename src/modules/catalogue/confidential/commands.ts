import type { Actor, Role } from '../../../kernel/actor.ts';
import { InvalidInput, Refusal } from '../../../kernel/refusal.ts';
import { appendEvent } from '../../../platform/events/append.ts';
import type { Services } from '../../../platform/services.ts';
import { lockEdition } from '../edition-store.ts';
import { editionOf, findEntry } from '../entry-store.ts';
import { authorise, catalogueReaders } from '../policy.ts';
import { possibleReaders, type Readers, readersMark, readersOf, writeReaders } from './readers.ts';

export interface ReadersInput {
  readonly roles: readonly string[];
  readonly accounts: readonly number[];
  /** The `readersMark` of what the person had before them. */
  readonly seen: string;
}

/**
 * Says who may see a confidential entry, at any time of its edition. Who says so stays among them, or they could not
 * correct it. Throws InvalidInput `roles`, `accounts`; Refusal (`not_found` for who may not see it, `wrong_state` for an
 * entry that is not confidential, `conflict` when somebody changed it since).
 */
export async function changeReaders(
  services: Services,
  actor: Actor,
  entryId: number,
  input: ReadersInput,
): Promise<void> {
  await services.db.transaction().execute(async (tx) => {
    const edition = await lockEdition(tx, await editionOf(tx, actor, entryId));
    authorise(actor, 'edit', edition.id);
    const entry = await findEntry(tx, actor, edition.id, entryId);
    if (!entry.confidential) throw notConfidential();
    const current = await readersOf(tx, entryId);
    const wanted = chosen(input, current, await possibleReaders(tx, edition.id));
    refuseWithout(actor, edition.id, wanted);
    if (readersMark(wanted) === readersMark(current)) return;
    if (input.seen !== readersMark(current)) throw changedMeanwhile();
    await writeReaders(tx, entryId, wanted);
    const { roles } = wanted;
    await appendEvent(tx, {
      name: 'entry.readers_changed',
      actor,
      subject: { kind: 'entry', id: entryId },
      facts: {
        editionId: edition.id,
        code: entry.code,
        roles: [...roles],
        accounts: wanted.accounts.map(({ id }) => id),
      },
      at: services.clock(),
    });
  });
}

function chosen(input: ReadersInput, current: Readers, possible: Readers['accounts']): Readers {
  const known = new Map([...possible, ...current.accounts].map((account) => [account.id, account]));
  const roles = catalogueReaders.filter((role) => input.roles.includes(role));
  const accounts = [...new Set(input.accounts)].flatMap((id) => known.get(id) ?? []);
  if (roles.length < new Set(input.roles).size)
    throw new InvalidInput({
      roles: { vi: 'Hãy chọn vai trò trong danh sách.', en: 'Choose roles of the list.' },
    });
  if (accounts.length < new Set(input.accounts).size)
    throw new InvalidInput({
      accounts: {
        vi: 'Chỉ nêu tên được những người đang làm việc với danh mục này. Hãy chọn trong danh sách.',
        en: 'Only people who work on this edition can be named. Choose from the list.',
      },
    });
  return { roles, accounts };
}

function refuseWithout(actor: Actor, editionId: number, { roles, accounts }: Readers): void {
  if (roles.length + accounts.length === 0)
    throw new InvalidInput({
      roles: {
        vi: 'Hãy chọn ít nhất một vai trò hoặc một người.',
        en: 'Choose at least one role or person.',
      },
    });
  if (actor.kind !== 'account' || accounts.some(({ id }) => id === actor.id)) return;
  const own = actor.grants
    .filter(({ scope }) => scope?.kind !== 'edition' || scope.id === editionId)
    .map(({ role }): Role => role);
  if (roles.some((role) => own.includes(role))) return;
  throw new InvalidInput({
    roles: {
      vi: 'Bạn sẽ không còn xem được mục này để sửa lại. Hãy chọn một vai trò của bạn, hoặc nêu tên bạn.',
      en: 'You could no longer see this entry to correct this. Choose a role of yours, or name yourself.',
    },
  });
}

function notConfidential(): Refusal {
  return new Refusal('wrong_state', {
    vi: 'Mục này không đánh dấu “không công khai” nên ai làm việc với danh mục cũng xem được.',
    en: 'This entry is not confidential, so everybody who works on the edition may see it.',
  });
}

function changedMeanwhile(): Refusal {
  return new Refusal('conflict', {
    vi: 'Người khác vừa đổi người được xem mục này. Lựa chọn của bạn vẫn còn dưới đây; hãy xem lại rồi lưu.',
    en: 'Somebody else has just changed who may see this entry. Your choice is kept below; look at it, then save.',
  });
}
