import { sql } from 'kysely';
import type { AccountActor } from '../../kernel/actor.ts';
import { type LocalDate, parseLocalDate } from '../../kernel/dates.ts';
import type { Language } from '../../kernel/text.ts';
import type { Querying } from '../../platform/database/open.ts';
import { Badge, IllustrativeMark } from '../../ui/badge.tsx';
import { formatDate, formatNumber } from '../../ui/format.ts';
import type { RowEntry } from '../../ui/row-list.tsx';
import { localPath } from '../../ui/site-links.ts';
import { toBeAnswered } from './comments/queries.ts';
import { titleIn } from './parts.tsx';
import { consultationWork } from './paths.ts';
import { consultationReadBy, partSeenBy, readersOfParts } from './policy.ts';
import { consultationWorkTexts } from './work-texts.ts';

/** Shown on a desk; the others stand in their list. */
const mostOnDesk = 10;

/** A consultation that waits for an officer or a head: to be announced, for comments to be checked, for its summary. */
export interface UnfinishedConsultation {
  readonly id: number;
  readonly title: string;
  readonly titleEn: string | null;
  readonly to: string;
  readonly waitsFor: 'announcement' | 'checking' | 'summary';
  readonly illustrative: boolean;
  /** Comments nobody has checked. */
  readonly unchecked: number;
  /** Shown, not merely agreeing, and without a reply. */
  readonly unanswered: number;
}

/** Those the person works with, the one that ends first before. One statement. */
export async function consultationsToFinish(
  db: Querying,
  actor: AccountActor,
  today: LocalDate,
): Promise<readonly UnfinishedConsultation[]> {
  const { rows } = await sql<UnfinishedConsultation>`
    select consultation.id, title, title_en as "titleEn", to_on::text as "to", consultation.illustrative,
      case when state = 'waiting' then 'announcement' when to_on < ${today}::date then 'summary' else 'checking' end as "waitsFor",
      waiting.unchecked, waiting.unanswered
    from (select * from consultation where ${consultationReadBy(actor)} and (state = 'waiting' or state = 'announced'
        and (to_on < ${today}::date or exists (select from consultation_comment unread
          where unread.consultation_id = consultation.id and unread.state = 'sent' and unread.moderation = 'waiting')))
      order by to_on, id limit ${mostOnDesk}) consultation
    cross join lateral (
      select (count(*) filter (where comment.moderation = 'waiting'))::int as unchecked,
        (count(*) filter (where comment.moderation = 'shown' and ${toBeAnswered} and reply.outcome is null))::int as unanswered
      from consultation_comment comment
        left join consultation_part part on part.consultation_id = comment.consultation_id and part.position = comment.part
        left join consultation_reply reply on reply.id = comment.reply_id
      where comment.consultation_id = consultation.id and comment.state = 'sent'
        and (comment.part is null or ${partSeenBy(readersOfParts)})
    ) waiting
    order by to_on, consultation.id`.execute(db);
  return rows;
}

/** What it waits for, as a row that leads there. */
export function unfinishedRow(lang: Language, one: UnfinishedConsultation): RowEntry {
  const t = consultationWorkTexts(lang).toFinish;
  const title = titleIn(lang, one);
  const number = (count: number) => formatNumber(lang, count, 0);
  const day = parseLocalDate(one.to);
  const { path, badge } = next(one, t);
  return {
    key: String(one.id),
    href: localPath(lang, path),
    title: <span lang={title.lang}>{title.text}</span>,
    detail: [
      day && (one.waitsFor === 'summary' ? t.closed : t.until)(formatDate(lang, day)),
      one.unchecked > 0 && t.unchecked(number(one.unchecked)),
      one.waitsFor === 'summary' && one.unanswered > 0 && t.unanswered(number(one.unanswered)),
    ]
      .filter(Boolean)
      .join(' · '),
    marks: (
      <>
        <Badge tone="work">{badge}</Badge>
        {one.illustrative && <IllustrativeMark lang={lang} />}
      </>
    ),
  };
}

type Words = ReturnType<typeof consultationWorkTexts>['toFinish'];

/** Where what it waits for is done, and what that is called. */
function next({ id, waitsFor, unchecked, unanswered }: UnfinishedConsultation, t: Words) {
  const comments = consultationWork.comments(id);
  if (waitsFor === 'announcement') return { path: consultationWork.one(id), badge: t.announcement };
  if (waitsFor === 'checking') return { path: `${comments}?trang-thai=moderate`, badge: t.checking };
  return unchecked + unanswered > 0
    ? { path: comments, badge: t.replies }
    : { path: consultationWork.summary(id), badge: t.summary };
}
