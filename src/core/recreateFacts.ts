import type { ContainerState } from './container.ts';

/** Another container that would be cut off for ever: it refers to this one by its id. */
export interface Dependent {
  readonly name: string;
  readonly by: 'network' | 'pid' | 'ipc' | 'link';
}

/** A file or folder in the writable layer of a container that is not as in the image. */
export interface ChangedPath {
  readonly path: string;
  readonly kind: 'added' | 'changed' | 'deleted';
}

/** How many paths are told at most: more would not be read. */
export const mostChangedPaths = 200;

/** What is known of a container before its ports are changed; nothing was changed to learn it. */
export interface RecreateFacts {
  readonly name: string;
  readonly state: ContainerState;
  readonly engine: 'docker' | 'podman';
  /** `HostConfig.NetworkMode`. */
  readonly networkMode: string;
  /** Of the networks that it is in: `bridge`, `macvlan`. */
  readonly networkDrivers: readonly string[];
  readonly dependents: readonly Dependent[];
  /** Containers created with `--volumes-from` this one. */
  readonly volumeUsers: readonly string[];
  readonly compose?: { readonly project: string; readonly service: string };
  readonly orchestrator?: 'swarm' | 'kubernetes';
  /** Whether the image that it was made from is still there. */
  readonly imagePresent: boolean;
  /** The tag that names another image now. */
  readonly movedTag?: string;
  readonly imageLayers: number;
  /** Files changed, added and deleted in its writable layer, without what the engine itself puts there. */
  readonly changedFiles: number;
  /** The first `mostChangedPaths` of them, in the engine's order. */
  readonly changedPaths: readonly ChangedPath[];
  /** `SizeRw`, in bytes. */
  readonly layerSize: number;
  readonly autoRemove: boolean;
  readonly interactive: boolean;
  /** Where tmpfs is mounted. */
  readonly tmpfs: readonly string[];
  /** Whether the engine chooses host ports at each start. */
  readonly dynamicPorts: boolean;
  readonly mountsEngineSocket: boolean;
  /** Whether this very program, or a window of the editor, runs in it. */
  readonly isOwn: boolean;
  /** Whether an earlier change of it was interrupted. */
  readonly unfinished: boolean;
}
