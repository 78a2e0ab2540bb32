import type { Language } from '../../../kernel/text.ts';
import { Notice } from '../../../ui/notice.tsx';
import { localPath } from '../../../ui/site-links.ts';
import type { Edition } from '../edition.ts';
import { foreign } from '../edition-views.tsx';
import type { EntryRecord } from '../entry-store.ts';
import { work } from '../paths.ts';
import { deeds, hasLostCode } from './relations.ts';
import { successionTexts } from './texts.ts';

/** For who works on an entry: which ones it took over, or which took it over. */
export function SuccessionNotice(props: {
  readonly language: Language;
  readonly edition: Pick<Edition, 'id'>;
  readonly entry: EntryRecord;
}) {
  const { language, edition, entry } = props;
  const t = successionTexts(language);
  const known = deeds.flatMap((deed) => {
    const others = entry.succession.filter((relation) => relation.deed === deed);
    return others.length > 0 ? [{ deed, others }] : [];
  });
  if (known.length === 0) return null;
  return (
    <Notice lang={language} kind="information" title={t.relations}>
      {known.map(({ deed, others }) => (
        <p key={deed}>
          {t[deed]}{' '}
          {others.map((relation, at) => (
            <span key={relation.id}>
              {at > 0 && '; '}
              <a href={localPath(language, work.entry(edition.id, relation.id))}>
                {!hasLostCode(relation) && <span class="nowrap">{relation.code}</span>}{' '}
                <span lang={foreign(language)}>{relation.title}</span>
              </a>
            </span>
          ))}
        </p>
      ))}
    </Notice>
  );
}
