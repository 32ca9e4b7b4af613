import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { RecreateRequest } from '../../../core/recreate.ts';
import { field, objectOf, parseJson, textOf } from '../json.ts';

/**
 * What is written down before a change: a second copy of what the labels say, and all there is for
 * a container that the engine removes when it stops. Holds the environment of the container.
 */
export interface JournalRecord {
  readonly change: string;
  /** As `engineIdOf` tells it. */
  readonly engineId: string;
  readonly name: string;
  readonly originalId: string;
  /** ISO 8601. */
  readonly begunAt: string;
  /** One that was taken back is forgotten. */
  readonly state: 'begun' | 'done';
  readonly autoRemove: boolean;
  readonly request: RecreateRequest;
  /** The inspect of the original. */
  readonly original: unknown;
}

export interface Journal {
  /** Resolves when the record would survive a power cut. */
  write(record: JournalRecord): Promise<void>;
  records(): Promise<readonly JournalRecord[]>;
  forget(change: string): Promise<void>;
}

/** One file for each change, for the user's eyes only, in a folder that is made when needed. */
export function fileJournal(folder: string): Journal {
  const file = (change: string): string => join(folder, `${change}.json`);
  return {
    async write(record) {
      await mkdir(folder, { recursive: true });
      const partial = `${file(record.change)}.partial`;
      await writeThrough(partial, JSON.stringify(record));
      await rename(partial, file(record.change));
      await syncFolder(folder);
    },
    async records() {
      const names = await readdir(folder).catch(() => []);
      const texts = names
        .filter((name) => name.endsWith('.json'))
        .map((name) => readFile(join(folder, name), 'utf8').catch(() => ''));
      return (await Promise.all(texts)).flatMap((text) => readRecord(parseJson(text)));
    },
    forget: (change) => rm(file(change), { force: true }),
  };
}

async function writeThrough(path: string, text: string): Promise<void> {
  const handle = await open(path, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A new name in a folder is lasting only when the folder was synced too. Windows cannot, nor needs to. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Nothing for a file that was cut short or is not ours. */
function readRecord(value: unknown): JournalRecord[] {
  const whole =
    textOf(field(value, 'change')) !== undefined &&
    textOf(field(value, 'originalId')) !== undefined &&
    Object.keys(objectOf(field(value, 'original'))).length > 0;
  return whole ? [value as JournalRecord] : [];
}
