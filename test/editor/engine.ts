import type Docker from 'dockerode';
import { dockerClient } from '../lab/containers.ts';

let client: Docker | undefined;

/** The engine that the window is connected to. */
export function engine(): Docker {
  client ??= dockerClient();
  return client;
}
