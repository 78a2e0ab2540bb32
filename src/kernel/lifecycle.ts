import type { Role } from './actor.ts';
import { Refusal } from './refusal.ts';
import type { Text } from './text.ts';

/** One verb of a noun: the states it may start from, the state it leads to, the roles that may do it. */
export interface Transition<State extends string> {
  readonly from: readonly State[];
  readonly to: State;
  readonly by: readonly Role[];
  /** Some of these nouns are moved by fewer. */
  readonly narrower?: { readonly where: Text; readonly by: readonly Role[] };
  readonly label: Text;
}

/** A noun's states with their public and internal names, and its verbs. docs/lifecycles is generated from it. */
export interface Lifecycle<State extends string, Verb extends string> {
  readonly noun: Text;
  readonly states: Readonly<Record<State, { readonly public: Text; readonly internal: Text }>>;
  readonly verbs: Readonly<Record<Verb, Transition<State>>>;
}

/** The state a verb leads to. Throws `wrong_state`, naming both states, when it cannot start here. */
export function transition<State extends string, Verb extends string>(
  lifecycle: Lifecycle<State, Verb>,
  state: State,
  verb: Verb,
): State {
  const step = lifecycle.verbs[verb];
  if (step.from.includes(state)) return step.to;
  const now = lifecycle.states[state].internal;
  throw new Refusal('wrong_state', {
    vi: `Không thể “${step.label.vi}” vì ${lifecycle.noun.vi} đang ở trạng thái “${now.vi}”.`,
    en: `Cannot “${step.label.en}”: the ${lifecycle.noun.en} is “${now.en}”.`,
  });
}
