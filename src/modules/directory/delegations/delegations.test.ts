// A little long, and one file: one agency whose people lend and borrow is made once and serves every test.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../../../test/support/app.ts';
import { makeAccount, makeLangSon, makeOrganisation } from '../../../../test/support/directory.ts';
import { type AccountActor, type Role, system } from '../../../kernel/actor.ts';
import { type LocalDate, localDateOf } from '../../../kernel/dates.ts';
import { InvalidInput } from '../../../kernel/refusal.ts';
import { closeAccount, grantRole, reopenAccount, revokeRole } from '../accounts/commands.ts';
import { findAccount } from '../accounts/queries.ts';
import { findActor } from '../sessions/authenticate.ts';
import { delegate, endDelegation } from './commands.ts';
import { lendable, stateOn } from './delegation.ts';
import type { DelegationInput } from './inputs.ts';
import { actsFor, candidatesFor, delegationsOf } from './queries.ts';

/** 09:00 of 4 May 2026 in Vietnam. */
const start = new Date('2026-05-04T02:00:00Z');

let app: TestApp;
let leader: AccountActor;
let officer: AccountActor;
let administrator: AccountActor;
beforeAll(async () => {
  app = await openTestApp([]);
  await makeLangSon(app.services);
  administrator = await person('Lô Văn Quản', 'administrator');
});
beforeEach(async () => {
  app.setNow(start);
  leader = await person('Vi Thị Lãnh', 'leader');
  officer = await person('Nông Văn Chuyên', 'programme_officer');
});
afterAll(() => app.close());

let made = 0;

async function person(name: string, ...roles: readonly Role[]): Promise<AccountActor> {
  made += 1;
  const email = `ho.${made}@langson.example`;
  // nobody signs in by password here, and to hash one would cost more than the test
  await app.signIn(roles, { email });
  await app.services.db.updateTable('account').set({ name }).where('email', '=', email).execute();
  return findActor(app.services, email);
}

/** The same person as the next request finds them. */
const again = ({ email }: AccountActor) => findActor(app.services, email);

/** The agencies somebody is a deputy for. */
const agenciesOf = ({ grants }: AccountActor) =>
  grants.flatMap(({ role, scope, onBehalfOf }) =>
    role === 'agency_officer' && onBehalfOf && scope ? [scope.id] : [],
  );

/** The roles a person has by delegation, with whose they are. */
async function lentTo(actor: AccountActor): Promise<unknown[]> {
  const { grants } = await again(actor);
  return grants.flatMap(({ role, scope, onBehalfOf }) =>
    onBehalfOf ? [{ role, scope, name: onBehalfOf.name }] : [],
  );
}

function lending(more: Partial<DelegationInput> = {}): DelegationInput {
  return {
    principal: leader.id,
    deputy: officer.id,
    role: 'leader',
    validFrom: '2026-05-04',
    validTo: '10/05/2026',
    ...more,
  };
}

async function eventsOf(accountId: number) {
  return app.services.db
    .selectFrom('event')
    .select(['name', 'actor_account', 'facts'])
    .where('subject_kind', '=', 'account')
    .where('subject_id', '=', String(accountId))
    .where('name', 'like', 'account.delegat%')
    .orderBy('seq')
    .execute();
}

/** The fields refused, with the Vietnamese message of each. */
async function wrong(attempt: Promise<unknown>): Promise<Record<string, string>> {
  const error = await attempt.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof InvalidInput)) throw error ?? new Error('nothing was refused');
  return Object.fromEntries(Object.entries(error.fields).map(([name, text]) => [name, text?.vi ?? '']));
}

describe('lending a role', () => {
  test('a leader who is away lends the role, and the log tells it in ids alone', async () => {
    const id = await delegate(app.services, leader, lending({ reason: '  đi   công tác ' }));
    expect(await lentTo(officer)).toEqual([{ role: 'leader', scope: null, name: 'Vi Thị Lãnh' }]);
    expect(await eventsOf(leader.id)).toEqual([
      {
        name: 'account.delegated',
        actor_account: leader.id,
        facts: {
          delegation: id,
          deputy: officer.id,
          role: 'leader',
          validFrom: '2026-05-04',
          validTo: '2026-05-10',
        },
      },
    ]);
    const [told] = await delegationsOf(app.services.db, officer.id, localDateOf(start));
    expect(told).toMatchObject({ id, reason: 'đi công tác', endedAt: null, held: true });
  });

  test('own grants stay, and stand before those that are only lent', async () => {
    await delegate(app.services, leader, lending());
    const { grants } = await again(officer);
    expect(grants).toEqual([
      { role: 'programme_officer', scope: null },
      {
        role: 'leader',
        scope: null,
        onBehalfOf: { id: leader.id, name: 'Vi Thị Lãnh', until: '2026-05-10' },
      },
    ]);
  });

  test('the same click twice is one delegation, also when both come at once', async () => {
    const [one, two] = await Promise.all([
      delegate(app.services, leader, lending()),
      delegate(app.services, leader, lending()),
    ]);
    expect(two).toBe(one);
    expect(await delegate(app.services, leader, lending())).toBe(one);
    expect(await eventsOf(leader.id)).toHaveLength(1);
  });

  test('an administrator lends for somebody who is away; nobody else does', async () => {
    await expect(delegate(app.services, officer, lending())).rejects.toMatchObject({ kind: 'forbidden' });
    const other = await person('Hà Thị Khác', 'leader');
    await expect(delegate(app.services, other, lending())).rejects.toMatchObject({ kind: 'forbidden' });
    await delegate(app.services, administrator, lending());
    expect(await eventsOf(leader.id)).toMatchObject([{ actor_account: administrator.id }]);
    expect(await lentTo(officer)).toHaveLength(1);
  });

  test('the scope of the principal is the scope of the deputy', async () => {
    const { id } = await makeOrganisation(app.services, { code: `PV${officer.id}` });
    const scope = { kind: 'organisation', id } as const;
    const { email } = await makeAccount(app.services, {
      name: 'Triệu Thị Phòng',
      roles: [{ role: 'programme_head', scope }],
    });
    const head = await findActor(app.services, email);
    await delegate(app.services, head, lending({ principal: head.id, role: 'programme_head' }));
    expect(await lentTo(officer)).toEqual([{ role: 'programme_head', scope, name: 'Triệu Thị Phòng' }]);
  });

  test('what one has as a deputy is not passed on', async () => {
    await delegate(app.services, leader, lending());
    const deputy = await again(officer);
    const third = await person('Mông Văn Ba', 'programme_officer');
    const passing = delegate(
      app.services,
      deputy,
      lending({ principal: deputy.id, deputy: third.id, validTo: '2026-05-05' }),
    );
    await expect(passing).rejects.toMatchObject({ kind: 'forbidden' });
    expect(await lentTo(third)).toEqual([]);
    const asked = delegate(
      app.services,
      administrator,
      lending({ principal: deputy.id, deputy: third.id, validTo: '2026-05-05' }),
    );
    expect(Object.keys(await wrong(asked))).toEqual(['role']);
  });

  test.each(['council_member', 'inspector', 'administrator', 'no_role'])(
    'the role %s is not lent',
    async (role) => {
      expect(await wrong(delegate(app.services, administrator, lending({ role })))).toEqual({
        role: 'Hãy chọn vai trò ủy quyền.',
      });
    },
  );

  test('nobody is their own deputy, nor is nobody', async () => {
    const self = await wrong(delegate(app.services, leader, lending({ deputy: leader.id })));
    expect(self.deputy).toContain('hai người khác nhau');
    expect(await wrong(delegate(app.services, leader, lending({ deputy: 0 })))).toEqual({
      deputy: 'Hãy chọn người làm thay.',
    });
    const unknown = await wrong(delegate(app.services, leader, lending({ deputy: 999_999_999 })));
    expect(unknown.deputy).toBe('Không có tài khoản này.');
  });

  test('a closed account, another side’s person and a holder of the role are no deputies', async () => {
    const refusedFor = async (deputy: AccountActor) =>
      (await wrong(delegate(app.services, leader, lending({ deputy: deputy.id })))).deputy;
    const closed = await person('Chu Văn Nghỉ', 'programme_officer');
    await closeAccount(app.services, system, { id: closed.id, version: 1 });
    expect(await refusedFor(closed)).toContain('đã đóng');
    expect(await refusedFor(await person('Lý Doanh Nghiệp', 'applicant'))).toContain('cơ quan, đơn vị');
    expect(await refusedFor(await person('Hoàng Thanh Tra', 'inspector'))).toContain('cơ quan, đơn vị');
    expect(await refusedFor(await person('Bế Thị Phó', 'leader'))).toContain('đã giữ vai trò này');
  });

  test('a closed account lends nothing', async () => {
    await closeAccount(app.services, system, { id: leader.id, version: 1 });
    await expect(delegate(app.services, administrator, lending())).rejects.toMatchObject({
      kind: 'wrong_state',
    });
  });

  test.each([
    ['2026-05-10', '2026-05-09', 'validTo', 'Ngày kết thúc phải từ ngày bắt đầu trở đi.'],
    ['2026-05-01', '2026-05-03', 'validTo', 'đã qua'],
    ['2026-05-04', '2027-05-05', 'validTo', 'tối đa một năm'],
    ['30/02/2026', '2026-05-09', 'validFrom', 'có trong lịch'],
    ['2026-05-04', 'tuần sau', 'validTo', 'có trong lịch'],
  ])('from %s to %s is refused', async (validFrom, validTo, field, message) => {
    const fields = await wrong(delegate(app.services, leader, lending({ validFrom, validTo })));
    expect(Object.keys(fields)).toEqual([field]);
    expect(fields[field]).toContain(message);
  });

  test('a single day, today, and a whole year are taken', async () => {
    await delegate(app.services, leader, lending({ validTo: '2026-05-04' }));
    await delegate(app.services, leader, lending({ validFrom: '2026-05-05', validTo: '2027-05-05' }));
    expect(await eventsOf(leader.id)).toHaveLength(2);
  });

  test('the same role is lent to the same person once at a time, whoever lends it', async () => {
    await delegate(app.services, leader, lending());
    const fields = await wrong(
      delegate(app.services, leader, lending({ validFrom: '2026-05-10', validTo: '2026-05-20' })),
    );
    expect(fields.deputy).toContain('từ 04/05/2026 đến hết 10/05/2026');
    const other = await person('Bế Thị Phó', 'leader');
    const second = lending({ principal: other.id, validFrom: '2026-05-08', validTo: '2026-05-12' });
    expect(Object.keys(await wrong(delegate(app.services, other, second)))).toEqual(['deputy']);
    await delegate(app.services, other, { ...second, validFrom: '2026-05-11' });
  });
});

describe('the role of an agency’s officer', () => {
  let agency: number;
  let other: number;
  let principal: AccountActor;
  const of = async (name: string, organisationId: number, ...roles: readonly Role[]) => {
    const actor = await person(name, ...roles);
    await app.services.db
      .updateTable('account')
      .set({ organisation_id: organisationId })
      .where('id', '=', actor.id)
      .execute();
    return again(actor);
  };
  const agencyLending = (deputy: AccountActor, more: Partial<DelegationInput> = {}) =>
    lending({ principal: principal.id, deputy: deputy.id, role: 'agency_officer', ...more });
  beforeEach(async () => {
    agency = (await makeOrganisation(app.services, { code: `DVA${leader.id}` })).id;
    other = (await makeOrganisation(app.services, { code: `DVB${leader.id}` })).id;
    principal = await of('Hoàng Thị Cơ', agency, 'agency_officer');
  });

  test('goes to a colleague without a role, for the agency of the principal alone', async () => {
    const colleague = await of('Nông Văn Phụ', agency);
    const id = await delegate(app.services, principal, agencyLending(colleague));
    expect((await eventsOf(principal.id))[0]?.facts).toMatchObject({ delegation: id, scopeId: agency });
    expect(agenciesOf(await again(colleague))).toEqual([agency]);
    // the principal goes to another agency: there the deputy is nobody
    await app.services.db
      .updateTable('account')
      .set({ organisation_id: other })
      .where('id', '=', principal.id)
      .execute();
    expect(agenciesOf(await again(colleague))).toEqual([]);
    const [told] = await delegationsOf(app.services.db, colleague.id, localDateOf(start));
    expect(told && stateOn(told, localDateOf(start))).toBe('lapsed');
  });

  test('goes neither to another agency, nor to an officer of this one, nor to who is away', async () => {
    const refusedFor = async (deputy: AccountActor) =>
      (await wrong(delegate(app.services, principal, agencyLending(deputy)))).deputy;
    expect(await refusedFor(officer)).toContain('chính cơ quan này');
    expect(await refusedFor(await of('Lý Văn Xa', other, 'agency_officer'))).toContain('chính cơ quan này');
    expect(await refusedFor(await of('Ma Thị Cùng', agency, 'agency_officer'))).toContain('đã giữ vai trò');
    expect(await refusedFor(await of('Hà Thanh Tra', agency, 'inspector'))).toContain('chính cơ quan này');
    const away = await of('Bế Thị Nghỉ', agency);
    await app.services.db
      .insertInto('absence')
      .values({ account_id: away.id, valid_from: '2026-05-09', valid_to: '2026-05-20', created_at: start })
      .execute();
    expect(await refusedFor(away)).toContain('vắng mặt từ 09/05/2026 đến hết 20/05/2026');
    await delegate(app.services, principal, agencyLending(away, { validTo: '2026-05-08' }));
    expect(
      (await candidatesFor(app.services.db, principal.id, lendable(principal.grants, agency))).map(
        ({ id }) => id,
      ),
    ).toEqual([away.id]);
  });

  test('held in several agencies it is lent for one that is chosen', async () => {
    await grantRole(app.services, system, {
      accountId: principal.id,
      role: 'agency_officer',
      scope: { kind: 'organisation', id: other },
    });
    principal = await again(principal);
    const colleague = await of('Nông Văn Phụ', other);
    const asked = await wrong(delegate(app.services, principal, agencyLending(colleague)));
    expect(asked.role).toContain('ở cơ quan nào');
    await delegate(app.services, principal, agencyLending(colleague, { organisation: other }));
    expect(agenciesOf(await again(colleague))).toEqual([other]);
  });

  test('ends with the grant of the principal, and is not passed on', async () => {
    const colleague = await of('Nông Văn Phụ', agency);
    const third = await of('Mông Văn Ba', agency);
    await delegate(app.services, principal, agencyLending(colleague));
    const passing = delegate(
      app.services,
      await again(colleague),
      lending({ principal: colleague.id, deputy: third.id, role: 'agency_officer' }),
    );
    await expect(passing).rejects.toMatchObject({ kind: 'forbidden' });
    const { grants } = await findAccount(app.services.db, principal.id);
    await revokeRole(app.services, system, { accountId: principal.id, grantId: grants[0]?.id ?? 0 });
    expect(agenciesOf(await again(colleague))).toEqual([]);
  });
});

describe('the days of a delegation', () => {
  test('the deputy’s right begins and ends at midnight in Vietnam', async () => {
    await delegate(app.services, leader, lending({ validFrom: '2026-05-06', validTo: '2026-05-07' }));
    const days: readonly (readonly [string, boolean])[] = [
      ['2026-05-05T16:59:59Z', false],
      ['2026-05-05T17:00:00Z', true],
      ['2026-05-07T16:59:59Z', true],
      ['2026-05-07T17:00:00Z', false],
    ];
    for (const [instant, acts] of days) {
      app.setNow(new Date(instant));
      expect([instant, (await lentTo(officer)).length > 0]).toEqual([instant, acts]);
    }
  });

  test('a principal whose account is closed or who lost the role lends nothing from the next request on', async () => {
    await delegate(app.services, leader, lending());
    await closeAccount(app.services, system, { id: leader.id, version: 1 });
    expect(await lentTo(officer)).toEqual([]);
    await reopenAccount(app.services, system, { id: leader.id, version: 2 });
    expect(await lentTo(officer)).toHaveLength(1);
    const { grants } = await findAccount(app.services.db, leader.id);
    await revokeRole(app.services, system, { accountId: leader.id, grantId: grants[0]?.id ?? 0 });
    expect(await lentTo(officer)).toEqual([]);
    const [told] = await delegationsOf(app.services.db, leader.id, localDateOf(start));
    expect(told && stateOn(told, localDateOf(start))).toBe('lapsed');
    await grantRole(app.services, system, { accountId: leader.id, role: 'leader' });
    expect(await lentTo(officer)).toHaveLength(1);
  });

  test('only the role that was lent goes over, whatever else the principal holds', async () => {
    const both = await person('Đàm Thị Hai', 'leader', 'programme_head', 'administrator');
    await delegate(app.services, both, lending({ principal: both.id }));
    expect(await lentTo(officer)).toEqual([{ role: 'leader', scope: null, name: 'Đàm Thị Hai' }]);
  });

  const told = { validFrom: '2026-05-06' as LocalDate, validTo: '2026-05-07' as LocalDate };
  test.each([
    ['2026-05-05', null, true, 'coming'],
    ['2026-05-06', null, true, 'current'],
    ['2026-05-07', null, false, 'lapsed'],
    ['2026-05-08', null, false, 'over'],
    ['2026-05-06', start, true, 'ended'],
  ] as const)('on %s, ended %s, held %s: %s', (today, endedAt, held, state) => {
    expect(stateOn({ ...told, endedAt, held }, today as LocalDate)).toBe(state);
  });
});

describe('ending a delegation', () => {
  test('takes effect at the next request, once, and is recorded', async () => {
    const id = await delegate(app.services, leader, lending());
    await endDelegation(app.services, leader, id);
    expect(await lentTo(officer)).toEqual([]);
    app.setNow(new Date(start.getTime() + 60_000));
    await endDelegation(app.services, leader, id);
    expect((await eventsOf(leader.id)).map(({ name }) => name)).toEqual([
      'account.delegated',
      'account.delegation_ended',
    ]);
    const row = await app.services.db
      .selectFrom('delegation')
      .select(['ended_at', 'ended_by'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect(row).toEqual({ ended_at: start, ended_by: leader.id });
  });

  test('the deputy gives it back, an administrator takes it back; others do not find it', async () => {
    const first = await delegate(app.services, leader, lending());
    const stranger = await person('Bế Thị Phó', 'leader');
    for (const id of [first, 999_999_999])
      await expect(endDelegation(app.services, stranger, id)).rejects.toMatchObject({ kind: 'not_found' });
    await endDelegation(app.services, await again(officer), first);
    const second = await delegate(app.services, leader, lending());
    expect(second).not.toBe(first);
    await endDelegation(app.services, administrator, second);
    expect(await lentTo(officer)).toEqual([]);
  });

  test('one whose days are over stays as it was', async () => {
    const id = await delegate(app.services, leader, lending({ validTo: '2026-05-04' }));
    app.setNow(new Date('2026-05-05T02:00:00Z'));
    await endDelegation(app.services, leader, id);
    const [told] = await delegationsOf(app.services.db, leader.id, '2026-05-05' as LocalDate);
    expect(told?.endedAt).toBeNull();
    expect(await eventsOf(leader.id)).toHaveLength(1);
  });
});

describe('lists', () => {
  test('those who may stand in are people of the administration without the role', async () => {
    const { id: closedId } = await makeAccount(app.services, { name: 'Chu Văn Nghỉ' });
    await closeAccount(app.services, system, { id: closedId, version: 1 });
    const applicant = await person('Lý Doanh Nghiệp', 'applicant');
    const otherLeader = await person('Bế Thị Phó', 'leader');
    const ids = async (roles: readonly ('leader' | 'programme_head')[]) => {
      const lent = roles.map((role) => ({ role, organisationId: null }));
      return (await candidatesFor(app.services.db, leader.id, lent)).map(({ id }) => id);
    };
    const forLeader = await ids(['leader']);
    expect(forLeader).toContain(officer.id);
    for (const id of [leader.id, closedId, applicant.id, otherLeader.id, administrator.id])
      expect(forLeader).not.toContain(id);
    expect(await ids(['leader', 'programme_head'])).toContain(otherLeader.id);
  });

  test('what is in force and what is coming stand in the order of their days, what is over below', async () => {
    const days = ['2026-05-04', '2026-05-05', '2026-06-01', '2026-07-01'];
    const ids: number[] = [];
    for (const day of [...days].reverse())
      ids.unshift(await delegate(app.services, leader, lending({ validFrom: day, validTo: day })));
    await endDelegation(app.services, leader, ids[2] ?? 0);
    const shown = await delegationsOf(app.services.db, leader.id, '2026-05-05' as LocalDate);
    expect(shown.map(({ validFrom }) => validFrom)).toEqual([
      '2026-05-05',
      '2026-07-01',
      '2026-06-01',
      '2026-05-04',
    ]);
  });

  test('a deputy is told for whom and until when', async () => {
    await delegate(app.services, leader, lending());
    await delegate(app.services, leader, lending({ validFrom: '2026-06-01', validTo: '2026-06-02' }));
    expect(actsFor(await again(officer))).toMatchObject([
      { role: 'leader', principal: { name: 'Vi Thị Lãnh', until: '2026-05-10' } },
    ]);
    expect(actsFor(await again(leader))).toEqual([]);
  });
});
