import { type Actor, holds, type Role } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/refusal.ts';

export const calendarKeepers: readonly Role[] = ['administrator', 'programme_officer', 'programme_head'];

/** Who finds the page of the office: those who keep the calendar, and others whose terms follow it. */
export const calendarReaders: readonly Role[] = [...calendarKeepers, 'leader', 'agency_officer', 'inspector'];

/** Officers and heads keep the days; how deadlines are read is an administrator's word. */
export function mayKeep(actor: Actor, what: 'days' | 'rules'): boolean {
  if (actor.kind === 'system') return true;
  return what === 'days' ? holds(actor, ...calendarKeepers) : holds(actor, 'administrator');
}

export function refuseUnlessKeeps(actor: Actor, what: 'days' | 'rules'): void {
  if (mayKeep(actor, what)) return;
  throw new Refusal(
    'forbidden',
    what === 'days'
      ? {
          vi: 'Chỉ chuyên viên, phụ trách chương trình hoặc quản trị viên được sửa lịch làm việc.',
          en: 'Only a programme officer, head or administrator may change the working calendar.',
        }
      : {
          vi: 'Chỉ quản trị viên được đổi cách tính hạn.',
          en: 'Only an administrator may change how deadlines are read.',
        },
  );
}
