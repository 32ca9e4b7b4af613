import { goQuote } from '../../core/goText.ts';
import { trimmed } from './goBlanks.ts';

/** Which of BuildKit's checks are off, and whether what they find fails the build. */
export interface CheckOptions {
  readonly skip: ReadonlySet<string> | 'all';
  readonly error: boolean;
}

export type ParsedCheckOptions =
  | { readonly ok: true; readonly options: CheckOptions }
  | { readonly ok: false; readonly message: string };

export const noCheckOptions: CheckOptions = { skip: new Set(), error: false };

/**
 * The value of `# check=`, up to its first blank (BuildKit linter ParseLintOptions):
 *
 *     options = option { ";" option }
 *     option  = "skip=" ( "all" | rule { "," rule } ) | "error=" boolean | "experimental=" rules
 */
export function parseCheckOptions(value: string): ParsedCheckOptions {
  let options = noCheckOptions;
  const written = trim(value.split(' ', 1).join());
  for (const option of written === '' ? [] : splitInThree(written)) {
    const equals = option.indexOf('=');
    if (equals === -1) return { ok: false, message: `invalid check option ${goQuote(option)}` };
    const name = trim(option.slice(0, equals));
    const text = trim(option.slice(equals + 1));
    if (name === 'skip') {
      const rules = text.split(',').map(trim);
      options = { ...options, skip: text === 'all' ? 'all' : new Set(rules) };
    } else if (name === 'error') {
      const error = parseBoolean(text);
      if (error === undefined) {
        const message = `failed to parse check option ${goQuote(option)}: strconv.ParseBool: parsing ${goQuote(text)}: invalid syntax`;
        return { ok: false, message };
      }
      options = { ...options, error };
    } else if (name !== 'experimental') {
      return { ok: false, message: `invalid check option ${goQuote(name)}` };
    }
  }
  return { ok: true, options };
}

/** The file's options and those of a comment above an instruction; a faulty comment counts nothing. */
export function withComment(options: CheckOptions, comment: string | undefined): CheckOptions {
  const added = comment === undefined ? undefined : parseCheckOptions(comment);
  if (added?.ok !== true) return options;
  const skip =
    options.skip === 'all' || added.options.skip === 'all'
      ? 'all'
      : new Set([...options.skip, ...added.options.skip]);
  return { ...options, skip };
}

function splitInThree(text: string): readonly string[] {
  const [first = '', second, ...rest] = text.split(';');
  if (second === undefined) return [first];
  return rest.length === 0 ? [first, second] : [first, second, rest.join(';')];
}

/** strconv.ParseBool */
function parseBoolean(text: string): boolean | undefined {
  if (['1', 't', 'T', 'true', 'TRUE', 'True'].includes(text)) return true;
  return ['0', 'f', 'F', 'false', 'FALSE', 'False'].includes(text) ? false : undefined;
}

function trim(text: string): string {
  const { start, end } = trimmed(text, { start: 0, end: text.length });
  return text.slice(start, end);
}
