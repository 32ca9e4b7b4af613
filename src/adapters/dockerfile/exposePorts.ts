import type { DeclaredPorts } from '../../core/builtFrom.ts';
import { goQuote } from '../../core/goText.ts';
import { parseShortPublish } from '../../core/portSpec.ts';

export type ExposeReading = {
  /** What BuildKit's checks say of it, also where it is refused. */
  readonly warnings: readonly ExposeWarning[];
} & (
  | { readonly ok: true; readonly ports: DeclaredPorts }
  | { readonly ok: false; readonly message: string }
);

export interface ExposeWarning {
  readonly rule: 'ExposeInvalidFormat' | 'ExposeProtoCasing';
  readonly message: string;
}

/**
 * One word of EXPOSE after expansion, with BuildKit's messages (dockerfile2llb/convert_expose.go):
 * the short form of a `-p` rule, of which only the container's ports count.
 */
export function readExposeWord(text: string): ExposeReading {
  const rule = parseShortPublish(text);
  if (rule.ok) {
    const { containerPorts: range, protocol } = rule.value;
    return { ok: true, ports: { range, protocol }, warnings: warningsOf(text) };
  }
  if (rule.message.startsWith('no port specified')) {
    return refused(text, 'no port specified');
  }
  if (rule.message.startsWith('invalid proto')) {
    return refused(text, `invalid proto: ${text.slice(rule.start, rule.end)}`);
  }
  return { ok: false, message: rule.message, warnings: warningsOf(text) };
}

/** BuildKit looks at these first, before it warns of anything. */
function refused(text: string, reason: string): ExposeReading {
  return { ok: false, message: `invalid port: ${goQuote(text)}: ${reason}`, warnings: [] };
}

function warningsOf(text: string): readonly ExposeWarning[] {
  const warnings: ExposeWarning[] = [];
  const lastColon = text.lastIndexOf(':');
  const slash = text.indexOf('/', lastColon + 1);
  if (slash !== -1 && /[A-Z]/.test(text.slice(slash))) {
    const message = `Defined protocol '${text}' in EXPOSE instruction should be lowercase`;
    warnings.push({ rule: 'ExposeProtoCasing', message });
  }
  // `:80` and `::80` have an empty host port and host IP.
  if (!['', ':'].includes(text.slice(0, Math.max(lastColon, 0)))) {
    const message = `EXPOSE instruction should not define an IP address or host-port mapping, found '${text}'`;
    warnings.push({ rule: 'ExposeInvalidFormat', message });
  }
  return warnings;
}
