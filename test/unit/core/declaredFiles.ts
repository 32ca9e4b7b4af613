import type { ComposeOrigin } from '../../../src/core/container.ts';
import {
  DeclarationIds,
  fileName,
  nothingUnread,
  type Declaration,
  type DeclaredFile,
  type DeclaredOwner,
} from '../../../src/core/declaration.ts';
import { parsePublish, type PublishRule } from '../../../src/core/portSpec.ts';

/** The rule of a value of `-p`. */
export function rule(text: string): PublishRule {
  const parsed = parsePublish(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.message}`);
  const { hostIp, hostPorts, containerPorts, protocol } = parsed.value;
  return { hostIp, containerPorts, protocol, ...(hostPorts === undefined ? {} : { hostPorts }) };
}

/** Takes the lines from 1 on, one for each declaration. */
class Lines {
  readonly #uri: string;
  readonly #file: string;
  readonly #ids = new DeclarationIds();
  #line = 0;

  constructor(path: string) {
    this.#uri = `file://${path}`;
    this.#file = fileName(path);
  }

  next(
    kind: Declaration['kind'],
    owner: DeclaredOwner,
    text: string,
    part: Partial<Declaration> = {},
  ): Declaration {
    this.#line += 1;
    const start = this.#line * 100;
    return {
      id: this.#ids.next(this.#uri, owner.name, kind, text),
      kind,
      owner,
      rule: rule(text),
      at: { uri: this.#uri, file: this.#file, line: this.#line, start, end: start + 50 },
      unsure: false,
      ...part,
    };
  }
}

/** `/srv/shop/compose.yaml` of the project `shop`: values of `ports:` by service; `$` stands for a variable. */
export function composeFile(
  services: Readonly<Record<string, readonly string[]>>,
  part: Partial<DeclaredFile> = {},
): DeclaredFile {
  const [path = '/srv/shop/compose.yaml'] = part.paths ?? [];
  const lines = new Lines(path);
  return {
    uri: `file://${path}`,
    name: path.slice(1),
    kind: 'compose',
    paths: [path],
    project: 'shop',
    owners: Object.keys(services),
    declarations: Object.entries(services).flatMap(([name, ports]) =>
      ports.map((text) => {
        const owner = { kind: 'service', name } as const;
        if (text.startsWith('expose ')) return lines.next('expose', owner, text.slice(7));
        const unsure = text.startsWith('$');
        return lines.next('publish', owner, unsure ? text.slice(1) : text, { unsure });
      }),
    ),
    unread: nothingUnread,
    ...part,
  };
}

/** A forward as text: `18080:8080`, then `auto`, `disabled`, or `merged 3`. */
export function vagrantfile(
  machines: Readonly<Record<string, readonly string[]>>,
  part: Partial<DeclaredFile> = {},
): DeclaredFile {
  const path = '/srv/shop/Vagrantfile';
  const lines = new Lines(path);
  return {
    uri: `file://${path}`,
    name: 'Vagrantfile',
    kind: 'vagrantfile',
    paths: [path],
    owners: Object.keys(machines),
    declarations: Object.entries(machines).flatMap(([name, forwards]) =>
      forwards.map((text) => {
        const [ports = '', word, line] = text.split(' ');
        return lines.next('forward', { kind: 'machine', name }, ports, {
          forward: {
            id: ports,
            autoCorrect: word === 'auto',
            disabled: word === 'disabled',
            merged: word === 'merged' ? [Number(line)] : [],
          },
        });
      }),
    ),
    unread: nothingUnread,
    ...part,
  };
}

/** A Dockerfile that exposes these. */
export function dockerfile(
  ports: readonly string[],
  part: Partial<DeclaredFile> = {},
): DeclaredFile {
  const [path = '/srv/shop/api/Dockerfile'] = part.paths ?? [];
  const lines = new Lines(path);
  const owner = { kind: 'image', name: 'Dockerfile' } as const;
  return {
    uri: `file://${path}`,
    name: path.slice('/srv/shop/'.length),
    kind: 'dockerfile',
    paths: [path],
    declarations: ports.map((text) => lines.next('expose', owner, text)),
    unread: nothingUnread,
    ...part,
  };
}

/** What Compose writes on a container of `/srv/shop/compose.yaml`. */
export function fromShop(service: string, part: Partial<ComposeOrigin> = {}): ComposeOrigin {
  return {
    project: 'shop',
    service,
    files: ['/srv/shop/compose.yaml'],
    workingDirectory: '/srv/shop',
    ...part,
  };
}
