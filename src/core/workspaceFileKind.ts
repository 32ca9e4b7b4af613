import type { DeclaredKind } from './declaration.ts';

/** What kind of file a name stands for; undefined for one that declares no ports. */
export function workspaceFileKind(name: string): DeclaredKind | undefined {
  if (/\.dockerignore$/i.test(name)) return undefined;
  if (/^(?:docker-)?compose[^/]*\.ya?ml$/i.test(name)) return 'compose';
  // Vagrant looks for these two names (lib/vagrant/environment.rb).
  if (name === 'Vagrantfile' || name === 'vagrantfile') return 'vagrantfile';
  return /^(?:Docker|Container)file(?:\.[^/]+)?$|\.dockerfile$/i.test(name)
    ? 'dockerfile'
    : undefined;
}
