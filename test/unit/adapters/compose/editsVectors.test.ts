import assert from 'node:assert/strict';
import {
  addPort,
  changePort,
  portRule,
  quotePort,
  removePort,
  toLongForm,
  toShortForm,
  type ComposeEditOptions,
} from '../../../../src/adapters/compose/edits.ts';
import type { ComposePort } from '../../../../src/adapters/compose/longSyntax.ts';
import { readComposePorts, type ComposeReading } from '../../../../src/adapters/compose/ports.ts';
import type { EntrySource } from '../../../../src/adapters/compose/sources.ts';
import type { Span } from '../../../../src/core/parsed.ts';
import type { PublishRule } from '../../../../src/core/portSpec.ts';
import { applyEdits, type FileEdit } from '../../../../src/core/textEdit.ts';
import { readVectors } from '../../vectors.ts';

interface ComposeVector {
  readonly yaml: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly ok: boolean;
}

const vectors = (readVectors('compose-ports.json') as readonly ComposeVector[]).filter(
  ({ ok }) => ok,
);

const rule: PublishRule = {
  hostIp: '127.0.0.1',
  hostPorts: { start: 18_080, end: 18_080 },
  containerPorts: { start: 8088, end: 8088 },
  protocol: 'udp',
};

const added = { host_ip: '127.0.0.1', target: 8088, published: '18080', protocol: 'udp' };

/** One service of a vector, and its entries: where they stand and what they publish. */
interface Service {
  readonly name: string;
  readonly text: string;
  readonly options: ComposeEditOptions;
  readonly before: ComposeReading;
  readonly entries: readonly EntrySource[];
}

const services: readonly Service[] = vectors.flatMap(({ yaml: text, env = {} }) => {
  const before = readComposePorts(text, { env, profiles: ['*'] });
  return Object.entries(before.sources).map(([name, { ports }]) => {
    const all = ports.flatMap((entry) => [entry, ...entry.hides]);
    const own = all.filter(({ obstacle }) => obstacle !== 'merge-key' && obstacle !== 'extends');
    const byStart = new Map(own.map((entry) => [entry.item.start, entry]));
    const entries = [...byStart.values()].sort((a, b) => a.item.start - b.item.start);
    return { name, text, options: { env }, before, entries };
  });
});

/** Compose's key for a port (override/uncity.go). */
function keyOf({ host_ip = '0.0.0.0', published, target, protocol }: ComposePort): string {
  return JSON.stringify([host_ip, published, target, protocol]);
}

function keys(reading: ComposeReading, name: string): string[] {
  return (reading.services[name]?.ports ?? []).map(keyOf);
}

/** The keys of the service without the entry: what it alone publishes is gone. */
function keysWithout({ before, name }: Service, { item }: EntrySource): string[] {
  const sources = before.sources[name]?.ports ?? [];
  return keys(before, name).filter((_, index) => {
    const givers = [sources[index], ...(sources[index]?.hides ?? [])];
    return givers.some((giver) => giver?.item.start !== item.start);
  });
}

/** Only these lines differ, and the ports of the service are as listed; nothing else has changed. */
function assertEdited(service: Service, edit: FileEdit, expected: readonly string[]): string {
  assert.ok(edit.ok);
  const { name, text, options, before } = service;
  const after = applyEdits(text, edit.edits);
  const reading = readComposePorts(after, { env: options.env ?? {}, profiles: ['*'] });
  const errors = reading.problems.filter(({ severity }) => severity === 'error');
  assert.deepEqual(errors, [], after);
  assert.deepEqual(keys(reading, name).sort(), [...expected].sort(), after);
  assert.deepEqual(reading.services[name]?.expose, before.services[name]?.expose);
  assert.deepEqual(
    { ...reading.services, [name]: undefined },
    { ...before.services, [name]: undefined },
  );
  return after;
}

/** The lines of the text that an entry stands in; with the line of the key where it is the only one. */
function linesOf({ text, entries }: Service, { item }: EntrySource, withKey: boolean): Span {
  const key = withKey && entries.length === 1 ? text.lastIndexOf('ports', item.start) : item.start;
  const dash = text.lastIndexOf('-', item.start);
  const first = /^-\s*\n/.test(text.slice(dash, item.start)) ? Math.min(dash, key) : key;
  const last = text.indexOf('\n', item.end);
  return { start: text.lastIndexOf('\n', first) + 1, end: last === -1 ? text.length : last + 1 };
}

/** Every byte outside these lines is as it was. */
function assertOutside(text: string, { start, end }: Span, after: string): void {
  assert.ok(after.startsWith(text.slice(0, start)), after);
  assert.ok(after.slice(start).endsWith(text.slice(end)), after);
}

interface Tally {
  edited: number;
  refused: number;
}

function tally(): Tally {
  return { edited: 0, refused: 0 };
}

function count(result: Tally, edit: FileEdit): boolean {
  if (edit.ok) result.edited++;
  else result.refused++;
  assert.ok(edit.ok || /^\S.{15,}$/.test(edit.reason), JSON.stringify(edit));
  return edit.ok;
}

describe('edits of the vectors of compose-go', () => {
  it('add a port to each service', () => {
    const result = tally();
    for (const service of services) {
      const { name, text, options, before } = service;
      const edit = addPort(text, name, rule, options);
      if (!count(result, edit)) continue;
      assertEdited(service, edit, [...keys(before, name), keyOf(added)]);
      assert.ok(edit.ok && edit.edits.every(({ start, end }) => start === end));
    }
    // An alias of a list (two services), ports of a merge key, a base of another service.
    assert.deepEqual(result, { edited: 98, refused: 4 });
  });

  it('change each entry', () => {
    const result = tally();
    for (const service of services) {
      const { name, text, options } = service;
      for (const [index, entry] of service.entries.entries()) {
        const edit = changePort(text, name, index, rule, options);
        if (!count(result, edit)) continue;
        const after = assertEdited(service, edit, [...keysWithout(service, entry), keyOf(added)]);
        assertOutside(text, linesOf(service, entry, false), after);
      }
    }
    assert.deepEqual(result, { edited: 91, refused: 16 });
  });

  it('restrict each entry to an address', () => {
    const result = tally();
    for (const service of services) {
      const { name, text, options } = service;
      for (const [index, entry] of service.entries.entries()) {
        const own = portRule(text, name, index, options);
        if (own === undefined) continue;
        const edit = changePort(text, name, index, { ...own, hostIp: '127.0.0.2' }, options);
        if (!count(result, edit)) continue;
        const kept = keysWithout(service, entry);
        const after = applyEdits(text, edit.ok ? edit.edits : []);
        const reading = readComposePorts(after, { ...options, profiles: ['*'] });
        const moved = keys(reading, name).filter((key) => !kept.includes(key));
        assert.ok(moved.length > 0 && moved.every((key) => key.startsWith('["127.0.0.2",')), after);
        assertEdited(service, edit, [...kept, ...moved]);
      }
    }
    assert.deepEqual(result, { edited: 97, refused: 3 });
  });

  it('remove each entry', () => {
    const result = tally();
    for (const service of services) {
      const { name, text, options } = service;
      for (const [index, entry] of service.entries.entries()) {
        const edit = removePort(text, name, index, options);
        if (!count(result, edit)) continue;
        const after = assertEdited(service, edit, keysWithout(service, entry));
        assertOutside(text, linesOf(service, entry, true), after);
      }
    }
    assert.deepEqual(result, { edited: 102, refused: 5 });
  });

  for (const [form, rewrite, expected] of [
    ['long', toLongForm, { edited: 67, refused: 40 }],
    ['short', toShortForm, { edited: 13, refused: 94 }],
    ['quoted', quotePort, { edited: 20, refused: 87 }],
  ] as const) {
    it(`write each entry in the ${form} form`, () => {
      const result = tally();
      for (const service of services) {
        const { name, text, options, before } = service;
        for (const index of service.entries.keys()) {
          const edit = rewrite(text, name, index, options);
          if (!count(result, edit)) continue;
          const after = assertEdited(service, edit, keys(before, name));
          const entry = service.entries[index];
          assert.ok(entry);
          assertOutside(text, linesOf(service, entry, false), after);
          assert.notDeepEqual(edit, { ok: true, edits: [] });
        }
      }
      assert.deepEqual(result, expected);
    });
  }
});
