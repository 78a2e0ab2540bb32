import { type Agencies, splitAgencies, splitLeadsAndPartners } from './cell-lists.ts';
import { normaliseText } from './text.ts';

/** Agencies whose own name has a comma in it. */
const COMMA_NAMES =
  /(Văn hóa|Văn hoá|Lao động|Nông nghiệp|Tài nguyên|Thông tin|Y tế), (?=Thể thao (?:và|&) Du lịch|Thương binh|Gia đình)/giu;
const CLASS = /,\s*(?:và\s)?(?=các\s\p{Ll})|\s(?:và|cùng|với)\s(?=các\s\p{Ll})/u;
const HELD = '\ue010';

/**
 * The agencies of a cell in printed order, as `splitAgencies` tells them apart; further `các sở, ngành liên quan` after
 * a name is one of its own, and `Các sở: Tài chính, Nội vụ` names each.
 */
export function planAgencies(text: string): string[] {
  const cell = normaliseText(text).replace(/\s*\[[\d*]{1,3}\]/gu, '');
  const parts = cell
    .split(/;\s*/u)
    .flatMap((part) => listed(part) ?? splitAgencies(part).flatMap((one) => one.split(CLASS)));
  return [...new Set(parts.map(normaliseText).filter((one) => /\p{L}/u.test(one)))];
}

/** As `splitLeadsAndPartners`, for a column that holds both. */
export function planLeadsAndPartners(text: string): Agencies {
  const { leads, partners } = splitLeadsAndPartners(normaliseText(text));
  return { leads: planAgencies(leads.join('; ')), partners: planAgencies(partners.join('; ')) };
}

function listed(part: string): string[] | null {
  const match = /^(?:[-–•]\s*)?các\s(sở|bộ|huyện|xã|phường)\s*:\s*(.+)$/iu.exec(part);
  if (match === null) return null;
  const [, kind = '', names = ''] = match;
  const title = `${kind.charAt(0).toUpperCase()}${kind.slice(1).toLowerCase()}`;
  return names
    .replace(COMMA_NAMES, `$1${HELD} `)
    .split(/,\s*/u)
    .map((name) => normaliseText(name.replaceAll(HELD, ',').replace(/[.;]+$/u, '')))
    .map((name) =>
      /^(?:Sở|UBND|Công an|Ban|Văn phòng|Bộ|Thanh tra)\s/u.test(name) ? name : `${title} ${name}`,
    );
}
