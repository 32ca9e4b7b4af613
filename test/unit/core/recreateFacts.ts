import type { RecreateFacts } from '../../../src/core/recreateFacts.ts';

/** What the engine tells of a plain running container, but for what is said. */
export function facts(part: Partial<RecreateFacts> = {}): RecreateFacts {
  return {
    name: 'web',
    state: 'running',
    engine: 'docker',
    networkMode: 'default',
    networkDrivers: ['bridge'],
    dependents: [],
    volumeUsers: [],
    imagePresent: true,
    imageLayers: 3,
    changedFiles: 0,
    changedPaths: [],
    layerSize: 0,
    autoRemove: false,
    interactive: false,
    tmpfs: [],
    dynamicPorts: false,
    mountsEngineSocket: false,
    isOwn: false,
    unfinished: false,
    ...part,
  };
}
