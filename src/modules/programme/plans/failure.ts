import { Refusal } from '../../../kernel/refusal.ts';
import type { Call } from '../../../platform/http/call.ts';
import type { FormFields } from '../../../platform/http/form.ts';
import { formFailure } from '../../directory/index.ts';

/** Why a form comes back with all that was typed. */
export interface Failure {
  readonly errors: Readonly<Partial<Record<string, string | undefined>>>;
  readonly general: string | undefined;
  readonly conflict: boolean;
  readonly status: number;
}

/** What the form itself can tell; everything else goes on. */
export function failureIn(call: Call, error: unknown): Failure {
  const failure = formFailure(error, call.language);
  return failure.conflict && error instanceof Refusal
    ? { ...failure, general: error.text[call.language] }
    : failure;
}

/** The version a form was opened with; 0 where it says none, which nothing that is saved has. */
export function versionIn(form: FormFields): number {
  const typed = form.get('version');
  return /^\d{1,9}$/.test(typed) ? Number(typed) : 0;
}
