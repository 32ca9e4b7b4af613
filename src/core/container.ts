import type { PortRange, Protocol } from './portRange.ts';

/** `State.Status` of the Engine API. */
export type ContainerState =
  'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead';

/** `State.Health.Status`; absent when the container has no health check. */
export type Health = 'starting' | 'healthy' | 'unhealthy';

/**
 * The host port that was asked for, before any was allocated.
 *
 * - `fixed`: `-p 8080:80`.
 * - `range`: `-p 8000-8010:80`; the engine takes the first free one at start.
 * - `dynamic`: `-p 80`, `-p 0:80` or `-P`; the engine picks one from its ephemeral range at every
 *   start, so it may change.
 * - `unknown`: read from the container list alone, which tells only what was allocated.
 */
export type HostPortRequest =
  | { readonly kind: 'fixed'; readonly port: number }
  | { readonly kind: 'range'; readonly range: PortRange }
  | { readonly kind: 'dynamic' }
  | { readonly kind: 'unknown' };

/** A host port that the engine holds right now. `hostIp` is a literal: `0.0.0.0`, `::`, `127.0.0.1`. */
export interface Allocation {
  readonly hostIp: string;
  readonly hostPort: number;
}

/** One way from the host to a container port. */
export interface Binding {
  /** `publish`: by `-p`; `publishAll`: by `-P`; `unknown`: read from the container list alone. */
  readonly publishedBy: 'publish' | 'publishAll' | 'unknown';
  /** As configured. Empty means every address of both families, as Docker reads it. */
  readonly hostIp: string;
  readonly hostPort: HostPortRequest;
  /**
   * What the engine allocated: two entries when an empty `hostIp` became `0.0.0.0` and `::`, none
   * while the container is stopped or where its network mode discards bindings.
   */
  readonly allocated: readonly Allocation[];
}

/**
 * Who declared the port. Publishing exposes too, so a port that only `-p` names is `publish`;
 * `unknown` when the image could not be inspected.
 */
export type ExposedBy = 'image' | 'operator' | 'publish' | 'unknown';

/** A port of a container, with every binding the engine knows for it. */
export interface ContainerPort {
  readonly port: number;
  readonly protocol: Protocol;
  readonly exposedBy: ExposedBy;
  readonly bindings: readonly Binding[];
}

/** `HostConfig.NetworkMode`. */
export type NetworkMode =
  | { readonly kind: 'bridge' }
  | { readonly kind: 'userDefined'; readonly name: string }
  | { readonly kind: 'host' }
  | { readonly kind: 'none' }
  /** Shares the network of another container; its ports belong to that one. */
  | { readonly kind: 'container'; readonly container: string };

export interface NetworkAttachment {
  readonly name: string;
  readonly ipv4?: string;
  readonly ipv6?: string;
  readonly aliases: readonly string[];
}

/** `--link CONTAINER:ALIAS`: this container reaches `container` as `alias`. */
export interface Link {
  readonly container: string;
  readonly alias: string;
}

/** What Compose wrote into the labels of a container that it made. */
export interface ComposeOrigin {
  readonly project: string;
  readonly service: string;
  /** Paths as the label has them; relative ones are relative to `workingDirectory`. */
  readonly files: readonly string[];
  readonly workingDirectory?: string;
}

export interface Container {
  /** The full id, 64 hexadecimal digits. */
  readonly id: string;
  /** Without the leading slash. */
  readonly name: string;
  readonly image: { readonly reference: string; readonly id: string };
  readonly state: ContainerState;
  readonly health?: Health;
  readonly network: NetworkMode;
  readonly networks: readonly NetworkAttachment[];
  readonly links: readonly Link[];
  /** Started with `-P`. */
  readonly publishAll: boolean;
  /** Sorted by protocol, then port. */
  readonly ports: readonly ContainerPort[];
  /**
   * Exposed keys that name no port the engine could publish, as written: Compose's `expose:` and
   * `--expose` let `3000-3002` and `80/http` through.
   */
  readonly unreadablePorts: readonly string[];
  readonly compose?: ComposeOrigin;
  /**
   * `listed`: only the container list was read, the inspect is under way. `unreadable`: its
   * inspect failed. `staged`: the engine has none; it is to be made when the staged changes are applied.
   */
  readonly knowledge: 'listed' | 'inspected' | 'unreadable' | 'staged';
}

/** Whether the container counts as up: running, paused or between two starts of its restart policy. */
export function isActive(container: Pick<Container, 'state'>): boolean {
  return (
    container.state === 'running' ||
    container.state === 'paused' ||
    container.state === 'restarting'
  );
}

/** The 12 digits that `docker ps` shows. */
export function shortId(id: string): string {
  return id.slice(0, 12);
}
