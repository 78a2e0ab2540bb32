import { randomInt } from 'node:crypto';
import { InvalidInput } from '../../../kernel/refusal.ts';
import type { Services } from '../../../platform/services.ts';

/** Letters and figures that nobody confuses on paper or on the telephone: no 0 o 1 l i. */
const signs = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A password to hand over once: four groups of five signs, 99 bits. */
export function makePassword(): string {
  const group = () => Array.from({ length: 5 }, () => signs[randomInt(signs.length)]).join('');
  return [group(), group(), group(), group()].join('-');
}

/** Until when a password handed over today opens the account: who gets it chooses their own before. */
export function firstPasswordEnds({ config, clock }: Pick<Services, 'config' | 'clock'>): Date {
  return new Date(clock().getTime() + config.firstPasswordDays * 86_400_000);
}

/** Said to whoever has the right one too late: that it was right is no secret of theirs. */
export function firstPasswordEnded(): InvalidInput {
  return new InvalidInput({
    password: {
      vi: 'Mật khẩu được trao đã hết hạn dùng. Hãy đặt mật khẩu mới ở trang Quên mật khẩu, hoặc nhờ quản trị viên cấp lại.',
      en: 'The password you were given has ended. Choose one on the page “Forgotten password”, or ask an administrator for another.',
    },
  });
}
