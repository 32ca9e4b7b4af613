import type { ContainerMappings } from './conflicts.ts';
import type { Container } from './container.ts';
import type { Declaration, DeclaredFile } from './declaration.ts';
import type { IdleDeclaration, MappingFinding, RunningMapping } from './joinDeclared.ts';
import type { Mapping } from './mapping.ts';

/** Collects what is found out. */
export class DeclaredFindings {
  readonly findings = new Map<string, MappingFinding>();
  readonly running = new Map<string, RunningMapping[]>();
  readonly idle: IdleDeclaration[] = [];
  readonly #mappings: ReadonlyMap<string, readonly Mapping[]>;

  constructor(all: readonly ContainerMappings[]) {
    this.#mappings = new Map(all.map(({ container, mappings }) => [container.id, mappings]));
  }

  mappingsOf({ id }: Container): readonly Mapping[] {
    return this.#mappings.get(id) ?? [];
  }

  /** The first declaration of a mapping is its own; a range of it may have several. */
  declare(found: RunningMapping, declaration: Declaration, drift = '', note = ''): void {
    const running = this.running.get(declaration.id);
    if (running === undefined) this.running.set(declaration.id, [found]);
    else if (!running.some(({ mapping }) => mapping === found.mapping)) running.push(found);
    const known = this.findings.get(found.mapping.id);
    const notes = [drift, ...(known?.notes ?? []), note].filter((words) => words !== '');
    this.findings.set(found.mapping.id, {
      declaration: known?.declaration ?? declaration,
      drift: known?.drift === true || drift !== '',
      notes: [...new Set(notes)],
    });
  }

  note({ id }: Mapping, words: string): void {
    const known = this.findings.get(id);
    const notes = [...(known?.notes ?? []), words];
    this.findings.set(id, { ...known, drift: known?.drift ?? false, notes });
  }

  isRunning({ id }: Declaration): boolean {
    return this.running.has(id);
  }

  addIdle(
    file: DeclaredFile,
    declarations: readonly Declaration[],
    notesOf: (declaration: Declaration) => readonly string[],
  ): void {
    for (const declaration of declarations) {
      if (this.isRunning(declaration)) continue;
      this.idle.push({ file, declaration, notes: notesOf(declaration) });
    }
  }
}
