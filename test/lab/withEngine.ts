/**
 * Runs a command with a Docker engine to work on, in that engine's network:
 * `npx tsx test/lab/withEngine.ts npx mocha --import=tsx test/engine/events.test.ts`.
 */
import { exitCode } from './command.ts';
import { openLabEngine } from './labEngine.ts';

const [file, ...args] = process.argv.slice(2);
if (file === undefined) throw new Error('Usage: withEngine.ts COMMAND ARGUMENT...');
const engine = await openLabEngine();
console.log(`With ${engine.description}`);
try {
  const env = { ...process.env, ...engine.environment };
  process.exitCode = await exitCode(engine.inNetwork({ file, args }), { env });
} finally {
  await engine.close();
}
