import { sql } from 'kysely';
import { z } from 'zod';
import type { Actor } from '../../kernel/actor.ts';
import { addDays, type LocalDate, localDateOf, localTimeOf } from '../../kernel/dates.ts';
import { addWorkingDays } from '../../kernel/working-days.ts';
import type { Coming, ComingAsked } from '../../platform/coming-up.ts';
import type { Querying } from '../../platform/database/open.ts';
import { work } from './paths.ts';
import { looksAsInspector, visibleTo } from './policy.ts';
import { questionSeenBy } from './questions/policy.ts';

const day = z.string().transform((text) => text as LocalDate);
const scheduled = z.object({
  ...{ id: z.number(), code: z.string(), title: z.string(), titleEn: z.string().nullable() },
  ...{ illustrative: z.boolean(), at: z.string().transform((text) => new Date(text)) },
});
const waiting = z.object({
  ...{ id: z.number(), code: z.string(), illustrative: z.boolean(), dueOn: day },
  reminded: z.enum(['soon', 'late']).nullable(),
  holder: z.object({ id: z.number(), name: z.string() }).nullable(),
});
type Waiting = z.infer<typeof waiting>;

/** Questions foreseen at most; those whose term ends first. */
const mostQuestions = 2_000;

/** Editions published at an hour that is set, and terms of questions. One statement. */
export async function catalogueComing(db: Querying, asked: ComingAsked): Promise<readonly Coming[]> {
  const { rows } = await sql<{ editions: unknown; questions: unknown }>`
    select (select coalesce(json_agg(json_build_object('id', id, 'code', code, 'title', title, 'titleEn', title_en,
        'illustrative', illustrative, 'at', publish_at) order by publish_at), '[]')
      from edition where state = 'scheduled' and (publish_at at time zone 'Asia/Ho_Chi_Minh')::date <= ${asked.to}::date
        and ${readsDraft(asked.actor)}) as editions,
    (select coalesce(json_agg(question), '[]') from (
      select question.id, entry.code, question.illustrative, due_on as "dueOn", reminded,
        (select json_build_object('id', o.id, 'name', o.name) from organisation o where o.id = holder_id) as holder
      from question join entry on entry.id = question.entry_id
      where question.state = 'waiting' and reminded is distinct from 'late'
        and due_on <= ${addWorkingDays(asked.to, 1, asked.calendar)}::date and ${questionSeenBy(asked.actor)}
      order by due_on, question.id limit ${mostQuestions}) question) as questions`.execute(db);
  const [found] = rows;
  return [
    ...z
      .array(scheduled)
      .parse(found?.editions)
      .map((edition) => publication(edition, asked)),
    ...z
      .array(waiting)
      .parse(found?.questions)
      .flatMap((question) => termOf(question, asked)),
  ];
}

/** Drafts an inspector looks at are noted one by one where they are opened: here they are left out. */
function readsDraft(actor: Actor) {
  if (looksAsInspector(actor)) return sql`false`;
  const editions = visibleTo(actor);
  return editions === 'all' ? sql`true` : sql`edition.id = any(${[...editions]}::bigint[])`;
}

function publication(
  { id, code, title, titleEn, illustrative, at }: z.infer<typeof scheduled>,
  { from }: ComingAsked,
): Coming {
  const on = localDateOf(at);
  const hour = localTimeOf(at);
  return {
    // an hour that has passed is made up for as soon as a worker runs
    ...{ day: on < from ? from : on, kind: 'opening', agencies: [], tellsAgencies: false },
    what: { vi: `Công bố danh mục lúc ${hour}`, en: `The edition is published at ${hour}` },
    told: { vi: 'mọi người đọc cổng', en: 'everybody who reads the portal' },
    about: { code, name: { vi: title, en: titleEn ?? title }, path: work.edition(id), illustrative },
  };
}

const officers = { vi: 'cán bộ chương trình', en: 'programme officers' };

/** Said as `remindOfTerms` says it, on the first day on which it would. */
function termOf({ id, code, illustrative, dueOn, reminded, holder }: Waiting, asked: ComingAsked): Coming[] {
  const { from, to, calendar } = asked;
  const about = {
    ...{ code, path: work.question(id), illustrative },
    name: { vi: `Câu hỏi về ${code}`, en: `Question about ${code}` },
  };
  const base = { about, agencies: holder ? [holder] : [], tellsAgencies: holder !== null };
  const first = dueOn < from ? from : addDays(dueOn, 1);
  const late: Coming = {
    ...{ ...base, day: first, kind: 'closing' },
    what: { vi: 'Quá hạn trả lời câu hỏi', en: 'The answer to a question is overdue' },
    told: officers,
  };
  const soon: Coming[] = [];
  if (reminded === null && dueOn >= from)
    for (let one = from; one <= dueOn && one <= to; one = addDays(one, 1)) {
      if (dueOn > addWorkingDays(one, 1, calendar)) continue;
      soon.push({
        ...{ ...base, day: one, kind: 'reminder', told: holder ? null : officers },
        what: { vi: 'Câu hỏi sắp hết hạn trả lời', en: 'The term of a question ends soon' },
      });
      break;
    }
  return [...soon, ...(first <= to ? [late] : [])];
}
