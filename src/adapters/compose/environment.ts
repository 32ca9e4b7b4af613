import { readDotEnv } from './dotEnv.ts';
import type { LookUp } from './interpolation.ts';
import type { ProblemLog } from './problems.ts';
import type { SourceFile } from './sourceFile.ts';

/** Variables by name. */
export type Environment = Readonly<Record<string, string>>;

/** The environment with the variables of a `.env` file that it does not have itself. */
export function withDotEnv(env: Environment, file: SourceFile, log: ProblemLog): Environment {
  const { variables, error } = readDotEnv(file.text, env);
  if (error !== undefined) {
    const start = file.lineStarts[error.line] ?? 0;
    const place = { file, start, end: file.text.length };
    log.error('dot-env', `failed to read ${file.name}: ${error.message}`, place);
  }
  return { ...Object.fromEntries(variables), ...env };
}

/** Compose sets the project's name itself; what it is makes no difference to a port. */
const projectName = 'COMPOSE_PROJECT_NAME';

export function lookUpIn(env: Environment): LookUp {
  return (name) => (Object.hasOwn(env, name) ? env[name] : name === projectName ? '' : undefined);
}
