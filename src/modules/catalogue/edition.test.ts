import { expect, test } from 'vitest';
import { type AccountActor, type Role, roles } from '../../kernel/actor.ts';
import { editionCode, entryCode, readSpan } from './edition.ts';
import { readMoney, writeMoney } from './money.ts';
import { can, visibleTo } from './policy.ts';

test('a code counts within its edition in two digits for problems and three for needs, and grows beyond them', () => {
  const problems = { kind: 'problems', code: editionCode('problems', { year: 2026 }) } as const;
  const period = { kind: 'problems', code: editionCode('problems', { from: 2026, to: 2030 }) } as const;
  const needs = { kind: 'needs', code: editionCode('needs', { year: 2026 }) } as const;
  expect(entryCode(problems, 3)).toBe('BTL-2026-03');
  expect(entryCode(period, 3)).toBe('BTL-2026-2030-03');
  expect(entryCode(needs, 12)).toBe('NCCN-2026-012');
  expect(entryCode(problems, 100)).toBe('BTL-2026-100');
  expect(entryCode(needs, 1000)).toBe('NCCN-2026-1000');
});

test('a year or a forward period is read, anything else is not', () => {
  expect(readSpan(' 2026 ')).toEqual({ year: 2026 });
  expect(readSpan('2026 – 2030')).toEqual({ from: 2026, to: 2030 });
  for (const wrong of ['', '26', '2030-2026', '2026-2026', '1999', '2026-', 'năm 2026'])
    expect(readSpan(wrong)).toBeNull();
});

test('money is read as people write it, and never guessed', () => {
  expect(readMoney('6.200.000.000')).toBe(6_200_000_000);
  expect(readMoney('6,2 tỷ')).toBe(6_200_000_000);
  expect(readMoney('6,2 tỉ đồng')).toBe(6_200_000_000);
  expect(readMoney('30.000 triệu đồng')).toBe(30_000_000_000);
  expect(readMoney('850 triệu')).toBe(850_000_000);
  expect(readMoney('1.234,5 triệu')).toBe(1_234_500_000);
  expect(readMoney('0')).toBe(0);
  expect(readMoney('0,500 tỷ')).toBe(500_000_000);
  for (const wrong of ['6-9 tỷ', 'sáu tỷ', '-5', '1,5', '6 củ', '', '1e9', '9'.repeat(30)])
    expect(readMoney(wrong)).toBeNull();
  expect(writeMoney(6_200_000_000)).toBe('6.200.000.000');
});

function holder(role: Role, scope: AccountActor['grants'][number]['scope'] = null): AccountActor {
  return {
    kind: 'account',
    id: 1,
    name: '',
    email: '',
    organisationId: null,
    memberships: [],
    sessionId: null,
    grants: [{ role, scope }],
  };
}

test('officers and heads edit, heads forward, leaders publish, inspectors only read, nobody else sees a draft', () => {
  const allowed = (role: Role) =>
    (['read', 'edit', 'forward', 'publish', 'release'] as const).filter((action) =>
      can(holder(role), action, 7),
    );
  expect(Object.fromEntries(roles.map((role) => [role, allowed(role)]))).toEqual({
    applicant: [],
    agency_officer: [],
    programme_officer: ['read', 'edit'],
    programme_head: ['read', 'edit', 'forward'],
    leader: ['read', 'publish'],
    council_member: [],
    inspector: ['read'],
    administrator: [],
  });
});

test('a grant limited to one edition reaches that edition alone, in lists as in the policy', () => {
  const limited = holder('programme_officer', { kind: 'edition', id: 7 });
  expect(can(limited, 'edit', 7)).toBe(true);
  expect(can(limited, 'edit', 8)).toBe(false);
  expect(can(limited, 'edit', null)).toBe(false);
  expect(visibleTo(limited)).toEqual([7]);
  for (const role of roles) expect(visibleTo(holder(role)) === 'all').toBe(can(holder(role), 'read', 8));
});
