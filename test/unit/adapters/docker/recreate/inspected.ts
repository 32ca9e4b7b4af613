import type { JsonObject } from '../../../../../src/adapters/docker/json.ts';

export const originalId = 'a1b2c3d4e5f6'.padEnd(64, '0');

/** Parts of an inspect to put in place of those of a plain running container. */
export interface InspectedParts {
  readonly Config?: JsonObject;
  readonly HostConfig?: JsonObject;
  readonly Mounts?: readonly JsonObject[];
  readonly Networks?: JsonObject;
}

/** What the engine tells of a container called `web`, on the default bridge. */
export function inspected({
  Config,
  HostConfig,
  Mounts,
  Networks,
}: InspectedParts = {}): JsonObject {
  return {
    Id: originalId,
    Name: '/web',
    Image: 'sha256:1111',
    State: { Status: 'running', Running: true, StartedAt: '2026-01-01T00:00:00Z' },
    Config: { Image: 'web:1', Hostname: originalId.slice(0, 12), Domainname: '', ...Config },
    HostConfig: { NetworkMode: 'default', PortBindings: {}, ...HostConfig },
    Mounts: Mounts ?? [],
    NetworkSettings: { Networks: Networks ?? { bridge: {} } },
  };
}
