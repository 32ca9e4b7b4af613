import assert from 'node:assert/strict';
import {
  addForward,
  changeForward,
  removeForward,
} from '../../../../src/adapters/vagrant/edits.ts';
import type {
  ForwardedPort,
  ForwardedPorts,
} from '../../../../src/adapters/vagrant/forwardedPorts.ts';
import {
  loadVagrantfileReader,
  type VagrantfileReader,
} from '../../../../src/adapters/vagrant/vagrantfile.ts';
import { applyEdits, type FileEdit } from '../../../../src/core/textEdit.ts';
import { readVectors } from '../../vectors.ts';

interface Vector {
  readonly name: string;
  readonly vagrantfile: string;
  readonly provider?: string;
  readonly static: boolean;
}

type Facts = Omit<ForwardedPort, 'line' | 'call' | 'origin' | 'merged'>;

const vectors = readVectors('vagrant.json') as readonly Vector[];
const literal = vectors.filter((vector) => vector.static);
const computed = vectors.filter((vector) => !vector.static);

/** What Vagrant keeps of two calls with one id, once the later of them is another. */
const revived: Readonly<Record<string, readonly Facts[]>> = {
  'same-host-port-twice': [
    {
      machine: 'default',
      guest: 80,
      host: 8080,
      protocol: 'tcp',
      autoCorrect: false,
      id: 'tcp8080',
    },
  ],
};

/** What a forward does, in an order that does not depend on where it is written. */
function facts(forwards: readonly Facts[]): readonly string[] {
  return forwards
    .map(({ machine, guest, host, hostIp, guestIp, protocol, autoCorrect, id, disabled, other }) =>
      JSON.stringify([
        machine,
        guest,
        host,
        hostIp,
        guestIp,
        protocol,
        autoCorrect,
        id,
        disabled,
        other,
      ]),
    )
    .sort();
}

function errorsOf({ problems }: ForwardedPorts): readonly string[] {
  return problems.filter(({ severity }) => severity === 'error').map(({ rule }) => rule);
}

describe('edits of the vectors', function () {
  // Some hundred edits, each checked by reading the file again.
  this.timeout(120_000);
  let read: VagrantfileReader;

  before(async () => {
    read = await loadVagrantfileReader();
  });

  /** The reader for the provider that the vector was read for. */
  function readerOf({ provider }: Vector): VagrantfileReader {
    if (provider === undefined) return read;
    return Object.assign((text: string) => read(text, { provider }), { layout: read.layout });
  }

  /** Counts 1 if the file was edited, and then right; 0 if that was refused with a reason. */
  function settle(vector: Vector, edit: FileEdit, intended: readonly Facts[]): number {
    if (!edit.ok) {
      assert.match(edit.reason, /^[A-Z`].*\.$/);
      return 0;
    }
    const reader = readerOf(vector);
    const before = reader(vector.vagrantfile);
    const after = reader(applyEdits(vector.vagrantfile, edit.edits));
    assert.deepEqual(facts(after.forwarded), facts(intended), vector.name);
    const known = errorsOf(before);
    assert.deepEqual(
      errorsOf(after).filter((rule) => !known.includes(rule)),
      [],
      vector.name,
    );
    assert.deepEqual(
      [after.machines, after.unread.length],
      [before.machines, before.unread.length],
    );
    return 1;
  }

  /** How many edits were made, and of which vectors some were not. */
  function settled(
    list: readonly Vector[],
    edited: (vector: Vector, reading: ForwardedPorts) => readonly number[],
  ): { readonly made: number; readonly refused: readonly string[] } {
    const results = list.map((vector) => ({
      name: vector.name,
      counts: edited(vector, readerOf(vector)(vector.vagrantfile)),
    }));
    return {
      made: results.flatMap(({ counts }) => counts).reduce((sum, one) => sum + one, 0),
      refused: results.filter(({ counts }) => counts.includes(0)).map(({ name }) => name),
    };
  }

  function adding(vector: Vector, { forwarded, machines }: ForwardedPorts): readonly number[] {
    const wanted = { guest: { start: 4321, end: 4321 }, host: { start: 54321, end: 54321 } };
    const edit = addForward(
      vector.vagrantfile,
      readerOf(vector),
      { ...wanted, protocol: 'tcp' },
      { rangeStyle: 'loop' },
    );
    const added = machines.map((machine): Facts => {
      return {
        machine,
        guest: 4321,
        host: 54321,
        protocol: 'tcp',
        autoCorrect: false,
        id: 'tcp54321',
      };
    });
    return [settle(vector, edit, [...forwarded, ...added])];
  }

  function addingRange(vector: Vector, { forwarded, machines }: ForwardedPorts): readonly number[] {
    const wanted = { guest: { start: 7001, end: 7003 }, host: { start: 17001, end: 17003 } };
    const added = machines.flatMap((machine) =>
      [1, 2, 3].map((port): Facts => {
        const [guest, host] = [7000 + port, 17000 + port];
        const hostIp = '127.0.0.1';
        const id = `${hostIp}udp${host}`;
        return { machine, guest, host, hostIp, protocol: 'udp', autoCorrect: true, id };
      }),
    );
    return (['loop', 'lines'] as const).map((rangeStyle) => {
      const edit = addForward(
        vector.vagrantfile,
        readerOf(vector),
        { ...wanted, protocol: 'udp', hostIp: '127.0.0.1', autoCorrect: true },
        { rangeStyle },
      );
      return settle(vector, edit, [...forwarded, ...added]);
    });
  }

  function changing(vector: Vector, { forwarded }: ForwardedPorts): readonly number[] {
    return forwarded.map((forward) => {
      const host = { start: 61000, end: 61000 };
      const edit = changeForward(vector.vagrantfile, readerOf(vector), forward.call, { host });
      const usual = `${forward.hostIp ?? ''}${forward.protocol}`;
      const id = forward.id.startsWith(usual) ? `${usual}61000` : forward.id;
      const changed = { ...forward, host: 61000, id };
      const others = forwarded.map((other) => (other === forward ? changed : other));
      return settle(vector, edit, [...others, ...(revived[vector.name] ?? [])]);
    });
  }

  function removing(vector: Vector, { forwarded }: ForwardedPorts): readonly number[] {
    return forwarded.map((forward) => {
      const { call } = forward;
      const edit = removeForward(vector.vagrantfile, readerOf(vector), call, { isWhole: true });
      const machines = forwarded.filter((other) => other.call === call);
      return settle(
        vector,
        edit,
        forwarded.filter((other) => !machines.includes(other)),
      );
    });
  }

  const unloadable = ['configure-v1', 'config-run-v1', 'missing-end'];
  // `host:` at the end of its line takes what follows for its value.
  const open = ['shorthand-hash'];

  it('add a forward', () => {
    assert.deepEqual(settled(literal, adding), { made: 65, refused: unloadable });
    assert.deepEqual(settled(computed, adding), { made: 29, refused: open });
  });

  it('add a range', () => {
    assert.deepEqual(settled(literal, addingRange), { made: 130, refused: unloadable });
    assert.deepEqual(settled(computed, addingRange), { made: 58, refused: open });
  });

  it('change the host port of each forward', () => {
    assert.deepEqual(settled(literal, changing), { made: 69, refused: ['string-keys'] });
    assert.equal(settled(computed, changing).made, 4);
  });

  it('remove each forward', () => {
    const hiding = ['disable-inherited-in-define', 'provider-override-same-id'];
    const inMethods = ['helper-method', 'lambda-helper', 'object-literal-type'];
    assert.deepEqual(settled(literal, removing), { made: 68, refused: hiding });
    assert.deepEqual(settled(computed, removing), { made: 45, refused: inMethods });
  });
});
