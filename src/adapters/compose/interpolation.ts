/** The value of a variable; undefined where it is not set. */
export type LookUp = (name: string) => string | undefined;

export type Substitution =
  | {
      readonly ok: true;
      readonly text: string;
      /** Variables that were not set and had no default. */
      readonly unset: readonly string[];
    }
  | { readonly ok: false; readonly fault: InterpolationFault };

export type InterpolationFault =
  | { readonly kind: 'invalid'; readonly template: string }
  | { readonly kind: 'required'; readonly variable: string; readonly reason: string };

/**
 * The text with its variables replaced, as Compose does before it reads any value:
 *
 *     text     = { literal | "$$" | "$" name | "${" name [ operator word ] "}" }
 *     operator = [ ":" ] ( "-" | "+" | "?" )
 *     word     = text, up to the brace that closes
 *
 * With `:` an empty variable counts as not set. A `$` before anything else stays. How far an
 * expression reaches is compose-go's rule (template/template.go), oddities included.
 */
export function substitute(text: string, lookUp: LookUp): Substitution {
  const unset: string[] = [];
  const result = substituteAll(text, { lookUp, unset, depth: 0 });
  return typeof result === 'string'
    ? { ok: true, text: result, unset }
    : { ok: false, fault: result };
}

interface Context {
  readonly lookUp: LookUp;
  readonly unset: string[];
  readonly depth: number;
}

type Outcome = string | InterpolationFault;

/** Words in words; deeper than this no text was written by hand. */
const maximumDepth = 100;

function substituteAll(template: string, context: Context): Outcome {
  let result = '';
  let at = 0;
  let rest: Rest | undefined;
  for (let dollar = template.indexOf('$'); dollar !== -1; dollar = template.indexOf('$', at)) {
    if (rest !== undefined && dollar >= rest.end) rest = undefined;
    const variable = variableAt(template, dollar);
    const replacement =
      variable === undefined || context.depth > maximumDepth
        ? invalid(template, rest)
        : replacementOf(variable, context);
    if (typeof replacement !== 'string') return replacement;
    result += template.slice(at, dollar) + replacement;
    at = variable?.end ?? dollar;
    rest = variable?.rest ?? rest;
  }
  return result + template.slice(at);
}

/** Compose reads what follows an expression on its line as a template of its own. */
interface Rest {
  readonly start: number;
  readonly end: number;
}

function invalid(template: string, rest: Rest | undefined): InterpolationFault {
  return { kind: 'invalid', template: template.slice(rest?.start, rest?.end) };
}

type Variable =
  | { readonly literal: '$'; readonly end: number; readonly rest?: undefined }
  | { readonly name: string; readonly end: number; readonly rest?: undefined }
  | { readonly expression: string; readonly end: number; readonly rest?: Rest };

/** What stands at a `$`; undefined where a `${` begins nothing. */
function variableAt(template: string, dollar: number): Variable | undefined {
  const next = template[dollar + 1];
  if (next === '$') return { literal: '$', end: dollar + 2 };
  if (next === '{') return expressionAt(template, dollar);
  const name = matchAt(/[_a-z][_a-z0-9]*/iuy, template, dollar + 1);
  return name === undefined
    ? { literal: '$', end: dollar + 1 }
    : { name, end: dollar + 1 + name.length };
}

function expressionAt(template: string, dollar: number): Variable | undefined {
  const name = matchAt(/[_a-z][_a-z0-9]*/iuy, template, dollar + 2);
  if (name === undefined) return undefined;
  const nameEnd = dollar + 2 + name.length;
  if (template[nameEnd] === '}') return { name, end: nameEnd + 1 };
  const operator = matchAt(/:?[-+?]/y, template, nameEnd);
  if (operator === undefined) return undefined;
  const lineEnd = template.indexOf('\n', dollar);
  const lastBrace = template.lastIndexOf('}', lineEnd === -1 ? template.length : lineEnd);
  if (lastBrace < nameEnd + operator.length) return undefined;
  const close = closingBrace(template, dollar + 1, lastBrace);
  return {
    expression: template.slice(dollar + 2, close),
    end: close + 1,
    ...(close < lastBrace ? { rest: { start: close + 1, end: lastBrace + 1 } } : {}),
  };
}

/** Where the brace at `open` is closed, at `last` at the latest; the character after one that opens is not looked at. */
function closingBrace(text: string, open: number, last: number): number {
  let depth = 0;
  for (let index = open; index < last; index++) {
    if (text[index] === '}') {
      depth--;
      if (depth === 0) return index;
    } else if (text[index] === '{') {
      depth++;
      index++;
    }
  }
  return last;
}

function replacementOf(variable: Variable, context: Context): Outcome {
  if ('literal' in variable) return variable.literal;
  if ('name' in variable) return valueOf(variable.name, context);
  const parts = /^(?<name>\w+)(?<operator>:?[-+?])(?<word>[^]*)$/iu.exec(variable.expression);
  const { name = '', operator = '', word = '' } = parts?.groups ?? {};
  const value = context.lookUp(name);
  const given = value !== undefined && !(operator.startsWith(':') && value === '');
  switch (operator.at(-1)) {
    case '-':
      return given ? value : substituteAll(word, deeper(context));
    case '+':
      return given ? substituteAll(word, deeper(context)) : (value ?? '');
    default:
      return given ? value : required(name, word, context);
  }
}

function required(variable: string, word: string, context: Context): Outcome {
  const reason = substituteAll(word, deeper(context));
  return typeof reason === 'string' ? { kind: 'required', variable, reason } : reason;
}

function valueOf(name: string, { lookUp, unset }: Context): string {
  const value = lookUp(name);
  if (value === undefined) unset.push(name);
  return value ?? '';
}

function deeper(context: Context): Context {
  return { ...context, depth: context.depth + 1 };
}

function matchAt(pattern: RegExp, text: string, index: number): string | undefined {
  pattern.lastIndex = index;
  return pattern.exec(text)?.[0];
}
