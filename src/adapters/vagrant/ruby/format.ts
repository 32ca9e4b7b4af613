import type { Execution } from './execution.ts';
import { textOf } from './rubyText.ts';
import { isUnknown, string, type RubyValue } from './value.ts';

/** `%[flags][width]conversion`; precisions, names and other conversions are not followed. */
const directive = /%([-0]*)(\d*)([a-zA-Z%]|$|[^a-zA-Z%])/g;

/** `format`, `sprintf` and `String#%`, for `%d`, `%s`, `%x` and `%%`. */
export function formatted(
  run: Execution,
  pattern: string,
  args: readonly RubyValue[],
): RubyValue | undefined {
  const unknown = args.find(isUnknown);
  if (unknown !== undefined) return unknown;
  let next = 0;
  let unknownCount = 0;
  const text = pattern.replace(
    directive,
    (_all, flags: string, width: string, conversion: string) => {
      if (conversion === '%' && flags + width === '') return '%';
      const converted = convert(conversion, args[next++]);
      const size = Number(width);
      if (converted === undefined || !run.affords(size)) unknownCount++;
      return unknownCount === 0 && converted !== undefined
        ? pad(converted, flags, size, conversion)
        : '';
    },
  );
  return unknownCount === 0 && next === args.length ? string(text) : undefined;
}

function convert(conversion: string, arg: RubyValue | undefined): string | undefined {
  if (arg === undefined) return undefined;
  switch (conversion) {
    case 's':
      return textOf(arg);
    case 'd':
    case 'i':
    case 'u':
      return arg.kind === 'integer' ? String(arg.value) : undefined;
    case 'x':
      return arg.kind === 'integer' && arg.value >= 0 ? arg.value.toString(16) : undefined;
    default:
      return undefined;
  }
}

function pad(text: string, flags: string, width: number, conversion: string): string {
  if (flags.includes('-')) return text.padEnd(width);
  if (!flags.includes('0') || conversion === 's') return text.padStart(width);
  const sign = text.startsWith('-') ? '-' : '';
  return sign + text.slice(sign.length).padStart(width - sign.length, '0');
}
