import { ConfigScope, type ConfigBlock, type MachineDefinition } from './configScope.ts';
import type { Reading } from './reading.ts';
import type { Execution } from './ruby/execution.ts';
import type { Journal } from './ruby/memory.ts';
import { passing } from './ruby/methodCall.ts';
import { callProc, yieldTo } from './ruby/procs.ts';
import { isUnknown, type RubyProc, type Unknown } from './ruby/value.ts';
import { newConfig } from './vagrantConfig.ts';
import { newConfigV1 } from './vagrantConfigV1.ts';
import type { Configure } from './vagrantModule.ts';

/** The machine of a file that defines none. */
const defaultMachine = 'default';

export interface Machine {
  readonly name: string;
  /** The blocks that make up its configuration, in the order in which Vagrant joins them. */
  readonly scopes: readonly ConfigScope[];
}

export interface Machines {
  /** Those that are there for sure, in the order in which Vagrant starts them. */
  readonly machines: readonly Machine[];
  /** The `Vagrant.configure` blocks. */
  readonly roots: readonly ConfigScope[];
  /** Set when no machine is there for sure, and why. */
  readonly unsure: Unknown | undefined;
}

/**
 * Runs the configuration blocks as Vagrant does (lib/vagrant/vagrantfile.rb, config/loader.rb): all
 * `Vagrant.configure` blocks once the whole file is loaded, then the `define` blocks of each machine,
 * then the overrides of the provider in use. Each block runs once, whoever shares it.
 */
export function loadMachines(
  run: Execution,
  reading: Reading,
  configures: readonly Configure[],
): Machines {
  const roots = configures.map((block) => load(run, reading, block, 'root', block.cause));
  const definitions = roots.flatMap((scope) => scope.definitions);
  const sure = definitions.filter(({ cause }) => cause === undefined).map(({ name }) => name);
  const unsure = definitions[0]?.cause ?? reading.findings.hiddenCode;
  const isDefault = definitions.length === 0 && unsure === undefined;
  const names = isDefault ? [defaultMachine] : [...new Set(sure)];
  noteUnsure(run, reading, roots, names);
  const scopes = loadDefinitions(run, reading, inOrder(definitions, names));
  const byName = groupByName(definitions);
  const overrides = new Map<RubyProc, ConfigScope>();
  const machines = names
    .filter((name) => name !== undefined)
    .map((name) => {
      const own = byName.get(name) ?? [];
      const blocks = [...roots, ...own.flatMap((definition) => scopes.get(definition) ?? [])];
      return { name, scopes: [...blocks, ...loadOverrides(run, reading, blocks, overrides)] };
    });
  return { machines, roots, unsure: names.length === 0 ? unsure : undefined };
}

function load(
  run: Execution,
  reading: Reading,
  { version, block, node, isRepeated }: ConfigBlock,
  kind: ConfigScope['kind'],
  cause: Unknown | undefined,
): ConfigScope {
  const scope = new ConfigScope(kind);
  if (isUnknown(block)) reading.findings.addUnread(run.head(node), block);
  const config = version === '1' ? newConfigV1(scope) : newConfig(reading, scope);
  const call = () => yieldTo(run, block, [config], node);
  const body = () => (isRepeated ? run.repeat(node, call) : call());
  if (cause === undefined) body();
  else run.speculation.maybe(cause, body);
  scope.isClosed = true;
  return scope;
}

/** A machine that may be there would have the forwards of the whole file. */
function noteUnsure(
  run: Execution,
  { findings }: Reading,
  roots: readonly ConfigScope[],
  names: readonly (string | undefined)[],
): void {
  if (roots.every(({ forwards }) => forwards.size === 0)) return;
  for (const { cause, name, node } of roots.flatMap(({ definitions }) => definitions)) {
    if (cause !== undefined && !names.includes(name)) findings.addUnread(run.head(node), cause);
  }
}

function groupByName(
  definitions: readonly MachineDefinition[],
): ReadonlyMap<string | undefined, readonly MachineDefinition[]> {
  const groups = new Map<string | undefined, MachineDefinition[]>();
  for (const definition of definitions) {
    const group = groups.get(definition.name);
    if (group === undefined) groups.set(definition.name, [definition]);
    else group.push(definition);
  }
  return groups;
}

/** Machine by machine; those that may not be there last. */
function inOrder(
  definitions: readonly MachineDefinition[],
  names: readonly (string | undefined)[],
): readonly MachineDefinition[] {
  const places = new Map(names.map((name, index) => [name, index]));
  const place = ({ name }: MachineDefinition): number => places.get(name) ?? names.length;
  return [...definitions].sort((left, right) => place(left) - place(right));
}

type DefinitionScopes = ReadonlyMap<MachineDefinition, ConfigScope>;

/**
 * Runs the blocks of all machines. Which of them run before one depends on the machines that a command
 * names: what one block changes outside itself is not known in any.
 */
function loadDefinitions(
  run: Execution,
  reading: Reading,
  definitions: readonly MachineDefinition[],
): DefinitionScopes {
  const journal = run.memory.openJournal();
  const scopes = loadEach(run, reading, definitions, () => undefined);
  run.memory.closeJournal(journal);
  const [first] = definitions;
  const hasChanges = journal.before.size > 0 || journal.changed.size > 0;
  if (first?.block === undefined || definitions.length < 2 || !hasChanges) return scopes;
  const cause = run.unknown(() => 'depends on which machines are loaded before', first.block.node);
  loseChanged(journal, cause);
  return loadEach(run, reading, definitions, () => {
    run.speculation.forget(journal, cause);
  });
}

function loadEach(
  run: Execution,
  reading: Reading,
  definitions: readonly MachineDefinition[],
  prepare: () => void,
): DefinitionScopes {
  const scopes = new Map<MachineDefinition, ConfigScope>();
  for (const definition of definitions) {
    if (definition.block === undefined) continue;
    prepare();
    scopes.set(definition, load(run, reading, definition.block, 'machine', definition.cause));
  }
  return scopes;
}

function loseChanged({ changed }: Journal, cause: Unknown): void {
  for (const object of changed) {
    if (object.kind === 'array' || object.kind === 'hash') object.lost ??= cause;
  }
}

function loadOverrides(
  run: Execution,
  reading: Reading,
  scopes: readonly ConfigScope[],
  loaded: Map<RubyProc, ConfigScope>,
): readonly ConfigScope[] {
  return scopes
    .flatMap((scope) => scope.overrides)
    .map((block) => {
      const scope = loaded.get(block) ?? new ConfigScope('override');
      if (!loaded.has(block)) {
        loaded.set(block, scope);
        const settings = {
          ...run.unknown(() => 'a setting of the provider', block.node),
          isSetting: true,
        };
        callProc(run, block, passing(settings, newConfig(reading, scope)));
        scope.isClosed = true;
      }
      return scope;
    });
}
