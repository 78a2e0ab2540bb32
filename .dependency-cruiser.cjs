// Module boundaries: STYLE of this codebase in rules a machine checks. Imports point only downwards.
const everyModule = [
  'directory',
  'documents',
  'calendar',
  'catalogue',
  'consultation',
  'proposals',
  'market',
  'evaluation',
  'delivery',
  'programme',
  'reporting',
];
/** What each module may stand on; those not named here (notifications, publication, audit) may read all of these. */
const below = {
  directory: [],
  documents: ['directory'],
  calendar: ['directory', 'documents'],
  catalogue: ['directory', 'documents', 'calendar'],
  consultation: ['directory', 'documents', 'calendar', 'catalogue'],
  proposals: ['directory', 'documents', 'calendar', 'catalogue'],
  market: ['directory', 'documents', 'calendar', 'catalogue'],
  evaluation: ['directory', 'documents', 'calendar', 'catalogue', 'proposals'],
  delivery: ['directory', 'documents', 'calendar', 'catalogue', 'proposals', 'evaluation'],
  programme: ['directory', 'documents', 'calendar', 'catalogue'],
  reporting: [
    'directory',
    'documents',
    'calendar',
    'catalogue',
    'proposals',
    'evaluation',
    'delivery',
    'programme',
  ],
};
/** Tests, and what they make files with, may use anything. */
const test = '(\\.test\\.tsx?$|/fixtures/)';
const names = (list) => `(${list.join('|')})`;

const layer = (name, may, comment, except = []) => ({
  name: `${name}-stands-on-${may.join('-and-') || 'nothing'}`,
  comment,
  severity: 'error',
  from: { path: `^src/${name}/`, pathNot: [test, ...except] },
  to: { path: '^(src|test|bench|scripts)/', pathNot: `^src/${names([name, ...may])}/` },
});

const modules = Object.entries(below).map(([name, may]) => ({
  name: `${name}-stands-only-on-lower-modules`,
  severity: 'error',
  from: { path: `^src/modules/${name}/`, pathNot: test },
  to: { path: '^src/modules/', pathNot: `^src/modules/${names([name, ...may])}/` },
}));

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one thing or three.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'everything-is-found', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'product-needs-no-development-package',
      severity: 'error',
      from: { path: '^src/', pathNot: test },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'kernel-imports-nothing',
      comment:
        'Pure: not even packages or Node itself; the lunar calendar alone is computed by a package, as pure.',
      severity: 'error',
      from: { path: '^src/kernel/', pathNot: [test, '^src/kernel/lunar\\.ts$'] },
      to: { pathNot: '^src/kernel/' },
    },
    {
      name: 'the-lunar-calendar-stands-on-its-package',
      severity: 'error',
      from: { path: '^src/kernel/lunar\\.ts$' },
      to: { pathNot: ['^src/kernel/', '/date-chinese/'] },
    },
    layer('platform', ['kernel'], 'Technique knows nothing of the domain.'),
    layer('office', ['kernel'], 'Documents are read and written without database or web.'),
    layer('ui', ['kernel'], 'Components are pure; only the files that answer a call may know it.', [
      '^src/ui/(page|failure-page|display-route)\\.tsx?$',
    ]),
    {
      name: 'product-needs-no-fixtures',
      severity: 'error',
      from: { path: '^src/', pathNot: test },
      to: { path: '/fixtures/' },
    },
    layer('browser', [], 'Browser scripts stand alone.'),
    layer('modules', ['kernel', 'platform', 'office', 'ui'], 'Modules know neither the site nor the entry.'),
    layer('site', ['kernel', 'platform', 'office', 'ui', 'modules'], 'Pages that combine modules.'),
    ...modules,
    {
      name: 'modules-meet-only-through-their-index',
      severity: 'error',
      from: { path: '^src/modules/([^/]+)/', pathNot: test },
      to: { path: '^src/modules/[^/]+/', pathNot: ['^src/modules/$1/', '^src/modules/[^/]+/index\\.ts$'] },
    },
    {
      name: 'others-use-modules-through-their-index',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/modules/', test] },
      to: { path: '^src/modules/[^/]+/', pathNot: '^src/modules/[^/]+/index\\.ts$' },
    },
    {
      name: 'nobody-imports-those-who-only-read',
      comment: 'Notifications, publication and audit follow events.',
      severity: 'error',
      from: { path: `^src/modules/${names(everyModule)}/`, pathNot: test },
      to: { path: '^src/modules/(notifications|publication|audit)/' },
    },
    {
      name: 'the-embedded-server-is-used-through-its-index',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/platform/embedded/' },
      to: { path: '^src/platform/embedded/', pathNot: '^src/platform/embedded/index\\.ts$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
