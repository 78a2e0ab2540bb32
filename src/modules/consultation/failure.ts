import { Refusal } from '../../kernel/refusal.ts';
import { json } from '../../platform/http/answer.ts';
import type { Call } from '../../platform/http/call.ts';
import { failureOf } from '../../platform/http/refusals.ts';
import { formFailure } from '../directory/index.ts';

/** Why a form comes back with all that was typed. */
export interface Failure {
  readonly errors: Readonly<Partial<Record<string, string | undefined>>>;
  readonly general: string | undefined;
  /** Somebody else saved meanwhile. */
  readonly conflict: boolean;
  readonly status: number;
}

/** What the form itself can tell; everything else goes on. */
export function failureIn(call: Call, error: unknown): Failure {
  if (error instanceof Refusal && error.kind === 'too_many')
    return { errors: {}, general: error.text[call.language], conflict: false, status: 429 };
  const failure = formFailure(error, call.language);
  return failure.conflict && error instanceof Refusal
    ? { ...failure, general: error.text[call.language] }
    : failure;
}

/** Answers the script that keeps what is typed; what cannot be kept stays in the browser, with the reason said there. */
export async function autosaved(call: Call, keep: () => Promise<Date>): Promise<Response> {
  try {
    return json({ savedAt: (await keep()).toISOString() });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { status, text } = failureOf(error);
    return json({ message: text[call.language] }, status);
  }
}
