import { counted } from '../core/describe.ts';
import {
  asOfWords,
  engineName,
  engineSentence,
  failureWords,
  originWords,
  type RemedyAction,
} from '../core/describeEngine.ts';
import type { Endpoint, EngineReading } from '../core/engine.ts';
import type { Row } from '../core/rows.ts';
import { engineReading, type EngineState, type Snapshot } from '../core/snapshot.ts';
import type { PageAction, PageStatus } from '../protocol.ts';

/** After this long, in ms, the first connection is worth a word and a way out. */
export const longConnecting = 3_000;

/**
 * What the panel's header and banner say of the engine.
 *
 * @param now in ms since the epoch.
 */
export function pageStatus(snapshot: Snapshot, rows: readonly Row[], now: number): PageStatus {
  const { engine } = snapshot;
  const empty = emptyWords(snapshot, rows);
  return {
    engine: engineWords(snapshot),
    ...stateOf(engine, now),
    busy: engine.status === 'loading' || (engine.status === 'ready' && !engine.complete),
    ...(empty === undefined ? {} : { empty: { text: empty } }),
  };
}

/** The button of a remedy, in the words of the commands. */
export function remedyLabel(action: RemedyAction): string {
  const labels: Readonly<Record<RemedyAction, string>> = {
    retry: 'Retry',
    install: 'Install Docker',
    selectConnection: 'Select Connection…',
    copyFixCommand: 'Copy Fix Command',
    showLog: 'Show Log',
    diagnose: 'Diagnose Connection',
  };
  return labels[action];
}

function actions(ids: readonly RemedyAction[]): PageAction[] {
  return ids.map((id) => ({ id, label: remedyLabel(id) }));
}

function stateOf(engine: EngineState, now: number): Pick<PageStatus, 'state' | 'text' | 'actions'> {
  switch (engine.status) {
    case 'idle':
      return { state: 'connecting', text: 'Connecting…', actions: [] };
    case 'loading':
      if (engine.value !== undefined) {
        return { state: 'asOf', text: 'Reconnecting…', actions: [] };
      }
      return now - engine.since < longConnecting
        ? { state: 'connecting', text: 'Connecting…', actions: [] }
        : {
            state: 'connecting',
            text: 'Still connecting…',
            actions: actions(['selectConnection', 'showLog']),
          };
    case 'ready':
      return { state: 'live', text: liveWords(engine.value), actions: [] };
    case 'failed': {
      if (engine.value !== undefined) {
        return {
          state: 'asOf',
          text: asOfWords(engine.at),
          actions: actions(['retry', 'showLog']),
        };
      }
      const words = failureWords(engine.failure);
      return { state: 'failed', text: words.text, actions: actions(words.actions) };
    }
  }
}

function liveWords({ containers }: EngineReading): string {
  const unread = containers.filter(({ knowledge }) => knowledge === 'unreadable').length;
  return unread === 0
    ? 'Live'
    : `Live, but ${counted(unread, 'container', 'containers')} could not be read`;
}

function engineWords(snapshot: Snapshot): PageStatus['engine'] {
  const reading = engineReading(snapshot);
  if (reading !== undefined) {
    const { engine } = reading;
    return { name: engineName(engine.endpoint), detail: engineSentence(engine) };
  }
  const endpoint =
    snapshot.engine.status === 'failed' ? snapshot.engine.failure.endpoint : undefined;
  return endpoint === undefined
    ? { name: '', detail: '' }
    : { name: engineName(endpoint), detail: endpointWords(endpoint) };
}

function endpointWords({ url, origin }: Endpoint): string {
  return `${url} (${originWords(origin)})`;
}

function emptyWords(snapshot: Snapshot, rows: readonly Row[]): string | undefined {
  const reading = engineReading(snapshot);
  if (reading === undefined) return undefined;
  if (reading.containers.length === 0) return 'No containers yet.';
  if (rows.length === 0) return 'No published ports, and none exposed.';
  if (rows.some(({ status }) => status !== 'exposed')) return undefined;
  return `No published ports. ${counted(rows.length, 'exposed-only mapping', 'exposed-only mappings')} can be published.`;
}
