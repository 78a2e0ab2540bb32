import type { Role } from '../../src/kernel/actor.ts';
import type { Lifecycle } from '../../src/kernel/lifecycle.ts';
import { vi } from '../../src/ui/texts/vi.ts';

/** The document of a lifecycle: a diagram, and tables of states and verbs with the names people read. */
export function lifecyclePage(code: string, lifecycle: Lifecycle<string, string>): string {
  const states = Object.entries(lifecycle.states);
  const verbs = Object.entries(lifecycle.verbs);
  const arrows = verbs.flatMap(([, { from, to, label }]) =>
    from.map((state) => `  ${state} --> ${to}: ${label.vi}`),
  );
  const first = states[0]?.[0] ?? '';
  const last = states.filter(([state]) => !verbs.some(([, { from }]) => from.includes(state)));
  const row = (...cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const roles = (by: readonly Role[]) => by.map((role) => `${vi.roles[role]} (\`${role}\`)`).join(', ');
  const both = (text: { readonly vi: string; readonly en: string }) => `${text.vi} / ${text.en}`;
  return `${[
    `# Lifecycle: ${lifecycle.noun.en} (${lifecycle.noun.vi})`,
    '',
    `Generated from \`${code}Lifecycle\` by test/architecture/lifecycles.test.ts; do not edit by hand.`,
    '',
    '```mermaid',
    'stateDiagram-v2',
    ...states.map(([state, { internal }]) => `  state "${internal.vi}" as ${state}`),
    `  [*] --> ${first}`,
    ...arrows,
    ...last.map(([state]) => `  ${state} --> [*]`),
    '```',
    '',
    '## States',
    '',
    row('Code', 'Inside', 'To the public'),
    row('---', '---', '---'),
    ...states.map(([state, names]) => row(`\`${state}\``, both(names.internal), both(names.public))),
    '',
    '## Verbs',
    '',
    row('Code', 'Name', 'From', 'To', 'By'),
    row('---', '---', '---', '---', '---'),
    ...verbs.map(([verb, { label, from, to, by, narrower }]) =>
      row(
        `\`${verb}\``,
        both(label),
        from.map((state) => `\`${state}\``).join(', '),
        `\`${to}\``,
        [roles(by), ...(narrower ? [`${both(narrower.where)}: ${roles(narrower.by)}`] : [])].join('; '),
      ),
    ),
  ].join('\n')}\n`;
}
