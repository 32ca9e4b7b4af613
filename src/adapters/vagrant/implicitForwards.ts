import type { ImplicitForward } from './forwardedPorts.ts';
import type { Machine } from './machines.ts';
import { settled } from './ruby/value.ts';

const ssh = { id: 'ssh', guest: 22, host: 2222 };
const winrm = [
  { id: 'winrm', guest: 5985, host: 55_985 },
  { id: 'winrm-ssl', guest: 5986, host: 55_986 },
];

/** What Vagrant adds to a machine in `finalize!` of its configuration, unless an id is taken. */
export function implicitForwards({ name, scopes }: Machine): readonly ImplicitForward[] {
  const communicator = scopes.findLast((scope) => scope.communicator !== undefined)?.communicator;
  const known = communicator && settled(communicator);
  const isWinrm = known !== undefined && 'text' in known && known.text === 'winrm';
  return [...(isWinrm ? winrm : []), ssh]
    .filter(
      ({ id }) =>
        !scopes.some((scope) => scope.forwards.has(id) || scope.doubtOf(id) !== undefined),
    )
    .map(({ id, guest, host }) => ({
      machine: name,
      guest,
      host,
      hostIp: '127.0.0.1',
      protocol: 'tcp',
      autoCorrect: true,
      id,
      implicit: true,
    }));
}
