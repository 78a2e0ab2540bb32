import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../src/platform/project-root.ts';

const page = readFileSync(join(projectRoot, 'docs/security.md'), 'utf8');
const rows = [...page.matchAll(/^\| (\d+\.\d+\.\d+) \| (\S+) \| (.*) \|$/gm)].map(
  ([, point = '', answer = '', text = '']) => ({ point, answer, text }),
);

/** Points of level 1 and 2 by section of ASVS 5.0.0: all up to a number. */
const points: Readonly<Record<string, number>> = {
  ...{ '1.1': 2, '1.2': 9, '1.3': 11, '1.4': 3, '1.5': 2, '2.1': 3, '2.2': 3, '2.3': 4, '2.4': 1 },
  ...{ '3.2': 2, '3.3': 4, '3.4': 6, '3.5': 5, '3.7': 2, '4.1': 3, '4.2': 1, '4.3': 2, '4.4': 4 },
  ...{ '5.1': 1, '5.2': 3, '5.3': 2, '5.4': 3, '6.1': 3, '6.2': 12, '6.3': 4, '6.4': 4, '6.5': 5 },
  ...{ '6.6': 3, '6.8': 4, '7.1': 3, '7.2': 4, '7.3': 2, '7.4': 5, '7.5': 2, '7.6': 2 },
  ...{ '8.1': 2, '8.2': 3, '8.3': 1, '8.4': 1, '9.1': 3, '9.2': 4, '10.1': 2, '10.2': 2, '10.3': 4 },
  ...{ '10.4': 11, '10.5': 5, '10.6': 2, '10.7': 3, '11.1': 2, '11.2': 3, '11.3': 3, '11.4': 4 },
  ...{ '11.5': 1, '11.6': 1, '12.1': 3, '12.2': 2, '12.3': 4, '13.1': 1, '13.2': 5, '13.3': 2, '13.4': 5 },
  ...{ '14.1': 2, '14.2': 4, '14.3': 3, '15.1': 3, '15.2': 3, '15.3': 7 },
  ...{ '16.1': 1, '16.2': 5, '16.3': 4, '16.4': 3, '16.5': 3, '17.1': 1, '17.2': 4, '17.3': 2 },
};

test('every point of levels 1 and 2 is answered once, in order, and no other', () => {
  const expected = Object.entries(points).flatMap(([section, last]) =>
    Array.from({ length: last }, (_, n) => `${section}.${n + 1}`),
  );
  expect(expected).toHaveLength(70 + 183);
  expect(rows.map(({ point }) => point)).toEqual(expected);
});

test('each answer is one of those explained, and says by what', () => {
  for (const { point, answer, text } of rows) {
    expect(['met', 'operator', 'none', 'open'], point).toContain(answer);
    expect(text.length, point).toBeGreaterThan(3);
    if (answer === 'operator') expect(text, point).toMatch(/^see \d/);
  }
});

test('files and tests it names are there', () => {
  const named = [...page.matchAll(/`((?:src|test|deploy|docs)\/[\w./-]+\.\w+)`/g)].map(
    ([, path = '']) => path,
  );
  expect(named.length).toBeGreaterThan(10);
  for (const path of named) expect(existsSync(join(projectRoot, path)), path).toBe(true);
});
