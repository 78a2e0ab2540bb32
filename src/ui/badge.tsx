import type { IconName } from './icons.tsx';
import { Icon } from './icons.tsx';
import type { Lang } from './texts/texts.ts';
import { texts } from './texts/texts.ts';

/**
 * What a state means to the reader, which gives its colour:
 * done (river), now (blossom: open, due, late), work (amber: in work), note (sky: information), quiet (not begun, ended).
 */
export type Tone = 'done' | 'now' | 'work' | 'note' | 'quiet';

const SIGNS: Record<Tone, IconName> = {
  done: 'check',
  now: 'dot',
  work: 'clock',
  note: 'information',
  quiet: 'ring',
};

/** A state in one or a few words; never wraps, never colour alone. */
export function Badge(props: {
  readonly tone: Tone;
  readonly children: string;
  /** What holds today alone, such as days left: not on paper, which is read later. */
  readonly today?: string;
}) {
  const { tone, children, today } = props;
  return (
    <span class={`badge badge-${tone}`}>
      <Icon name={SIGNS[tone]} />
      {today && <span class="screen-only">{today}, </span>}
      {children}
    </span>
  );
}

/** "dữ liệu minh họa" beside everything that is not an official fact. Never wraps. */
export function IllustrativeMark({ lang }: { readonly lang: Lang }) {
  return <span class="badge badge-illustrative">{texts(lang).illustrativeMark}</span>;
}
