import type { LocalDate } from '../../kernel/dates.ts';
import type { Language } from '../../kernel/text.ts';
import { Badge, IllustrativeMark } from '../../ui/badge.tsx';
import { RowList } from '../../ui/row-list.tsx';
import { localPath } from '../../ui/site-links.ts';
import { defineTexts } from '../../ui/texts/texts.ts';
import { publicEntry } from './paths.ts';
import type { Became, PastEntry } from './public-past.ts';
import { titleIn } from './public-rows.tsx';
import { withDay } from './versions/day.ts';

export const pastTexts = defineTexts(
  {
    title: 'Mục không còn trong danh mục hiện hành',
    ofYear: (total: string) => `${total} mục, như khi danh mục được thay thế`,
    became: {
      superseded: 'đã được thay thế',
      withdrawn: 'đã thu hồi',
      taken_out: 'đã đưa ra khỏi danh mục',
      merged: 'đã gộp vào mục khác',
      split: 'đã tách thành các mục khác',
    } satisfies Record<Became, string>,
    superseded: (edition: string, by: string) => `Danh mục ${edition} đã được danh mục ${by} thay thế.`,
    livesOn: 'Nay đọc ở mục:',
    of: (edition: string) => `Thuộc danh mục ${edition}.`,
  },
  {
    title: 'No longer in the catalogue in force',
    ofYear: (total: string) => `${total}, as they stood when their edition was replaced`,
    became: {
      superseded: 'replaced',
      withdrawn: 'withdrawn',
      taken_out: 'taken out',
      merged: 'merged into another',
      split: 'split into others',
    } satisfies Record<Became, string>,
    superseded: (edition: string, by: string) => `The edition ${edition} was replaced by ${by}.`,
    livesOn: 'Read it now in:',
    of: (edition: string) => `Of the edition ${edition}.`,
  },
);

/** Entries in force no longer: each leads to its page and says what became of it. */
export function PastRows(props: {
  readonly lang: Language;
  readonly label: string;
  readonly entries: readonly PastEntry[];
  /** As of a day, to which links lead. */
  readonly day?: LocalDate | null;
  /** Their editions are named where no heading does. */
  readonly named?: true;
}) {
  const { lang, label, entries, day, named } = props;
  const t = pastTexts(lang);
  return (
    <RowList
      label={label}
      rows={entries.map((entry) => {
        const title = titleIn(lang, entry);
        const { became } = entry;
        return {
          key: entry.code,
          code: entry.code,
          href: withDay(localPath(lang, publicEntry(entry.kind, entry.code)), day ?? null),
          title: title.lang === lang ? title.text : <span lang={title.lang}>{title.text}</span>,
          detail: named && whereTo(lang, entry),
          marks: (
            <>
              <Badge tone="quiet">{t.became[became]}</Badge>
              {entry.illustrative && <IllustrativeMark lang={lang} />}
            </>
          ),
        };
      })}
    />
  );
}

/** Its edition, what replaced that, or the entries in which it lives on. */
function whereTo(lang: Language, { edition, by, became, heirs, kind }: PastEntry) {
  const t = pastTexts(lang);
  if (became === 'superseded' && by) return t.superseded(edition, by);
  if (heirs.length === 0) return t.of(edition);
  return (
    <>
      {t.livesOn}{' '}
      {heirs.map((code, place) => (
        <span key={code}>
          {place > 0 && ', '}
          <a class="nowrap" href={localPath(lang, publicEntry(kind, code))}>
            {code}
          </a>
        </span>
      ))}
    </>
  );
}
