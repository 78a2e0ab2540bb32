import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { mostAttachmentBytes } from '../../src/modules/catalogue/attachment.ts';
import { readConfig } from '../../src/platform/config.ts';
import { projectRoot } from '../../src/platform/project-root.ts';

const directory = join(projectRoot, 'deploy');
const read = (name: string) => readFileSync(join(directory, name), 'utf8');
const units = readdirSync(directory).filter((name) => name.endsWith('.service'));

describe('what is copied to a server', () => {
  test('names settings that exist, with values the program takes', () => {
    const lines = read('nhipcau.env.example').split('\n');
    const settings = Object.fromEntries(
      lines
        .filter((line) => /^[A-Z]/.test(line))
        .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    );
    const config = readConfig(settings);
    expect(config).toMatchObject({
      trustProxy: true,
      production: true,
      baseUrl: new URL('https://nhipcau.example.vn'),
    });
    const told = readFileSync(join(projectRoot, 'docs/operations.md'), 'utf8');
    for (const name of Object.keys(settings).filter((one) => one !== 'NODE_ENV'))
      expect(told, name).toContain(`\`${name}\``);
  });

  test.each(units)('%s starts a command that exists', (name) => {
    const command = /^ExecStart=\/usr\/bin\/node scripts\/cli\.mjs (.+)$/m.exec(read(name))?.[1];
    expect(commands.has(command ?? '')).toBe(true);
  });

  test('the script for mail that comes back starts a command that exists', () => {
    const command = /scripts\/cli\.mjs ([a-z ]+) --recipient "\$1"$/m.exec(read('mail-returned'))?.[1];
    expect(commands.has(command ?? '')).toBe(true);
  });

  test('the proxy lets through what the program takes', () => {
    const megabytes = Number(/client_max_body_size (\d+)m;/.exec(read('nginx.conf'))?.[1]);
    expect(megabytes * 1_000_000).toBeGreaterThan(mostAttachmentBytes);
  });
});
