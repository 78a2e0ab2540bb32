import type { Transaction } from '../../platform/database/open.ts';

/** Throws Refusal where a draft may not be edited now. */
type EditGuard = (tx: Transaction, documentId: number) => Promise<void>;

const guards = new Set<EditGuard>();

/** For modules above, whose work stands on a draft; called once as they are loaded. */
export function guardDraftEdits(guard: EditGuard): void {
  guards.add(guard);
}

export async function askGuards(tx: Transaction, documentId: number): Promise<void> {
  for (const guard of guards) await guard(tx, documentId);
}

/** Told within the transaction that corrected the date of a published document, after the document itself is indexed. */
type DateListener = (tx: Transaction, documentId: number) => Promise<void>;

const listeners = new Set<DateListener>();

/** For modules above, whose lists are in the order of a document's date; called once as they are loaded. */
export function onDateCorrected(listener: DateListener): void {
  listeners.add(listener);
}

export async function tellDateCorrected(tx: Transaction, documentId: number): Promise<void> {
  for (const listener of listeners) await listener(tx, documentId);
}
