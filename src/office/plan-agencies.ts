import { type Agencies, splitAgencies, splitLeadsAndPartners } from './cell-lists.ts';
import { normaliseText } from './text.ts';

/** Agencies whose own name has a comma in it. */
const COMMA_NAMES =
  /(Văn hóa|Văn hoá|Lao động|Nông nghiệp|Tài nguyên|Thông tin|Y tế), (?=Thể thao (?:và|&) Du lịch|Thương binh|Gia đình)/giu;
const CLASS = /,\s*(?:và\s)?(?=các\s\p{Ll})|\s(?:và|cùng|với)\s(?=các\s\p{Ll})/u;
/** What may stand before a name that goes on: `Giám đốc Sở …`, `Văn phòng UBND …`, `các Sở …`. */
const GOES_ON = '(?<!(?:đốc|các|của|thuộc|đạo|và|với|phòng|do|tra|trưởng|ủy|tịch|ngành|cho|UBND|giữa)\\s)';
/** Names one under another, whose line ends a cell no longer has. */
const RUN_ON = new RegExp(
  `\\s${GOES_ON}(?=(?:Sở|Bộ)\\s\\p{Lu}|Công an (?:tỉnh|các)|UBND (?:các|tỉnh)|Các\\s\\p{Ll}|các (?:sở|bộ|cơ quan|đơn vị),)`,
  'u',
);
/** Offices named by their initials after a comma. */
const INITIALS =
  /,\s*(?=(?:VP|UBND|UBMT|BTG|BTC|BCH|BQL|BDV|BNC|CA|TAND|VKS|MTTQ|LĐLĐ|VNPT|NHNN|BHXH|KBNN)[\p{Lu}&]*(?:\s|,|$))/u;
const HELD = '\ue010';

/**
 * The agencies of a cell in printed order, as `splitAgencies` tells them apart; further `các sở, ngành liên quan` after
 * a name is one of its own, and `Các sở: Tài chính, Nội vụ` names each.
 */
export function planAgencies(text: string): string[] {
  const cell = normaliseText(text).replace(/\s*\[[\d*]{1,3}\]/gu, '');
  const parts = cell.split(/;\s*/u).flatMap((part) => listed(part) ?? splitAgencies(part).flatMap(apart));
  return [...new Set(parts.map(normaliseText).filter((one) => /\p{L}/u.test(one)))];
}

function apart(name: string): string[] {
  return [CLASS, RUN_ON, INITIALS].reduce((names, at) => names.flatMap((one) => one.split(at)), [name]);
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
