import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectTls, TLSSocket } from 'node:tls';
import { counted } from '../../core/describe.ts';
import { originWords } from '../../core/describeEngine.ts';
import type { ConnectionFailure, Endpoint } from '../../core/engine.ts';
import { connectEngine, type ClientOptions } from './client.ts';
import { engineTimeout } from './connectionError.ts';
import type {
  EndpointResolution,
  ResolvedAddress,
  ResolvedEndpoint,
  TlsMaterial,
} from './endpoint.ts';
import { explainFailure } from './failure.ts';
import { field, textOf } from './json.ts';
import type { Machine } from './machine.ts';
import { tlsOptions } from './tlsOptions.ts';

/** One thing that was tried on the way to the engine. After the first that fails, nothing is. */
export interface DiagnosisStep {
  readonly step: 'endpoint' | 'socket' | 'user' | 'connect' | 'version' | 'info' | 'list';
  /** What was found, in the words of the log. */
  readonly detail: string;
  readonly milliseconds: number;
  readonly failure?: ConnectionFailure;
}

export interface DiagnosisOptions {
  readonly resolution: EndpointResolution;
  readonly machine: Machine;
  readonly inDevContainer: boolean;
  readonly client: ClientOptions;
  readonly signal: AbortSignal;
}

/** Tries one step and writes it down; throws what the step threw. */
type Attempt = <T>(
  step: DiagnosisStep['step'],
  work: () => T | Promise<T>,
  describe: (found: T) => string,
) => Promise<T>;

/** Goes the way to the engine step by step. Never rejects: a step that fails says why. */
export async function diagnose(options: DiagnosisOptions): Promise<readonly DiagnosisStep[]> {
  const { resolution } = options;
  if (!resolution.ok) {
    const { failure } = resolution;
    return [{ step: 'endpoint', detail: failure.detail, milliseconds: 0, failure }];
  }
  const target = resolution.resolved;
  const steps: DiagnosisStep[] = [];
  const attempt: Attempt = async (step, work, describe) => {
    const began = performance.now();
    try {
      const found = await work();
      steps.push({ step, detail: describe(found), milliseconds: performance.now() - began });
      return found;
    } catch (error) {
      const failure = explainFailure(error, { ...options, target });
      const milliseconds = performance.now() - began;
      steps.push({ step, detail: failure.detail, milliseconds, failure });
      throw error;
    }
  };
  await tryAll(target, options, attempt).catch(() => undefined);
  return steps;
}

/** A line of the log. */
export function formatStep({ step, detail, milliseconds, failure }: DiagnosisStep): string {
  const outcome = failure === undefined ? 'ok' : `failed (${failure.problem})`;
  return `${step}: ${outcome}, ${milliseconds.toFixed(1)} ms: ${detail}`;
}

async function tryAll(
  target: ResolvedEndpoint,
  { machine, client: clientOptions, signal }: DiagnosisOptions,
  attempt: Attempt,
): Promise<void> {
  const { address } = target;
  await attempt('endpoint', () => target.endpoint, describeEndpoint);
  if (address.kind === 'socket') {
    const { path } = address;
    const describe = (found: string | undefined): string => found ?? `${path} cannot be seen`;
    await attempt('socket', () => machine.describeFile(path), describe);
    await attempt(
      'user',
      () => machine.describeUser(),
      (user) => user,
    );
  }
  if (address.kind !== 'ssh') {
    const open = (): Promise<string> => connectOnce(address, target.tls, clientOptions.timeout);
    await attempt('connect', open, (connection) => connection);
  }
  const client = await attempt(
    'version',
    () => connectEngine(target, clientOptions, signal),
    ({ version }) => `${version.product} ${version.version}, called with API ${version.apiVersion}`,
  );
  try {
    await attempt('info', () => client.info(signal), describeInfo);
    await attempt(
      'list',
      () => client.listContainers(signal),
      (list) => counted(list.length, 'container', 'containers'),
    );
  } finally {
    client.close();
  }
}

/** Opens and closes a bare connection; gives what there is to say of it. */
function connectOnce(
  address: Exclude<ResolvedAddress, { kind: 'ssh' }>,
  tls: TlsMaterial | undefined,
  seconds: number,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket =
      tls === undefined ? connectPlain(address) : connectTls({ ...address, ...tlsOptions(tls) });
    socket.once(tls === undefined ? 'connect' : 'secureConnect', () => {
      resolve(describeConnection(socket));
      socket.destroy();
    });
    socket.once('error', reject);
    socket.setTimeout(seconds * 1_000, () => {
      socket.destroy(engineTimeout('connect', seconds));
    });
  });
}

function describeConnection(socket: Socket): string {
  if (!(socket instanceof TLSSocket)) return 'connected';
  const verified = socket.authorized ? 'certificate verified' : 'certificate not verified';
  return `connected with ${socket.getProtocol() ?? 'TLS'}, ${verified}`;
}

function describeEndpoint({ url, origin, tls }: Endpoint): string {
  return `${url}${tls ? ' with TLS' : ''} (${originWords(origin)})`;
}

function describeInfo(info: unknown): string {
  const system = textOf(field(info, 'OperatingSystem')) ?? 'unknown system';
  return `${textOf(field(info, 'Name')) ?? 'unknown machine'}, ${system}`;
}
