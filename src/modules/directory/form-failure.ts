import { InvalidInput, Refusal } from '../../kernel/refusal.ts';
import type { Language, Text } from '../../kernel/text.ts';
import type { FieldErrors } from '../../ui/form.tsx';

/** Why a form comes back to the person with everything typed kept. */
export interface FormFailure {
  readonly errors: FieldErrors;
  readonly general: string | undefined;
  readonly conflict: boolean;
  readonly status: number;
  /** Seconds after which trying again makes sense. */
  readonly retryAfter?: number | undefined;
}

/** Reads a failure that the same form can answer; every other one goes on. */
export function formFailure(error: unknown, language: Language): FormFailure {
  if (error instanceof InvalidInput) {
    const errors = Object.fromEntries(
      Object.entries<Text | undefined>(error.fields).map(([name, text]) => [name, text?.[language]]),
    );
    return { errors, general: undefined, conflict: false, status: 422 };
  }
  if (error instanceof Refusal && error.kind === 'conflict')
    return { errors: {}, general: undefined, conflict: true, status: 409 };
  if (error instanceof Refusal && error.kind === 'wrong_state')
    return { errors: {}, general: error.text[language], conflict: false, status: 409 };
  throw error;
}

/** As `formFailure`, also for the pause after too many tries, and for when the server has no time just now. */
export function pausedFailure(error: unknown, language: Language): FormFailure {
  if (error instanceof Refusal && (error.kind === 'too_many' || error.kind === 'unavailable')) {
    const status = error.kind === 'too_many' ? 429 : 503;
    const general = error.text[language];
    return { errors: {}, general, conflict: false, status, retryAfter: error.retryAfter };
  }
  return formFailure(error, language);
}

/** As `formFailure`, for a form that has nothing to compare: that somebody else was faster stands at its top. */
export function statedFailure(error: unknown, language: Language): FormFailure {
  const failure = formFailure(error, language);
  return failure.conflict && error instanceof Refusal
    ? { ...failure, general: error.text[language] }
    : failure;
}
