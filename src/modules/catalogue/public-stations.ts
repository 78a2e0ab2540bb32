import { firstDayOf, type LocalDate } from '../../kernel/dates.ts';
import type { Language } from '../../kernel/text.ts';
import { formatDate } from '../../ui/format.ts';
import { localPath } from '../../ui/site-links.ts';
import type { Station } from '../../ui/stations.tsx';
import { documentName } from '../documents/index.ts';
import { toldTexts } from './carry-over/texts.ts';
import { publicEntry } from './paths.ts';
import type { PublicEntry } from './public-entry.ts';
import { windowOn } from './public-rows.tsx';
import { publicTexts } from './public-texts.ts';

/**
 * The way from the legal basis to the result. Only what has taken place is done; of the steps that other modules will
 * bring (proposals to contract) nothing is claimed. What is in force no longer, or went on as something else, stands at no
 * step of its own.
 */
export function stationsOf(lang: Language, today: LocalDate, entry: PublicEntry): readonly Station[] {
  const t = publicTexts(lang).station;
  const call = callStation(lang, today, entry);
  const todo = (key: string, label: string): Station => ({ key, label, state: 'todo' });
  const settled = entry.edition.superseded !== null || entry.told.outcome !== null;
  const waiting = entry.status === 'open' && call.state === 'todo' && !settled;
  return [
    ...carriedStation(lang, entry),
    basisStation(lang, entry),
    ...planStation(lang, entry),
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
    resultStation(lang, entry),
  ];
}

/** Tasks and targets of plans that are about it, where there are any. */
function planStation(lang: Language, { neighbours }: PublicEntry): readonly Station[] {
  const [first] = neighbours;
  if (!first) return [];
  const t = publicTexts(lang);
  const one = neighbours.length === 1;
  return [
    {
      ...{ key: 'plan', label: t.station.plan, state: 'done' },
      detail: one ? first.code : t.planItemsCount(neighbours.length),
      href: one ? localPath(lang, first.path) : '#ke-hoach',
    },
  ];
}

/** An entry in which one of a former edition goes on begins there. */
function carriedStation(lang: Language, { told }: PublicEntry): readonly Station[] {
  const [carriedFrom] = told.from;
  if (!carriedFrom) return [];
  return [
    {
      key: 'carried',
      label: toldTexts(lang).station.from(carriedFrom.span),
      state: 'done',
      detail: carriedFrom.code,
      href: localPath(lang, publicEntry(carriedFrom.kind, carriedFrom.code)),
    },
  ];
}

/** The end of the way: what became of it, or the entry of a later edition with which it goes on. */
function resultStation(lang: Language, entry: PublicEntry): Station {
  const label = publicTexts(lang).station.result;
  const t = toldTexts(lang).station;
  const { outcome } = entry.told;
  const next = outcome?.continuedAs;
  if (next)
    return {
      ...{ key: 'result', label: t.carried, state: 'done', detail: next.code },
      href: localPath(lang, publicEntry(next.kind, next.code)),
    };
  if (outcome?.outcome === 'not_taken_up') return { key: 'result', label: t.notTakenUp, state: 'done' };
  if (outcome?.outcome === 'in_work') return { key: 'result', label, state: 'now', detail: t.inWork };
  const resolved = outcome?.outcome === 'resolved' || entry.status === 'resolved';
  return { key: 'result', label, state: resolved ? 'done' : 'todo' };
}

/**
 * The day of the issuing document; that of publication here where there is none, or where it was published before it
 * was signed: a line does not say of what all can read that it comes later.
 */
function issuedOn(lang: Language, { edition, publishedOn }: PublicEntry): string | undefined {
  const issued = edition.document?.date ?? null;
  const day = issued === null ? null : firstDayOf(issued);
  const date = issued === null || (publishedOn && day && day > publishedOn) ? publishedOn : issued;
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
  const { superseded } = entry.edition;
  const window = windowOn(superseded?.on ?? today, entry);
  const station = { key: 'call', label: t.station.call } as const;
  // nobody proposes to a list that is no longer in force: a call that was open is over, another one never opens
  if (superseded && window.state === 'open')
    return {
      ...station,
      state: 'done',
      detail: window.from ? t.from(formatDate(lang, window.from)) : undefined,
    };
  if (superseded && window.state === 'before') return { ...station, state: 'todo' };
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
