import type { LocalDate } from '../../kernel/dates.ts';
import type { Language } from '../../kernel/text.ts';
import { formatDate } from '../../ui/format.ts';
import { localPath } from '../../ui/site-links.ts';
import type { Station } from '../../ui/stations.tsx';
import { documentName } from '../documents/index.ts';
import type { PublicEntry } from './public-entry.ts';
import { windowOn } from './public-rows.tsx';
import { publicTexts } from './public-texts.ts';

/**
 * The way from the legal basis to the result. Only what has taken place is done; of the steps that other modules will
 * bring (proposals to contract) nothing is claimed.
 */
export function stationsOf(lang: Language, today: LocalDate, entry: PublicEntry): readonly Station[] {
  const t = publicTexts(lang).station;
  const call = callStation(lang, today, entry);
  const todo = (key: string, label: string): Station => ({ key, label, state: 'todo' });
  const waiting = entry.status === 'open' && call.state === 'todo';
  return [
    basisStation(lang, entry),
    {
      key: 'entry',
      label: entry.kind === 'problems' ? t.problem : t.need,
      state: waiting ? 'now' : 'done',
      detail: issuedOn(lang, entry),
    },
    call,
    todo('proposal', t.proposal),
    todo('council', t.council),
    todo('decision', t.decision),
    todo('contract', t.contract),
    { key: 'result', label: t.result, state: entry.status === 'resolved' ? 'done' : 'todo' },
  ];
}

/** The day of the issuing document; the day of publication here where there is none. */
function issuedOn(lang: Language, { edition, publishedOn }: PublicEntry): string | undefined {
  const date = edition.document?.date ?? publishedOn;
  return date ? formatDate(lang, date) : undefined;
}

/** An entry without bases of its own stands on those of the document that issued its edition. */
function basisStation(lang: Language, entry: PublicEntry): Station {
  const t = publicTexts(lang);
  const [first] = entry.bases;
  const linked = entry.bases.find(({ documentId }) => documentId !== null);
  const { document } = entry.edition;
  const station = { key: 'basis', label: t.station.basis } as const;
  if (!first) {
    if (document === null || entry.issuingBases === 0) return { ...station, state: 'todo' };
    return {
      ...station,
      state: 'done',
      href: localPath(lang, `/van-ban/${document.id}`),
      detail: t.basesIn(documentName(lang, document)),
    };
  }
  return {
    ...station,
    state: 'done',
    href: linked ? localPath(lang, `/van-ban/${linked.documentId}`) : '#can-cu',
    detail: entry.bases.length > 1 ? t.basesCount(entry.bases.length) : documentName(lang, first),
  };
}

function callStation(lang: Language, today: LocalDate, entry: PublicEntry): Station {
  const t = publicTexts(lang);
  const window = windowOn(today, entry);
  const station = { key: 'call', label: t.station.call } as const;
  if (window.state === 'open')
    return {
      ...station,
      state: 'now',
      detail: window.to ? t.to(formatDate(lang, window.to)) : undefined,
    };
  if (window.state === 'over')
    return { ...station, state: 'done', detail: t.to(formatDate(lang, window.to)) };
  if (window.state === 'before')
    return { ...station, state: 'todo', detail: t.from(formatDate(lang, window.from)) };
  return { ...station, state: window.state === 'ended' ? 'done' : 'todo' };
}
