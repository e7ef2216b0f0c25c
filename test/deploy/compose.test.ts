import assert from 'node:assert/strict'
import { access, readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { parse } from 'yaml'
import { readConfig } from '../../server/config.ts'

const ROOT = new URL('../../', import.meta.url)
const text = await readFile(new URL('compose.yaml', ROOT), 'utf8')
const ignored = await readFile(new URL('.gitignore', ROOT), 'utf8')
const settings = await readFile(new URL('README.md', ROOT), 'utf8')
const { services, volumes } = parse(text)
const given: Record<string, string> = {
  POSTGRES_PASSWORD: 'one',
  OWNER_PASSWORD: 'two',
  SERVICE_PASSWORD: 'three',
}

/** A value as Compose fills it in. */
const filled = (value: string) =>
  value.replace(
    /\$\{(\w+)(?::([-?])([^}]*))?\}/g,
    (_, name, mark, otherwise) => given[name] ?? (mark === '-' ? otherwise : ''),
  )

test('PostgreSQL, a migration, two processes of the service and a proxy, each of a version', () => {
  assert.deepEqual(Object.keys(services), ['postgres', 'migrate', 'dateline', 'proxy'])
  assert.match(services.postgres.image, /^postgres:18\.\d+-/)
  assert.match(services.proxy.image, /^nginx:\d+\.\d+-/)
  assert.equal(services.dateline.deploy.replicas, 2)
  assert.equal(services.dateline.build, '.')
})

test('nothing starts without passwords, and none stands in a file', () => {
  for (const name of Object.keys(given)) assert.match(text, new RegExp(`\\$\\{${name}:\\?[^}]+\\}`))
  for (const [, value] of text.matchAll(/password: (.*)$/gim)) assert.match(value ?? '', /^\$\{\w+:\?/)
  // Compose reads them from there.
  assert.ok(ignored.split('\n').includes('.env'))
})

test('the settings of both are such as the service takes, and name the two roles', () => {
  for (const [name, role] of [
    ['migrate', 'dateline_owner'],
    ['dateline', 'dateline_service'],
  ] as const) {
    const environment = Object.fromEntries(
      Object.entries<string>(services[name].environment).map(([key, value]) => [key, filled(value)]),
    )
    const { databaseUrl, ...config } = readConfig(environment, false)
    const address = new URL(databaseUrl ?? '')
    assert.deepEqual([address.username, address.hostname, address.pathname], [role, 'postgres', '/dateline'])
    if (name === 'dateline')
      assert.deepEqual([config.protection.proxies, config.publicUrl], [1, 'http://localhost:8080'])
    // A setting with a name that nothing reads would be none.
    for (const key of Object.keys(environment)) assert.match(settings, new RegExp(`\`${key}\``))
  }
  assert.deepEqual(services.migrate.command, ['migrate', '--grant', 'dateline_service'])
})

test('PostgreSQL is healthy when it answers others, and has what its roles are made with', async () => {
  const { environment, healthcheck } = services.postgres
  assert.ok(healthcheck.test.includes('--host=127.0.0.1'))
  const roles = await readFile(new URL('deploy/roles.sql', ROOT), 'utf8')
  for (const [, name = ''] of roles.matchAll(/^\\getenv \w+ (\w+)$/gm)) assert.ok(name in environment, name)
})

test('each waits for what it needs, and files and volumes that are mounted are there', async () => {
  const waits = Object.entries<{ depends_on?: object; volumes?: string[] }>(services)
  for (const [name, { depends_on = {}, volumes: mounted = [] }] of waits) {
    for (const other of Object.keys(depends_on)) assert.ok(other in services, `${name} ${other}`)
    for (const mount of mounted) {
      const [source = ''] = mount.split(':')
      if (source.startsWith('.')) await access(new URL(source, ROOT))
      else assert.ok(source in volumes, mount)
    }
  }
})
