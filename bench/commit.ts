import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** The commit that is checked out, in short; `unknown` outside of a repository. */
export async function findCommit(): Promise<string> {
  try {
    return (await promisify(execFile)('git', ['rev-parse', '--short', 'HEAD'])).stdout.trim()
  } catch {
    return 'unknown'
  }
}
