import type { Language } from '../../../kernel/text.ts';
import { deeds, namesOf, type Relation } from './relations.ts';
import { successionTexts } from './texts.ts';

/** What took an entry over and what it took over, a line for each kind; no code is broken. */
export function RelationLines(props: {
  readonly language: Language;
  readonly relations: readonly Relation[];
}) {
  const t = successionTexts(props.language);
  return (
    <>
      {deeds.map((deed) => {
        const names = namesOf(props.relations, deed);
        return (
          names.length > 0 && (
            <span key={deed} class="quiet block">
              {t[deed]}{' '}
              {names.map((name, at) => (
                <span key={name}>
                  {at > 0 && ', '}
                  <span class={name.startsWith('“') ? undefined : 'nowrap'}>{name}</span>
                </span>
              ))}
            </span>
          )
        );
      })}
    </>
  );
}
