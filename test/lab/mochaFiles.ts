/** Runs test files: `node --import tsx test/lab/mochaFiles.ts COUNTS.json TIMEOUT_MS FILE...`. */
import { writeFile } from 'node:fs/promises';
import { runMocha, strictMocha } from './runMocha.ts';

const [countsFile, timeout, ...files] = process.argv.slice(2);
if (countsFile === undefined)
  throw new Error('Usage: mochaFiles.ts COUNTS.json TIMEOUT_MS FILE...');
const mocha = strictMocha(Number(timeout));
for (const file of files) mocha.addFile(file);
await mocha.loadFilesAsync();
const counts = await runMocha(mocha);
await writeFile(countsFile, JSON.stringify(counts));
// What a failed test left open would keep the process alive.
process.exit(counts.failed === 0 ? 0 : 1);
