import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { filesOnDatabase } from './test/support/on-database.ts';

/** What takes longest, longest first: begun last, one of them would run on alone beside workers with nothing to do. */
const longest = [
  /\/test\/journeys\/every-page\./,
  /\/test\/architecture\/doors\./,
  // browsers and whole products
  /\/test\/(journeys|interface|product|launch|cli)\//,
  /\/(backup|statements|languages|ocr|signed)\.test\./,
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const rank = ({ moduleId }: TestSpecification) => {
      const at = longest.findIndex((pattern) => pattern.test(moduleId));
      return at < 0 ? longest.length : at;
    };
    // one project after the other, as they were: a worker that changes between them loads everything again
    const projects = [...new Set(sorted.map(({ project }) => project.name))];
    const place = ({ project }: TestSpecification) => projects.indexOf(project.name);
    return sorted.sort((one, other) => place(one) - place(other) || rank(one) - rank(other));
  }
}

const onServer = (name: string, include: string[]) => ({
  extends: true as const,
  test: { name, include, globalSetup: 'test/support/servers.ts' },
});

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    // speed is no test: a machine that others use as well may stand still for many seconds; only what is stuck ends
    testTimeout: 240_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000 } },
    pool: 'forks',
    // modules are loaded once for each worker and not for each file: no test leaves anything behind in them
    isolate: false,
    // on two cores: two more work while others wait for processes, browsers and disks
    maxWorkers: 4,
    sequence: { sequencer: LongestFirst },
    projects: [
      onServer('embedded', ['src/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}']),
      // whatever works on a database is tried on the given server as well
      ...(process.env.TEST_DATABASE_URL ? [onServer('outside', filesOnDatabase())] : []),
    ],
  },
});
