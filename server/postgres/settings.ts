/**
 * The settings of the embedded PostgreSQL, for a small machine. They are given at each start, so that they change
 * with the version of Dateline and not with the age of a data folder; they win over its postgresql.conf.
 */
const settings = {
  listen_addresses: '127.0.0.1',
  // A socket in /tmp would be open to every user of the machine.
  unix_socket_directories: '',
  password_encryption: 'scram-sha-256',
  max_connections: '60',
  shared_buffers: '128MB',
  // An acknowledged write survives the loss of power.
  fsync: 'on',
  synchronous_commit: 'on',
  // An index is read at random about as fast as a table in order, from memory or a solid state disk.
  random_page_cost: '1.1',
  // Compiling costs more than it saves in short statements.
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
  // Errors of statements go to the client, which logs them once; statements would put data into the log.
  log_min_messages: 'log',
  log_checkpoints: 'off',
}

/** The arguments of `postgres` for a data folder and a port. */
export function postgresArguments(data: string, port: number): string[] {
  return [
    '-D',
    data,
    '-p',
    String(port),
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]
}
