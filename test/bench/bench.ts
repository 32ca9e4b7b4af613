import type Docker from 'dockerode';
import type { BareEngine } from './bareEngine.ts';
import type { Finding } from './finding.ts';
import type { Population } from './population.ts';

/** How much is measured. */
export interface Effort {
  /** Numbers of containers, rising. */
  readonly populations: readonly number[];
  /** Samples of each kind of measurement. */
  readonly runs: number;
  readonly idleSeconds: number;
  /** How many containers go down at once. */
  readonly burst: number;
  /** Numbers of rows, rising. */
  readonly rows: readonly number[];
}

/** The engine that is measured on, and what is on it. */
export interface Bench {
  readonly effort: Effort;
  readonly dockerHost: string;
  /** The socket that `dockerHost` names. */
  readonly socketPath: string;
  readonly docker: Docker;
  readonly bare: BareEngine;
  readonly population: Population;
  /** For sockets and bundles; removed at the end. */
  readonly folder: string;
}

/** What a part of the bench found. */
export interface Measured {
  readonly findings: readonly Finding[];
  /** Names and versions of what it was measured on: `dockerd 20.10.24`. */
  readonly programs: readonly string[];
}
