import type { AccountActor } from '../../src/kernel/actor.ts';
import { InvalidInput, Refusal } from '../../src/kernel/refusal.ts';
import { publishIssuedElsewhere } from '../../src/modules/catalogue/approval/commands.ts';
import { type SettleInput, settleOutcomes } from '../../src/modules/catalogue/carry-over/commands.ts';
import type { OutcomeInput } from '../../src/modules/catalogue/carry-over/outcome.ts';
import { listOutcomes } from '../../src/modules/catalogue/carry-over/queries.ts';
import { draftEdition, draftEntry, openCatalogueApp } from './catalogue.ts';
import { personWith } from './people.ts';

export const content = {
  lead: ['SKHCN'],
  places: ['20-06184'],
  results: [{ text: 'Giảm 30% thời gian chờ' }],
};
export const titles = [
  'Điều phối xe chờ ở bãi',
  'Đo mặn nước ngầm',
  'Cảnh báo sương muối',
  'Sấy hồi bằng nhiệt thừa',
];

export const nothing: OutcomeInput = {
  outcome: '',
  note: '',
  noteEn: '',
  reference: '',
  into: null,
  reason: '',
};

/** A catalogue with an officer and a head, and editions of two years to say outcomes in. */
export async function openOutcomes() {
  const app = await openCatalogueApp();
  const { services } = app;
  const officer: AccountActor = await personWith(app, 'programme_officer');
  const head: AccountActor = await personWith(app, 'programme_head');
  const years = { last: 2025 };
  return {
    app,
    officer,
    head,
    /** The year of the draft made last; who makes one besides counts on. */
    years,
    /** A published edition of four entries, and the draft of the next year. */
    async twoYears() {
      years.last += 2;
      const former = await draftEdition(services, years.last - 1);
      const entries: number[] = [];
      for (const title of titles) entries.push((await draftEntry(services, former.id, title, content)).id);
      await publishIssuedElsewhere(services, former.id);
      const next = await draftEdition(services, years.last);
      const [first = 0, second = 0, third = 0, fourth = 0] = entries;
      return { former, next, entries, first, second, third, fourth };
    },
    /** Says of entries what became of them, as if nothing had been said before. */
    settle: (
      editionId: number,
      entries: readonly (number | SettleInput['entries'][number])[],
      said: Partial<OutcomeInput>,
      actor = officer,
    ) =>
      settleOutcomes(services, actor, editionId, {
        ...nothing,
        ...said,
        entries: entries.map((entry) => (typeof entry === 'number' ? { id: entry, seen: 0 } : entry)),
      }),
    /** What is said of an entry, and the mark that it was seen. */
    async seenOf(editionId: number, entryId: number) {
      const filters = { text: '', outcome: null, page: 1 };
      const { rows } = await listOutcomes(services.db, officer, editionId, filters);
      const row = rows.find(({ id }) => id === entryId);
      return { row, mark: { id: entryId, seen: row?.settled?.id ?? 0 } };
    },
  };
}

/** The words of a refusal; any other fault fails. */
export async function refused(attempt: Promise<unknown>): Promise<string> {
  return attempt.then(
    () => 'not refused',
    (error: unknown) => {
      if (error instanceof Refusal) return error.text.vi;
      if (error instanceof InvalidInput)
        return Object.entries<{ vi: string } | undefined>(error.fields)
          .map(([field, text]) => `${field}: ${text?.vi}`)
          .join('; ');
      throw error;
    },
  );
}
