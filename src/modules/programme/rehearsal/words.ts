import type { LocalDate } from '../../../kernel/dates.ts';
import { periodLabel, periodOf } from '../../../kernel/periods.ts';
import type { Language, Text } from '../../../kernel/text.ts';
import type { Coming } from '../../../platform/coming-up.ts';
import { formatDate, formatNumber } from '../../../ui/format.ts';
import { type LeaveComing, roleName } from '../../directory/index.ts';
import { boardPaths } from '../boards/paths.ts';
import { programmeWork } from '../paths.ts';
import type { Outcome } from '../targets/outlook.ts';
import { targetStateTexts } from '../targets/states.ts';
import { type TaskState, taskStateNames } from '../tasks/task.ts';
import type { Act } from '../urging/engine.ts';
import { levelNames } from '../urging/levels.ts';
import type {
  Agencies,
  CopiedDifficulty,
  CopiedDirective,
  CopiedPlan,
  CopiedTarget,
  CopiedTask,
} from './copy.ts';

const both = (say: (lang: Language) => string): Text => ({ vi: say('vi'), en: say('en') });
const nobody = { told: null, tellsAgencies: false } as const;

function only(agencies: Agencies, id: number): Agencies {
  return agencies.filter((agency) => agency.id === id);
}

export function instanceComing(day: LocalDate, { about, agencies, lastDay }: CopiedTask): Coming {
  const what = both((lang) => {
    const due = lastDay && formatDate(lang, lastDay);
    if (lang === 'vi') return `Mở kỳ hằng năm${due ? `, hạn ${due}` : ''}`;
    return `Its year opens${due ? `, due ${due}` : ''}`;
  });
  return { ...{ day, kind: 'opening', what, about, agencies }, ...nobody };
}

/** A continuous task begins another period. */
export function periodComing(day: LocalDate, { about, agencies, facts }: CopiedTask, to: LocalDate): Coming {
  const period = periodLabel(periodOf(facts.cadence ?? 'quarter', day));
  const what = both((lang) => {
    const until = formatDate(lang, to);
    return lang === 'vi'
      ? `Bắt đầu kỳ báo cáo ${period.vi}, đến ${until}`
      : `Another period begins: ${period.en}, until ${until}`;
  });
  return { ...{ day, kind: 'opening', what, about, agencies }, ...nobody };
}

/** `lastDay`: the one it had until then. */
export function stateComing(
  day: LocalDate,
  { about, agencies }: CopiedTask,
  state: TaskState,
  lastDay: LocalDate | null,
): Coming {
  const what = both((lang) => {
    const due = lastDay === null ? '' : formatDate(lang, lastDay);
    if (state === 'overdue') return lang === 'vi' ? `Quá hạn (hạn ${due})` : `Overdue (was due ${due})`;
    if (state === 'due_soon') return lang === 'vi' ? `Sắp đến hạn (hạn ${due})` : `Due soon (due ${due})`;
    if (state === 'without_result')
      return lang === 'vi'
        ? `Hết kỳ ${due} mà chưa có kết quả`
        : `The period until ${due} ended without a result`;
    const name = taskStateNames[state][lang];
    return lang === 'vi' ? `Chuyển sang “${name}”` : `Becomes “${name}”`;
  });
  const kind = state === 'overdue' || state === 'without_result' ? 'closing' : 'turn';
  return { ...{ day, kind, what, about, agencies }, ...nobody };
}

export function actComing(day: LocalDate, { about, agencies }: CopiedTask, act: Act): Coming {
  const base = { day, about, agencies: only(agencies, act.agencyId), tellsAgencies: true };
  if (act.kind === 'reminder') {
    const what = both((lang) => reminderWords(lang, act.step, formatDate(lang, act.lastDay)));
    return { ...base, kind: 'reminder', what, told: null };
  }
  const name = levelNames[act.level];
  const what = both((lang) => {
    const until = formatDate(lang, act.explainBy);
    return lang === 'vi'
      ? `Chuyển đến cấp ${name.vi}; giải trình chậm nhất ${until}`
      : `Goes up to ${name.en}; to be explained by ${until}`;
  });
  // its officers are told at each level
  return { ...base, kind: 'escalation', what, told: act.level === 'officer' ? null : name };
}

function reminderWords(lang: Language, step: number, due: string): string {
  const days = Math.abs(step);
  if (step < 0)
    return lang === 'vi'
      ? `Nhắc trước hạn ${days} ngày (hạn ${due})`
      : `Reminder ${days} days before ${due}, the last day`;
  if (step === 0)
    return lang === 'vi' ? `Nhắc đúng ngày đến hạn (${due})` : `Reminder on ${due}, the last day`;
  return lang === 'vi'
    ? `Nhắc quá hạn ${days} ngày (hạn ${due})`
    : `Reminder ${days} days after ${due}, the last day`;
}

export function explanationComing(day: LocalDate, { about, agencies }: CopiedTask, agencyId: number): Coming {
  const what = {
    vi: 'Ngày cuối để giải trình vì sao quá hạn',
    en: 'Last day to explain why the task is late',
  };
  return { ...{ day, kind: 'explanation', what, about, agencies: only(agencies, agencyId) }, ...nobody };
}

/** What of a target changes by the date alone; several things may on one day. */
export function targetComing(
  day: LocalDate,
  { about, agencies }: CopiedTarget,
  stood: Outcome,
  stands: Outcome,
): readonly Coming[] {
  const base = { day, about, agencies, ...nobody };
  const coming: Coming[] = [];
  if (stands.owed && !stood.owed) coming.push({ ...base, kind: 'closing', what: owedWords(stands) });
  else if (stands.information !== stood.information)
    coming.push({
      ...{ ...base, kind: 'turn' },
      what: both((lang) => targetStateTexts(lang).information[stands.information]),
    });
  const ended = stood.outlook !== null && stands.outlook === null;
  if (ended || stands.result !== stood.result)
    coming.push({ ...base, kind: 'closing', what: endedWords(stands) });
  else if (stands.outlook !== null && stands.outlook !== stood.outlook)
    coming.push({ ...base, kind: 'turn', what: outlookWords(stands.outlook) });
  return coming;
}

function owedWords({ information, dueOn }: Outcome): Text {
  return both((lang) => {
    const due = dueOn === null ? '' : formatDate(lang, dueOn);
    const state = targetStateTexts(lang).information[information];
    return lang === 'vi'
      ? `Nợ số liệu (hạn ${due}): ${state}`
      : `A figure is owed (was due ${due}): ${state}`;
  });
}

function endedWords({ result }: Outcome): Text {
  return both((lang) => {
    const { result: names, noResult } = targetStateTexts(lang);
    const how = result === null ? noResult : names[result];
    return lang === 'vi' ? `Hết thời gian của chỉ tiêu: ${how}` : `The time of the target is over: ${how}`;
  });
}

function outlookWords(outlook: NonNullable<Outcome['outlook']>): Text {
  return both((lang) => {
    const name = targetStateTexts(lang).outlook[outlook];
    return lang === 'vi' ? `Dự báo đổi thành “${name}”` : `The outlook becomes “${name}”`;
  });
}

export function difficultyComing(
  day: LocalDate,
  { about, holder, dueOn }: CopiedDifficulty,
  to: 'department' | 'leader',
): Coming {
  const told = levelNames[to];
  const what = both((lang) => {
    const due = formatDate(lang, dueOn);
    return lang === 'vi'
      ? `Quá hạn trả lời (hạn ${due}), chuyển đến cấp ${told.vi}`
      : `Its answer is overdue (was due ${due}) and goes up to ${told.en}`;
  });
  return { ...{ day, kind: 'escalation', what, about, agencies: holder, told, tellsAgencies: true } };
}

/** An answer to a directive: soon due, due on this day, or late. */
export function directiveComing(
  day: LocalDate,
  { about, agencies, dueOn }: CopiedDirective,
  how: 'near' | 'due' | 'late',
): Coming {
  const what = both((lang) => {
    const due = formatDate(lang, dueOn);
    const words = {
      near:
        lang === 'vi'
          ? `Nhắc báo cáo thực hiện chỉ đạo (hạn ${due})`
          : `Reminder: the directive is to be answered by ${due}`,
      due: lang === 'vi' ? 'Ngày cuối để báo cáo thực hiện chỉ đạo' : 'Last day to answer the directive',
      late:
        lang === 'vi'
          ? `Quá hạn báo cáo thực hiện chỉ đạo (hạn ${due})`
          : `The answer to the directive is late (was due ${due})`,
    };
    return words[how];
  });
  const kinds = { near: 'reminder', due: 'explanation', late: 'closing' } as const;
  return { ...{ day, kind: kinds[how], what, about, agencies, told: null }, tellsAgencies: how !== 'due' };
}

/** Of whom nobody is named here: how many there are beside them. */
export function leaveComing({ kind, day, until, role, agency, people }: LeaveComing): Coming {
  const what = both((lang) => {
    const last = formatDate(lang, until);
    const count = formatNumber(lang, people, 0);
    if (kind === 'deputy')
      return lang === 'vi'
        ? `Một người ủy quyền đến ${last}: người được ủy quyền nhận thư thay`
        : `Somebody has a deputy until ${last}, who gets the letters instead`;
    if (people === 0)
      return lang === 'vi'
        ? `Một người nghỉ đến ${last}, không còn ai nhận thay: thư chờ người nghỉ trở lại`
        : `Somebody is away until ${last} and nobody is left: letters wait for them`;
    return lang === 'vi'
      ? `Một người nghỉ đến ${last}: ${count} người còn lại nhận thư thay`
      : `Somebody is away until ${last}: letters go to the others, ${count} in all`;
  });
  const name = agency ? { vi: agency.name, en: agency.name } : roleNames(role);
  const path = agency ? `${boardPaths.unit}?co-quan=${agency.id}` : programmeWork.urging;
  return {
    ...{ day, kind: 'turn', what, about: { code: null, name, path, illustrative: false } },
    ...{ agencies: agency ? [agency] : [], ...nobody },
  };
}

const roleNames = (role: LeaveComing['role']) => both((lang) => roleName(lang, role));

export function planComing(day: LocalDate, { about, to }: CopiedPlan): Coming {
  const what = both((lang) => {
    const last = formatDate(lang, to);
    return lang === 'vi'
      ? `Hết thời gian thực hiện (đến ${last}); kết thúc kế hoạch do phụ trách quyết định`
      : `Its time is over (until ${last}); ending it is decided by the head`;
  });
  return { ...{ day, kind: 'closing', what, about, agencies: [] }, ...nobody };
}
