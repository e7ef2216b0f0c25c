import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { BenchFailure } from './run/failure.ts'

/** The results of a run, of the kind that the caller writes. Throws BenchFailure. */
export async function readResultsFile(path: string) {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch (error) {
    throw new BenchFailure(`${path} cannot be read: ${error instanceof Error ? error.message : error}`)
  }
}

/** Replaces the file whole: a run that is stopped leaves the one or the other. */
export async function replaceFile(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(`${path}.part`, text)
  await rename(`${path}.part`, path)
}
