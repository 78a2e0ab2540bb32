import { afterAll, beforeAll, expect, test } from 'vitest';
import { begin, type Installation, openInstallation, postgresOf, until } from '../product/product.ts';

let installation: Installation;
beforeAll(async () => {
  installation = await openInstallation({ LOG_LEVEL: 'info' });
});
afterAll(() => installation.close());

test.each([
  ['SIGINT', 130, ['audit', 'verify']],
  ['SIGTERM', 143, ['migrate']],
] as const)(
  'a command told to stop (%s) ends the database it started, with exit %d',
  async (signal, exit, words) => {
    const running = begin(installation, words);
    await until('its database runs', () => running.complaint().includes('embedded PostgreSQL: started'));
    // held, so that the command is amid its work
    for (const pid of postgresOf(installation.dataDir)) process.kill(pid, 'SIGSTOP');
    const { code, complaint, output } = await running.stop(signal);
    expect({ code, output }).toEqual({ code: exit, output: '' });
    expect(complaint).toContain('Đã dừng theo yêu cầu');
    expect(postgresOf(installation.dataDir)).toEqual([]);
  },
);
