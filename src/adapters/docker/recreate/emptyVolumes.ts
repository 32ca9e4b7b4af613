import type { Readable } from 'node:stream';
import type { EngineCalls } from './engineCalls.ts';
import { idOf } from './names.ts';
import { fillableVolumes } from './mounts.ts';

/**
 * Where volumes are mounted that hold nothing now. At a create, though never at a start, the engine
 * fills an empty volume with what the image has at that place.
 */
export async function emptyVolumes(
  calls: EngineCalls,
  original: unknown,
): Promise<ReadonlySet<string>> {
  const empty = new Set<string>();
  for (const target of fillableVolumes(original)) {
    // Asking for `/.` gives the folder itself also where a link leads to it.
    const archive = await calls.archive(idOf(original), `${target}/.`).catch(() => undefined);
    if (archive === undefined || (await hasOneEntry(archive))) empty.add(target);
  }
  return empty;
}

const block = 512;

/** A tar archive of an empty folder is one header, then blocks of zeros (POSIX, pax). */
async function hasOneEntry(archive: Readable): Promise<boolean> {
  let read = Buffer.alloc(0);
  for await (const chunk of archive) {
    read = Buffer.concat([read, chunk as Buffer]);
    if (read.length >= 2 * block) break;
  }
  archive.destroy();
  return read.subarray(block, 2 * block).every((byte) => byte === 0);
}
