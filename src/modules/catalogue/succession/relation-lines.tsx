import type { Language } from '../../../kernel/text.ts';
import { codesOf, deeds, type Relation } from './relations.ts';
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
        const codes = codesOf(props.relations, deed);
        return (
          codes.length > 0 && (
            <span key={deed} class="quiet block">
              {t[deed]}{' '}
              {codes.map((code, at) => (
                <span key={code}>
                  {at > 0 && ', '}
                  <span class="nowrap">{code}</span>
                </span>
              ))}
            </span>
          )
        );
      })}
    </>
  );
}
