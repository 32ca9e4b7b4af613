import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { ForwardedPorts } from '../../../../src/adapters/vagrant/forwardedPorts.ts';
import {
  loadVagrantfileReader,
  readForwardedPorts,
  setPrismSource,
} from '../../../../src/adapters/vagrant/vagrantfile.ts';
import { readVectors } from '../../vectors.ts';

interface VectorForward {
  readonly machine: string;
  readonly guest?: number;
  readonly host?: number;
  readonly hostIp?: string;
  readonly guestIp?: string;
  readonly protocol: string;
  readonly autoCorrect?: unknown;
  readonly id: string;
  readonly disabled?: unknown;
  readonly other?: Readonly<Record<string, unknown>>;
  readonly line: number;
}

interface Vector {
  readonly name: string;
  readonly vagrantfile: string;
  readonly provider?: string;
  /** Whether the answer needs no evaluation. */
  readonly static: boolean;
  readonly machines?: readonly string[];
  readonly forwarded: readonly VectorForward[];
  readonly implicit?: readonly unknown[];
  readonly errors?: Readonly<Record<string, readonly string[]>>;
  readonly exception?: string;
}

const vectors = readVectors('vagrant.json') as readonly Vector[];

/** In the vectors' form; there `auto_correct` is as written, here whether Vagrant takes it for true. */
function forwardedIn({ forwarded }: ForwardedPorts): readonly VectorForward[] {
  return forwarded.map((forward) => ({
    ...pick(forward, ['machine', 'guest', 'host', 'hostIp', 'guestIp', 'protocol', 'autoCorrect']),
    ...pick(forward, ['id', 'disabled', 'other', 'line']),
  }));
}

function pick<T extends object, Key extends keyof T>(from: T, keys: readonly Key[]): Pick<T, Key> {
  return Object.fromEntries(
    keys.filter((key) => key in from).map((key) => [key, from[key]]),
  ) as Pick<T, Key>;
}

function expected({ forwarded }: Vector): readonly VectorForward[] {
  return forwarded.map((forward) => ({ ...forward, autoCorrect: Boolean(forward.autoCorrect) }));
}

function read({ vagrantfile, provider }: Vector): Promise<ForwardedPorts> {
  return readForwardedPorts(vagrantfile, provider === undefined ? {} : { provider });
}

function errorsOf({ problems }: ForwardedPorts): readonly string[] {
  return problems.filter(({ severity }) => severity === 'error').map(({ message }) => message);
}

describe('readForwardedPorts on the vectors', () => {
  const literal = vectors.filter((vector) => vector.static);
  const computed = vectors.filter((vector) => !vector.static);

  it('has them all', () => {
    assert.deepEqual([literal.length, computed.length], [68, 30]);
  });

  for (const vector of literal) {
    it(`reads ${vector.name} as Vagrant does`, async () => {
      assert.deepEqual(forwardedIn(await read(vector)), expected(vector));
    });
  }

  for (const vector of computed) {
    it(`says nothing of ${vector.name} that Vagrant does not`, async () => {
      const reading = await read(vector);
      const truth = expected(vector).map((forward) => JSON.stringify(forward, keysInOrder));
      const said = forwardedIn(reading).map((forward) => JSON.stringify(forward, keysInOrder));
      assert.deepEqual(
        said.filter((forward) => !truth.includes(forward)),
        [],
      );
      if (said.length < truth.length) assert.notDeepEqual(reading.unread, []);
    });
  }

  it('leaves to Ruby what depends on the environment, and what is not defined', async () => {
    const unread: string[] = [];
    for (const vector of vectors) {
      if (vector.provider !== undefined) continue;
      if ((await read(vector)).unread.length > 0) unread.push(vector.name);
    }
    assert.deepEqual(unread, [
      'multi-machine-outer-config-inside-define',
      'env-or-default-set',
      'env-fetch-missing',
      'if-env',
      'if-env-set',
      'trailing-if',
      'has-plugin',
      'provider-override-none',
      'undefined-variable',
    ]);
  });

  for (const vector of literal) {
    it(`finds what is wrong with ${vector.name}`, async () => {
      const reading = await read(vector);
      if (vector.exception === undefined) {
        const errors = Object.values(vector.errors ?? {}).flat();
        assert.deepEqual([...new Set(errorsOf(reading))].sort(), [...new Set(errors)].sort());
        assert.deepEqual([reading.machines, reading.implicit], [vector.machines, vector.implicit]);
      } else {
        assert.deepEqual([reading.machines, reading.implicit], [[], []]);
        assert.notDeepEqual(errorsOf(reading), []);
      }
    });
  }
});

/** Makes JSON of two objects alike whatever the order of their keys. */
function keysInOrder(_key: string, value: unknown): unknown {
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isRecord
    ? Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)))
    : value;
}

describe('the parser of Vagrantfiles', () => {
  const text = 'Vagrant.configure("2") { |c| c.vm.network :forwarded_port, guest: 80, host: 8080 }';
  const wasm = createRequire(import.meta.url).resolve('@ruby/prism/src/prism.wasm');

  afterEach(() => {
    setPrismSource(() => readFile(wasm));
  });

  it('is loaded once, from where it is said to be', async () => {
    let loaded = 0;
    setPrismSource(() => {
      loaded++;
      return readFile(wasm);
    });
    assert.equal(loaded, 0);
    const readings = await Promise.all([readForwardedPorts(text), readForwardedPorts(text)]);
    assert.deepEqual(
      readings.map(({ forwarded }) => forwarded.length),
      [1, 1],
    );
    assert.equal(loaded, 1);
  });

  it('is tried again when it could not be loaded', async () => {
    let isThere = false;
    setPrismSource(() => (isThere ? readFile(wasm) : Promise.reject(new Error('no such file'))));
    await assert.rejects(readForwardedPorts(text), /no such file/);
    isThere = true;
    assert.equal((await readForwardedPorts(text)).forwarded.length, 1);
  });

  it('is refused when it is none', async () => {
    setPrismSource(() => Promise.resolve(new Uint8Array([0, 1, 2])));
    await assert.rejects(readForwardedPorts(text), /wasm|WebAssembly/i);
  });

  it('reads at once when it is there', async () => {
    const reader = await loadVagrantfileReader();
    assert.deepEqual(reader(text), await readForwardedPorts(text));
  });
});
