import { join } from 'node:path';
import { connectCalls } from '../../src/adapters/docker/recreate/connectCalls.ts';
import type { EngineCalls } from '../../src/adapters/docker/recreate/engineCalls.ts';
import { fileJournal } from '../../src/adapters/docker/recreate/journal.ts';
import type { RecreateContext } from '../../src/adapters/docker/recreate/recreate.ts';
import type { RecreateOptions } from '../../src/core/recreate.ts';
import type { PortBinding } from '../../src/core/portSpec.ts';

/** As short as a test can have it. */
export const quickly: RecreateOptions = {
  verifySeconds: 0.5,
  keepOriginal: true,
  allowAutoRemove: false,
};

/** Where an application is to die: a busy machine may be slow to start it. Ends as soon as it has died. */
export const watchfully = { verifySeconds: 20 } as const;

/** A connection as the extension makes it. */
export async function callsOf(dockerHost: string, timeout = 30): Promise<EngineCalls> {
  const path = dockerHost.replace(/^unix:\/\//, '');
  return connectCalls(
    {
      endpoint: { url: dockerHost, origin: { kind: 'hostSetting' }, tls: false },
      address: { kind: 'socket', path },
    },
    { ssh: { file: 'ssh', args: [] }, timeout, log: () => undefined },
  );
}

/** What a recreate works with, without anyone who looks on. */
export function contextOf(calls: EngineCalls, folder: string): RecreateContext {
  return {
    calls,
    journal: fileJournal(join(folder, 'journal')),
    isOwn: () => false,
    progress: () => undefined,
  };
}

/** `127.0.0.1:8080:80` of TCP; the address may be left out. */
export function tcp(text: string): PortBinding {
  const [containerPort = '', hostPort = '', hostIp = ''] = text.split(':').reverse();
  return { hostIp, hostPort, containerPort: Number(containerPort), protocol: 'tcp' };
}
