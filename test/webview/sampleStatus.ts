import type { PageStatus } from '../../src/protocol.ts';

const engine = {
  name: 'default',
  detail: 'Docker 28.5.2 on build-vm, unix:///var/run/docker.sock (found in the usual place)',
};

export const live: PageStatus = { engine, state: 'live', text: 'Live', actions: [], busy: false };

export const connecting: PageStatus = {
  engine: { name: '', detail: '' },
  state: 'connecting',
  text: 'Connecting…',
  actions: [],
  busy: true,
};

export const reconnecting: PageStatus = {
  ...live,
  state: 'asOf',
  text: 'As of 14:02, reconnecting…',
  actions: [
    { id: 'retry', label: 'Retry' },
    { id: 'showLog', label: 'Show Log' },
  ],
};

export const permissionDenied: PageStatus = {
  ...live,
  state: 'failed',
  text: 'Your user may not use /var/run/docker.sock (group docker). After joining the group, sign out and in again; in a remote window restart the VS Code server, which keeps the old groups.',
  actions: [
    { id: 'copyFixCommand', label: 'Copy Fix Command' },
    { id: 'selectConnection', label: 'Select Connection…' },
    { id: 'retry', label: 'Retry' },
  ],
};

export const noContainers: PageStatus = { ...live, empty: { text: 'No containers yet.' } };
