/**
 * Who may import whom: the table of ARCHITECTURE.md, checked by `npm run check`. A room is a top-level folder;
 * `packages` is all that it may import from npm (types of a package included).
 */
const ROOMS = {
  db: { ours: ['db'], packages: ['kysely', 'pg', 'pg-copy-streams', 'edtf', 'lru-cache'] },
  schema: {
    ours: ['schema', 'db'],
    packages: ['@pothos/core', 'graphql', 'graphql-scalars', 'ipaddr.js', 'kysely', 'lru-cache'],
  },
  server: {
    ours: ['server', 'schema', 'db'],
    packages: [
      'graphql-yoga',
      '@graphql-yoga/render-graphiql',
      '@opentelemetry/api',
      '@whatwg-node/server',
      'feedsmith',
      'graphql',
      'graphql-ws',
      'ipaddr.js',
      'jose',
      'kysely',
      'lru-cache',
      'cors',
      'pino',
      'pino-pretty',
      'prom-client',
      'ws',
    ],
  },
  sdk: { ours: ['sdk'], packages: ['gql.tada'] },
}

const anyOf = (names) => `(${names.map((name) => name.replaceAll('/', '\\/')).join('|')})`
const packagePath = (names) => `(^|/)node_modules/(@types/)?${anyOf(names)}(/|$)`

const roomRules = Object.entries(ROOMS).flatMap(([room, { ours, packages }]) => [
  {
    name: `${room}-rooms`,
    comment: `${room}/ imports nothing of ours but ${ours.join(', ')}`,
    severity: 'error',
    from: { path: `^${room}/`, pathNot: '^sdk/codegen/' },
    to: { path: '^(db|schema|server|sdk|test|bench)/', pathNot: `^${anyOf(ours)}/` },
  },
  {
    name: `${room}-packages`,
    comment: `${room}/ imports no package but ${packages.join(', ') || 'none'}`,
    severity: 'error',
    from: { path: `^${room}/`, pathNot: '^sdk/codegen/' },
    to: {
      dependencyTypes: [
        'npm',
        'npm-dev',
        'npm-optional',
        'npm-peer',
        'npm-no-pkg',
        'npm-unknown',
        'undetermined',
      ],
      ...(packages.length > 0 && { pathNot: packagePath(packages) }),
    },
  },
])

/** In the order of the nouns: a later module may know an earlier one, never the reverse. */
const NOUNS = [
  'outlet',
  'author',
  'subject',
  'article',
  'party',
  'place',
  'event',
  'claim',
  'review',
  'revision',
  'entry',
]

const nounRules = NOUNS.slice(0, -1).map((noun, at) => ({
  name: `${noun}-knows-no-later-noun`,
  severity: 'error',
  from: { path: `^schema/${noun}\\.ts$` },
  to: { path: `^schema/${anyOf(NOUNS.slice(at + 1))}\\.ts$` },
}))

export default {
  forbidden: [
    ...roomRules,
    ...nounRules,
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'only-open-knows-pg',
      comment:
        'db/open.ts opens connections; db/copying.ts, db/cut-silent.ts, db/reader.ts and db/session.ts use them: nothing else imports pg',
      severity: 'error',
      from: { pathNot: '^(db/(copying|cut-silent|open|reader|session)\\.ts$|test/|bench/)' },
      to: { path: packagePath(['pg']) },
    },
    {
      name: 'schema-opens-nothing',
      severity: 'error',
      from: { path: '^schema/' },
      to: { path: '^db/(open|migrate)\\.ts$' },
    },
    {
      name: 'sql-knows-no-noun',
      comment: 'the compile knows Pothos, graphql and Kysely, and what every list has',
      severity: 'error',
      from: { path: '^schema/sql/' },
      to: {
        path: '^schema/',
        pathNot: '^schema/(sql/|builder|connection|context|cursor|errors|feed-cursor)',
      },
    },
    {
      name: 'plugins-apart',
      comment: 'plugins do not import each other, but for the id of a request',
      severity: 'error',
      from: { path: '^server/plugins/' },
      to: { path: '^server/plugins/', pathNot: '^server/plugins/use-request-id\\.ts$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|generated|\\.scratch)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
}
