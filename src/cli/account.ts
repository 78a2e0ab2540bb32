import { text } from 'node:stream/consumers';
import { type Role, roles } from '../kernel/actor.ts';
import { Refusal } from '../kernel/refusal.ts';
import { createAccount, findActor, resetFactorsOf, sampleCode } from '../modules/directory/index.ts';
import type { CommandCall } from './arguments.ts';
import { exits, WrongUsage } from './outcome.ts';
import { actingPerson } from './person.ts';
import { withRuntime } from './with-runtime.ts';

/** `account create`: the password is read from standard input, so that it never stands in a list of processes. */
export async function createAccountCommand(call: CommandCall): Promise<number> {
  const email = call.option('email');
  const role = call.option('role');
  if (!email || !role)
    throw new WrongUsage({ vi: 'Cần --email và --role.', en: '--email and --role are needed.' });
  if (!isRole(role)) {
    throw new WrongUsage({
      vi: `Không có vai trò “${role}”. Các vai trò: ${roles.join(', ')}.`,
      en: `There is no role “${role}”. Roles: ${roles.join(', ')}.`,
    });
  }
  const password = (await text(process.stdin)).replace(/\r?\n$/, '');
  const created = await withRuntime(async (services) => {
    const actor = await actingPerson(services, call);
    return createAccount(services, actor, {
      email,
      name: call.option('name') ?? email.split('@')[0] ?? email,
      title: null,
      organisationCode: call.option('organisation') ?? null,
      roles: [{ role }],
      password,
    });
  });
  const line = { vi: `Đã tạo tài khoản ${email} (${role}).`, en: `Account ${email} (${role}) created.` };
  process.stdout.write(
    call.json ? `${JSON.stringify({ id: created.id, email, role })}\n` : `${line[call.language]}\n`,
  );
  return exits.done;
}

function isRole(word: string): word is Role {
  return (roles as readonly string[]).includes(word);
}

/** `account code`: the present code of an account of the sample; everybody else's is on their own phone alone. */
export async function accountCodeCommand(call: CommandCall): Promise<number> {
  const email = emailOf(call);
  const code = await withRuntime(async (services) => {
    const { id } = await findActor(services, email);
    return sampleCode(services, id);
  });
  if (code === null)
    throw new Refusal('forbidden', {
      vi: 'Chỉ tài khoản mẫu mới có mã để xem ở đây.',
      en: 'Only accounts of the sample have a code to be seen here.',
    });
  process.stdout.write(call.json ? `${JSON.stringify({ email, code })}\n` : `${code}\n`);
  return exits.done;
}

/** `account reset-factors`: for whoever has lost phone, keys and codes, the last administrator included. */
export async function resetFactorsCommand(call: CommandCall): Promise<number> {
  const email = emailOf(call);
  await withRuntime((services) => resetFactorsOf(services, email));
  const line = {
    vi: `Đã xóa xác thực hai bước của ${email}; lần đăng nhập tới sẽ hướng dẫn thiết lập lại.`,
    en: `Two-step sign-in of ${email} is reset; the next sign-in leads through setting it up again.`,
  };
  process.stdout.write(call.json ? `${JSON.stringify({ email })}\n` : `${line[call.language]}\n`);
  return exits.done;
}

function emailOf(call: CommandCall): string {
  const email = call.option('email');
  if (!email) throw new WrongUsage({ vi: 'Cần --email.', en: '--email is needed.' });
  return email;
}
