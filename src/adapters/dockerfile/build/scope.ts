import type { Doubt, Variable } from '../shell/shellEnvironment.ts';

/** BuildKit adds it to the environment of every image that lacks it, but on Windows. */
const defaultPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/**
 * The variables of one build stage. ARG and ENV share the names and the later instruction wins; but
 * a stage that builds on another begins with the other's ENV values on top of its ARG values, because
 * BuildKit applies the image's environment again (dockerfile2llb dispatchStages).
 */
export class Scope {
  /** Set in this stage, by either instruction. */
  readonly #variables = new Map<string, Variable>();
  readonly #environment = new Map<string, Variable>();
  readonly #args = new Map<string, Variable>();
  readonly #declared = new Set<string>();
  readonly #base: Scope | undefined;
  /** Why a variable that no stage sets may be set nevertheless. */
  readonly #unknown: ((name: string) => Doubt) | undefined;

  private constructor(base: Scope | undefined, unknown: ((name: string) => Doubt) | undefined) {
    this.#base = base;
    this.#unknown = unknown;
  }

  /** Of a stage from another stage. */
  static on(base: Scope): Scope {
    return new Scope(base, base.#unknown);
  }

  /** Of a stage from an image, whose environment is not known here; without one, from scratch. */
  static onImage(image: string | undefined): Scope {
    const unknown =
      image === undefined
        ? undefined
        : (variable: string): Doubt => ({ variable, reason: `the base image ${image} may set it` });
    const scope = new Scope(undefined, unknown);
    const doubt = unknown?.('PATH');
    scope.setEnv('PATH', { text: defaultPath, ...(doubt === undefined ? {} : { doubt }) });
    return scope;
  }

  get(name: string): Variable {
    const own = this.#variables.get(name);
    if (own !== undefined) return own;
    const inherited =
      this.#findInBase((scope) => scope.#environment.get(name)) ??
      this.#findInBase((scope) => scope.#args.get(name));
    if (inherited !== undefined) return inherited;
    const doubt = this.#unknown?.(name);
    return doubt === undefined ? {} : { doubt };
  }

  setEnv(name: string, variable: Variable): void {
    this.#environment.set(name, variable);
    this.#variables.set(name, variable);
  }

  /** Without a value, ARG only declares the name. */
  declareArg(name: string, variable: Variable | undefined): void {
    this.#declared.add(name);
    if (variable === undefined) return;
    this.#args.set(name, variable);
    this.#variables.set(name, variable);
  }

  /** Whether an ARG of this stage, or of one that it builds on, names the variable. */
  declares(name: string): boolean {
    return (
      this.#declared.has(name) ||
      this.#findInBase((scope) => (scope.#declared.has(name) ? true : undefined)) === true
    );
  }

  /** The names that are set here, those of the first stage first, without what its image sets. */
  *names(): Generator<string> {
    const scopes: Scope[] = [];
    for (let scope = this.#base; scope !== undefined; scope = scope.#base) scopes.unshift(scope);
    for (const scope of [...scopes, this]) yield* scope.#variables.keys();
  }

  #findInBase<T>(find: (scope: Scope) => T | undefined): T | undefined {
    for (let scope = this.#base; scope !== undefined; scope = scope.#base) {
      const found = find(scope);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}
