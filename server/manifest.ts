import { readFile } from 'node:fs/promises'
import { isObject } from '../db/writes/reading.ts'
import { hashOf, type Manifest } from './persisted.ts'
import { nouns } from './syndication/nouns.ts'

/** A manifest that cannot be read. The message names the file and what is wrong. */
export class ManifestError extends Error {
  override name = 'ManifestError'
}

/** What the SDK asks, as codegen writes it. */
const OF_SDK = new URL('../sdk/manifest.json', import.meta.url)

/** The documents of the SDK and of the feeds, and those of a file in the form of Apollo's manifests. Throws ManifestError. */
export async function readManifests(file: string | null): Promise<Manifest> {
  const files = [OF_SDK, ...(file === null ? [] : [file])]
  const ofFeeds = [...nouns.values()].map(({ document }) => [hashOf(document), document] as const)
  return new Map([...ofFeeds, ...(await Promise.all(files.map(readManifest))).flat()])
}

async function readManifest(file: string | URL): Promise<(readonly [string, string])[]> {
  const refuse = (reason: string) => new ManifestError(`The manifest ${file} cannot be used: ${reason}`)
  let manifest: unknown
  try {
    manifest = JSON.parse(await readFile(file, 'utf8'))
  } catch (error) {
    throw refuse(error instanceof Error ? error.message : String(error))
  }
  if (!isObject(manifest) || manifest.version !== 1 || !Array.isArray(manifest.operations))
    throw refuse('it has no version 1 and operations')
  return manifest.operations.map((operation: unknown, at) => {
    const { id, body } = isObject(operation) ? operation : {}
    if (typeof body !== 'string' || hashOf(body) !== id)
      throw refuse(`the id of operations[${at}] is not the SHA-256 of its body`)
    return [id, body] as const
  })
}
