import type { ComponentChildren } from 'preact';
import type { Language } from '../../../kernel/text.ts';
import { foreign } from '../edition-views.tsx';
import { diffWords } from './word-diff.ts';

/** One of two texts with the words marked that the other has not. */
export function Words(props: {
  readonly language: Language;
  readonly before: string;
  readonly after: string;
  /** `removed`: the text before; `added`: the one after. */
  readonly side: 'removed' | 'added';
  /** Said where there is no text. */
  readonly nothing: string;
}): ComponentChildren {
  const { language, before, after, side, nothing } = props;
  const runs = diffWords(before, after, side).filter(({ kind }) => kind === 'same' || kind === side);
  if (runs.length === 0) return <span class="quiet">{nothing}</span>;
  return (
    <span lang={foreign(language)}>
      {runs.map(({ kind, text }, place) => (
        <span key={`${place} ${kind}`}>
          {place > 0 && ' '}
          {kind === 'same' ? text : kind === 'removed' ? <del>{text}</del> : <ins>{text}</ins>}
        </span>
      ))}
    </span>
  );
}
