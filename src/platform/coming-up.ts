import type { Actor } from '../kernel/actor.ts';
import type { LocalDate } from '../kernel/dates.ts';
import type { Text } from '../kernel/text.ts';
import type { WorkCalendar } from '../kernel/working-days.ts';
import type { Querying } from './database/open.ts';

/**
 * What the clock alone does on a day: people are reminded; what is late goes up; an explanation is due; something changes its state;
 * its time is over; something opens.
 */
export const comingKinds = ['opening', 'reminder', 'escalation', 'explanation', 'turn', 'closing'] as const;
export type ComingKind = (typeof comingKinds)[number];

/** One thing that a day ahead brings though nobody enters anything. */
export interface Coming {
  readonly day: LocalDate;
  readonly kind: ComingKind;
  readonly what: Text;
  readonly about: ComingAbout;
  /** Whose it is; without a number where the directory does not know the name. */
  readonly agencies: readonly { readonly id: number | null; readonly name: string }[];
  /** Who is told beside or instead of the officers of those agencies; null: nobody else. */
  readonly told: Text | null;
  /** The officers of those agencies are told. */
  readonly tellsAgencies: boolean;
}

export interface ComingAbout {
  readonly code: string | null;
  readonly name: Text;
  /** Without the language prefix. */
  readonly path: string;
  readonly illustrative: boolean;
}

export interface ComingAsked {
  /** Who reads it: nobody learns here of what they may not see elsewhere. */
  readonly actor: Actor;
  /** From the present day on, so that what is said once is said once; and the last day. */
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly calendar: WorkCalendar;
}

/** What a module foresees, in any order. It reads and writes nothing. One statement. */
export type ComingUp = (db: Querying, asked: ComingAsked) => Promise<readonly Coming[]>;
