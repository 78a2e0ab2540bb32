import type { Transaction } from '../../platform/database/open.ts';

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
