import type { Findings } from './findings.ts';
import type { ForwardCalls } from './forwardCalls.ts';

/** What one reading of a Vagrantfile shares. */
export interface Reading {
  readonly findings: Findings;
  readonly calls: ForwardCalls;
  /** For which the file is loaded; undefined for none, as `vagrant validate` would without any. */
  readonly provider: string | undefined;
}
