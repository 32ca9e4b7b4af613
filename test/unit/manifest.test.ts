import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { commandId, commandNames, panelType, viewId } from '../../src/ids.ts';
import { pageCommands } from '../../src/protocol.ts';

interface Command {
  readonly command: string;
  readonly title: string;
  readonly category: string;
}
interface MenuItem {
  readonly command?: string;
  readonly submenu?: string;
  readonly when?: string;
}
interface Setting {
  readonly type?: string;
  readonly default?: unknown;
  readonly scope?: string;
  readonly markdownDescription?: string;
}
interface Manifest {
  readonly activationEvents: readonly string[];
  readonly engines: { readonly vscode: string };
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly contributes: {
    readonly commands: readonly Command[];
    readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
    readonly submenus: readonly { readonly id: string }[];
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly viewsWelcome: readonly { readonly contents: string; readonly when: string }[];
    readonly keybindings: readonly { readonly command: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
  };
}

const root = new URL('../../', import.meta.url);
const text = readFileSync(new URL('package.json', root), 'utf8');
const manifest = JSON.parse(text) as Manifest;
const nls = JSON.parse(readFileSync(new URL('package.nls.json', root), 'utf8')) as Readonly<
  Record<string, string>
>;
const { contributes } = manifest;

function words(key: string): string {
  return nls[key.replace(/^%|%$/g, '')] ?? assert.fail(`package.nls.json lacks ${key}`);
}

describe('the manifest', () => {
  it('contributes exactly the commands that the code registers', () => {
    const contributed = contributes.commands.map(({ command }) => command).sort();
    assert.deepEqual(contributed, commandNames.map(commandId).sort());
  });

  it('names every command in title case, below one category', () => {
    const small = new Set(['as', 'in', 'on', 'is', 'by', 'to', 'with', 'docker', 'run', '-p']);
    for (const { title, category } of contributes.commands) {
      assert.equal(words(category), 'Port Mappings');
      for (const word of words(title).split(/[ -]/)) {
        const fits = small.has(word) || word === '' || word === 'p' || /^\p{Lu}/u.test(word);
        assert.ok(fits, `${words(title)}: ${word}`);
      }
    }
  });

  it('has the view and the panel that the code opens', () => {
    const views = Object.values(contributes.views).flat();
    assert.deepEqual(
      views.map(({ id }) => id),
      [viewId],
    );
    assert.ok(manifest.activationEvents.includes(`onWebviewPanel:${panelType}`));
  });

  it('wakes up for nothing that it is not needed for', () => {
    for (const event of manifest.activationEvents) {
      assert.ok(!/^\*$|^onStartupFinished$/.test(event), event);
    }
  });

  it('points every menu, key and link at a command that exists', () => {
    const known = new Set([
      ...contributes.commands.map(({ command }) => command),
      ...contributes.submenus.map(({ id }) => id),
    ]);
    for (const [menu, items] of Object.entries(contributes.menus)) {
      for (const { command, submenu } of items) {
        assert.ok(known.has(command ?? submenu ?? ''), `${menu}: ${String(command ?? submenu)}`);
      }
    }
    for (const { command } of contributes.keybindings) assert.ok(known.has(command), command);
    for (const { contents } of contributes.viewsWelcome) {
      for (const [, command] of words(contents).matchAll(/\(command:([\w.]+)/g)) {
        assert.ok(known.has(command ?? ''), command);
      }
    }
    for (const command of pageCommands) {
      assert.ok(command === 'retry' || known.has(`portMappings.${command}`), command);
    }
  });

  it('has a welcome text for every way in which an engine can be missing', () => {
    const problems = [
      'notInstalled',
      'notRunning',
      'permissionDenied',
      'remoteUnreachable',
      'tlsError',
      'timeout',
      'apiTooOld',
      'devContainer',
      'badEndpoint',
      'engineError',
    ];
    for (const problem of problems) {
      const when = `portMappings.connection == ${problem}`;
      const welcome = contributes.viewsWelcome.find((item) => item.when === when);
      assert.ok(welcome, problem);
      assert.match(words(welcome.contents), /\(command:portMappings\./);
    }
  });

  it('never asks whether Docker runs when the socket is refused', () => {
    const welcome = contributes.viewsWelcome.find(({ when }) => when.endsWith('permissionDenied'));
    assert.ok(welcome);
    assert.match(words(welcome.contents), /group docker/);
    assert.doesNotMatch(words(welcome.contents), /running\?/i);
  });

  it('describes every setting, with type, default and scope', () => {
    for (const [name, setting] of Object.entries(contributes.configuration.properties)) {
      assert.match(name, /^portMappings\./);
      assert.ok(setting.type !== undefined, name);
      assert.ok(setting.default !== undefined, name);
      assert.ok(setting.scope !== undefined, name);
      assert.ok(words(setting.markdownDescription ?? '').endsWith('.'), name);
    }
  });

  it('lets no workspace choose the engine', () => {
    for (const name of ['docker.host', 'docker.context', 'docker.timeout']) {
      const setting = contributes.configuration.properties[`portMappings.${name}`];
      assert.equal(setting?.scope, 'machine', name);
    }
  });

  it('uses every text of package.nls.json, and has no other', () => {
    const used = new Set([...text.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key));
    assert.deepEqual([...used].sort(), Object.keys(nls).sort());
  });

  it('asks for no newer editor than its types know', () => {
    const wanted = /^\^1\.(\d+)\.0$/.exec(manifest.engines.vscode)?.[1];
    const types = /^~1\.(\d+)\.0$/.exec(manifest.devDependencies['@types/vscode'] ?? '')?.[1];
    assert.ok(wanted !== undefined && types !== undefined);
    assert.ok(Number(types) <= Number(wanted));
    assert.ok(Number(wanted) <= 100);
  });
});
