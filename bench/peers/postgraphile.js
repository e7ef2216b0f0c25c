import { createServer } from 'node:http'
import { PgManyToManyPreset } from '@graphile-contrib/pg-many-to-many'
import { postgraphile } from 'postgraphile'
import { makePgService } from 'postgraphile/adaptors/pg'
import { grafserv } from 'postgraphile/grafserv/node'
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber'
import { PostGraphileConnectionFilterPreset } from 'postgraphile-plugin-connection-filter'
import { FigureTags, OpenPeriods } from './schema-plugins.js'
import { SearchPlugin } from './search-plugin.js'

/** PostGraphile 5 as for production, over the same database and with as many connections as the others. */
const { DATABASE_URL, PORT, CONNECTIONS } = process.env

const service = postgraphile({
  extends: [PostGraphileAmberPreset, PostGraphileConnectionFilterPreset, PgManyToManyPreset],
  plugins: [SearchPlugin, FigureTags, OpenPeriods],
  // Filters by when a record was withdrawn are wanted, which only a partial index has.
  disablePlugins: ['PgIndexBehaviorsPlugin', 'PgMutationCreatePlugin', 'PgMutationUpdateDeletePlugin'],
  schema: { connectionFilterRelations: true },
  // Answers leave as text that its executor writes: the fastest of its ways.
  grafserv: { graphiql: false, watch: false, outputDataAsString: true },
  grafast: { explain: false },
  pgServices: [
    makePgService({
      connectionString: DATABASE_URL,
      schemas: ['public'],
      pubsub: false,
      poolConfig: { max: Number(CONNECTIONS) },
    }),
  ],
})

await service.getSchema()
const server = createServer()
const served = service.createServ(grafserv)
await served.addTo(server)
server.listen(Number(PORT), '127.0.0.1')

// It holds nothing that would be lost, and its own release takes ten seconds.
process.once('SIGTERM', () => process.exit())
