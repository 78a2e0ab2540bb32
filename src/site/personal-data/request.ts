import { addDays, type LocalDate, localDateOf } from '../../kernel/dates.ts';
import type { Text } from '../../kernel/text.ts';
import { addWorkingDays } from '../../kernel/working-days.ts';
import { readCalendar } from '../../modules/calendar/index.ts';
import type { Querying } from '../../platform/database/open.ts';
import type { Services } from '../../platform/services.ts';

/** What somebody may ask about their own data; to see them and to have a copy they need not ask. */
export const requestKinds = ['erasure', 'correction', 'restriction', 'withdrawal'] as const;
export type RequestKind = (typeof requestKinds)[number];

export const requestStates = ['waiting', 'taken_up', 'done', 'refused', 'withdrawn'] as const;
export type RequestState = (typeof requestStates)[number];

/** Where a kind stands in an address. */
export const kindAddress: Readonly<Record<RequestKind, string>> = {
  ...{ erasure: 'xoa', correction: 'sua', restriction: 'han-che', withdrawal: 'rut-dong-y' },
};

export function kindAt(address: string): RequestKind | null {
  return requestKinds.find((kind) => kindAddress[kind] === address) ?? null;
}

export function readKind(text: string): RequestKind {
  return requestKinds.find((kind) => kind === text) ?? 'erasure';
}

export function readState(text: string): RequestState {
  return requestStates.find((state) => state === text) ?? 'waiting';
}

export const isOpen = (state: RequestState): boolean => state === 'waiting' || state === 'taken_up';

/**
 * Days within which a request that was taken up is carried out by ourselves alone: Nghị định 356/2025/NĐ-CP, Điều 5 (15 days
 * to stop processing, 10 to correct, 20 to erase).
 */
export const carryDays: Readonly<Record<RequestKind, number>> = {
  ...{ erasure: 20, correction: 10, restriction: 15, withdrawal: 15 },
};

/** By when a request received now is answered: the law gives two working days, which are a setting. */
export async function answerDue(
  db: Querying,
  { config, clock }: Pick<Services, 'config' | 'clock'>,
): Promise<LocalDate> {
  const calendar = await readCalendar(db, config);
  return addWorkingDays(localDateOf(clock()), config.dataRequestDays, calendar);
}

export function carryDue({ clock }: Pick<Services, 'clock'>, kind: RequestKind): LocalDate {
  return addDays(localDateOf(clock()), carryDays[kind]);
}

/** By when, if its term is extended: once, from the day on which it would have ended. */
export function extendedDue(
  { config }: Pick<Services, 'config'>,
  kind: RequestKind,
  dueOn: LocalDate,
): LocalDate {
  return addDays(dueOn, config.dataExtensionDays[kind]);
}

/** Whether the one extension is still to be had: of what was taken up, while its term runs. */
export function mayExtend(
  { state, dueOn, extendedAt }: { state: RequestState; dueOn: LocalDate; extendedAt: Date | null },
  today: LocalDate,
): boolean {
  return state === 'taken_up' && extendedAt === null && today <= dueOn;
}

/** Whether the account, or all of an address, ends with what is asked; of the others it is said what they were carried out on. */
export function endsAccount(kind: RequestKind): kind is 'erasure' | 'withdrawal' {
  return kind === 'erasure' || kind === 'withdrawal';
}

/** Why the law lets a request be refused, each with where it stands; the officer adds in words what it means here. */
export const grounds = {
  law: {
    label: {
      vi: 'Pháp luật buộc phải lưu giữ hoặc tiếp tục xử lý dữ liệu này',
      en: 'The law demands that these data are kept or processed on',
    },
    source: { vi: 'Luật 91/2025/QH15, Điều 14, Điều 19', en: 'Law 91/2025/QH15, Articles 14 and 19' },
  },
  duty: {
    label: {
      vi: 'Yêu cầu gây cản trở việc thực hiện nghĩa vụ, nhiệm vụ của cơ quan nhà nước',
      en: 'It would keep a public authority from its legal duties',
    },
    source: { vi: 'Luật 91/2025/QH15, Điều 4 khoản 3', en: 'Law 91/2025/QH15, Article 4(3)' },
  },
  others: {
    label: {
      vi: 'Yêu cầu xâm phạm quyền, lợi ích hợp pháp của Nhà nước, tổ chức, cá nhân khác',
      en: 'It would harm rights of the State, of organisations or of other people',
    },
    source: { vi: 'Luật 91/2025/QH15, Điều 4 khoản 3', en: 'Law 91/2025/QH15, Article 4(3)' },
  },
  dispute: {
    label: {
      vi: 'Dữ liệu là chứng cứ của việc đang giải quyết: khiếu nại, tố cáo, tranh chấp',
      en: 'The data are evidence in a complaint or dispute that is being settled',
    },
    source: { vi: 'Luật 91/2025/QH15, Điều 4 khoản 3', en: 'Law 91/2025/QH15, Article 4(3)' },
  },
  unproven: {
    label: {
      vi: 'Chưa xác định được người yêu cầu là chủ thể của dữ liệu',
      en: 'It is not certain that the data are those of whoever asks',
    },
    source: { vi: 'Luật 91/2025/QH15, Điều 4 khoản 3', en: 'Law 91/2025/QH15, Article 4(3)' },
  },
  unfounded: {
    label: {
      vi: 'Dữ liệu đã đúng, hoặc hệ thống không giữ dữ liệu được nêu',
      en: 'The data are right, or nothing of the sort is held',
    },
    source: { vi: 'Luật 91/2025/QH15, Điều 13', en: 'Law 91/2025/QH15, Article 13' },
  },
} as const satisfies Record<string, { readonly label: Text; readonly source: Text }>;

export type Ground = keyof typeof grounds;
const groundCodes = Object.keys(grounds) as readonly Ground[];

/** The grounds there are for a kind: nothing that is there to be erased is “right”. */
export function groundsFor(kind: RequestKind): readonly Ground[] {
  return groundCodes.filter((code) => code !== 'unfounded' || !endsAccount(kind));
}

export function readGround(text: string | null): Ground | null {
  return groundCodes.find((code) => code === text) ?? null;
}
