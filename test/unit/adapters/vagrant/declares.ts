import assert from 'node:assert/strict';
import type { ForwardedPort } from '../../../../src/adapters/vagrant/forwardedPorts.ts';
import { readForwardedPorts } from '../../../../src/adapters/vagrant/vagrantfile.ts';

interface Case {
  readonly name: string;
  readonly text: string;
  /** `machine address:host:guest/protocol id auto disabled`, without what is usual. */
  readonly declared: readonly string[];
  /** Lines. */
  readonly unread: readonly number[];
}

/** One test for each file. What is declared was compared with Vagrant 2.3.4 on Ruby 3.1.2. */
export function declares(cases: readonly Case[]): void {
  for (const { name, text, declared, unread } of cases) {
    it(name, async () => {
      const read = await readForwardedPorts(text);
      assert.deepEqual(
        { declared: read.forwarded.map(inShort), unread: read.unread.map(({ line }) => line) },
        { declared, unread },
      );
    });
  }
}

function inShort(forward: ForwardedPort): string {
  const { machine, hostIp = '', protocol, id } = forward;
  return [
    ...(machine === 'default' ? [] : [machine]),
    [...(hostIp === '' ? [] : [hostIp]), forward.host ?? 'none', forward.guest ?? 'none'].join(
      ':',
    ) + (protocol === 'tcp' ? '' : `/${protocol}`),
    ...(id.startsWith(hostIp + protocol) ? [] : [id]),
    ...(forward.autoCorrect ? ['auto'] : []),
    ...(forward.disabled === true ? ['disabled'] : []),
  ].join(' ');
}
