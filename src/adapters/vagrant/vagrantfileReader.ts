import { evaluateVagrantfile } from './evaluation.ts';
import { Findings } from './findings.ts';
import type { ForwardedPorts } from './forwardedPorts.ts';
import type { VagrantfileLayout } from './layout.ts';
import { readLayout } from './layoutReader.ts';
import { createRubyParser, type ParsedRuby } from './ruby/rubyParser.ts';
import { SourceText } from './ruby/sourceText.ts';
import type { Unknown } from './ruby/value.ts';
import type { VagrantfileOptions, VagrantfileReader } from './vagrantfile.ts';

const nothing = { machines: [], forwarded: [], implicit: [] };

/** A reader of Vagrantfiles from the bytes of @ruby/prism's `prism.wasm`. */
export async function createVagrantfileReader(wasm: Uint8Array): Promise<VagrantfileReader> {
  const parse = await createRubyParser(wasm);
  const read = (text: string, { provider }: VagrantfileOptions = {}): ForwardedPorts => {
    const source = new SourceText(text);
    const parsed = parse(text);
    if (parsed === undefined) return tooDeep(source);
    if (parsed.errors.length > 0) return invalid(source, parsed);
    return evaluateVagrantfile(source, parsed, provider);
  };
  const layout = (text: string): VagrantfileLayout | undefined => {
    const parsed = parse(text);
    if (parsed === undefined || parsed.errors.length > 0) return undefined;
    return readLayout(new SourceText(text), parsed.program);
  };
  return Object.assign(read, { layout });
}

/** Vagrant loads nothing of a file with a syntax error. */
function invalid(source: SourceText, { errors }: ParsedRuby): ForwardedPorts {
  const findings = new Findings(source);
  for (const { message, location } of errors) {
    findings.addProblem('VagrantfileSyntaxError', source.span(location), message);
  }
  return { ...nothing, unread: [], problems: findings.problems };
}

function tooDeep(source: SourceText): ForwardedPorts {
  const findings = new Findings(source);
  const span = { start: 0, end: source.text.length };
  const cause: Unknown = {
    kind: 'unknown',
    reason: () => 'the file is nested too deep to be parsed',
    span,
  };
  findings.addUnread(span, cause);
  return { ...nothing, unread: findings.unread, problems: [] };
}
