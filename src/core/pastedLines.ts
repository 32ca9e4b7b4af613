import { bracketed } from './address.ts';
import { meantRule } from './draftOthers.ts';
import { parseIpAddress } from './ipAddress.ts';
import { parsePublish, type PublishRule } from './portSpec.ts';

/**
 * Rules as files have them, and as people write them down:
 *
 *     lines   = [ "ports:" ] line { line }            a comment after "#"
 *     line    = "-" value                              Compose, short form
 *             | value { value }                        values of -p, each with a ":" or a "="
 *             | forward                                Vagrant
 *     value   = rule | '"' rule '"' | "'" rule "'"
 *
 * Undefined when one of the lines is something else.
 */
export function readPastedLines(text: string): readonly PublishRule[] | undefined {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.replace(/(?:^|\s)#.*$/, '').trim())
    .filter((line) => line !== '' && line !== 'ports:');
  const rules: PublishRule[] = [];
  for (const line of lines) {
    const read = readLine(line);
    if (read === undefined) return undefined;
    rules.push(...read);
  }
  return rules;
}

function readLine(line: string): readonly PublishRule[] | undefined {
  const forward = readForward(line);
  if (forward !== undefined) return readValues([forward]);
  const entry = /^-\s+(.*)$/.exec(line)?.[1];
  if (entry !== undefined) return readValues([unquoted(entry)]);
  const values = line.split(/\s+/).map(unquoted);
  return values.every(isMoreThanPort) ? readValues(values) : undefined;
}

/** A mere port or address is typed, and goes where it is typed. */
function isMoreThanPort(value: string): boolean {
  return /[:=]/.test(value) && parseIpAddress(value) === undefined;
}

function readValues(values: readonly string[]): readonly PublishRule[] | undefined {
  const rules: PublishRule[] = [];
  for (const value of values) {
    const parsed = parsePublish(value);
    if (!parsed.ok) return undefined;
    rules.push(meantRule(parsed.value));
  }
  return rules;
}

function unquoted(text: string): string {
  return /^(["'])(.*)\1$/.exec(text)?.[2] ?? text;
}

/** `config.vm.network "forwarded_port", guest: 80, host: 8080`; a forward line, not Ruby at large. */
const forwardCall =
  /^\w+\.vm\.network\s*\(?\s*(?::forwarded_port|(["'])forwarded_port\1)\s*,(.*?)\)?$/;

/** `guest: 80`, `:guest => 80`, `"guest" => 80`: literals only. */
const forwardOption =
  /^\s*(?:(\w+):|:(\w+)\s*=>|["'](\w+)["']\s*=>)\s*(?:(\d+|true|false)|(["'])([^"']*)\5)\s*$/;

/** The forward as a value of `-p`; undefined for what is none, or has parts that are no literals. */
function readForward(line: string): string | undefined {
  const [, , optionsText] = forwardCall.exec(line) ?? [];
  if (optionsText === undefined) return undefined;
  const options = new Map<string, string>();
  for (const option of optionsText.split(',')) {
    const [, label, symbol, name, bare, , quoted] = forwardOption.exec(option) ?? [];
    const key = label ?? symbol ?? name;
    if (key === undefined) return undefined;
    options.set(key, bare ?? quoted ?? '');
  }
  const [guest, host] = [options.get('guest'), options.get('host')];
  if (!isPort(guest) || !isPort(host)) return undefined;
  const hostIp = options.get('host_ip') ?? '';
  const prefix = hostIp === '' ? '' : `${bracketed(hostIp)}:`;
  return `${prefix}${host}:${guest}/${options.get('protocol') ?? 'tcp'}`;
}

/** Vagrant knows no ranges. */
function isPort(text: string | undefined): text is string {
  return text !== undefined && /^\d+$/.test(text);
}
