import { readFile } from 'node:fs/promises'
import { type Copy, type Dockerfile, DockerfileParser } from 'dockerfile-ast'

/** The project's Dockerfile, read as Docker reads it. */
export async function readDockerfile(root: URL) {
  const file: Dockerfile = DockerfileParser.parse(await readFile(new URL('Dockerfile', root), 'utf8'))
  const all = (keyword: string) => file.getInstructions().filter((found) => found.getKeyword() === keyword)
  const argumentsOf = (keyword: string) =>
    all(keyword).map((found) => found.getArguments().map((argument) => argument.getValue()))
  return {
    image: file.getFROMs().map((from) => from.getImage() ?? ''),
    /** Sources and destination of each COPY, in their order. */
    copies: file.getCOPYs().map((copy: Copy) => copy.getArguments().map((argument) => argument.getValue())),
    runs: all('RUN').map((run) => run.getRawArgumentsContent() ?? ''),
    environment: Object.fromEntries(
      file
        .getENVs()
        .flatMap((env) => env.getProperties().map((set) => [set.getName(), set.getValue() ?? ''])),
    ),
    user: argumentsOf('USER').flat(),
    exposed: argumentsOf('EXPOSE').flat(),
    stopSignal: argumentsOf('STOPSIGNAL').flat(),
    health: file.getHEALTHCHECKs().map((check) => jsonOf(check.getRawArgumentsContent())),
    /** What a container runs. */
    command: [...argumentsIn(all('ENTRYPOINT')[0]), ...argumentsIn(all('CMD')[0])],
  }
}

type Instruction = ReturnType<Dockerfile['getInstructions']>[number]

const argumentsIn = (instruction: Instruction | undefined): string[] =>
  jsonOf(instruction?.getRawArgumentsContent())

/** The exec form: without it a shell would stand between Docker's signals and the process. */
function jsonOf(text: string | null | undefined): string[] {
  const found = /\[.*\]/s.exec(text ?? '')?.[0]
  if (!found) throw new Error(`Not in the exec form: ${text}`)
  return JSON.parse(found)
}
