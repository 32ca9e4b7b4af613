import type { Span } from '../../core/parsed.ts';
import type { UnreadForward, VagrantfileProblem, VagrantfileRule } from './forwardedPorts.ts';
import type { SourceText } from './ruby/sourceText.ts';
import type { Unknown } from './ruby/value.ts';

const severities: Readonly<Record<VagrantfileRule, VagrantfileProblem['severity']>> = {
  VagrantfileSyntaxError: 'error',
  VagrantfileLoadError: 'error',
  NetworkTypeInvalid: 'error',
  SettingUnknown: 'error',
  ForwardRequiresPorts: 'error',
  ForwardInvalidPort: 'error',
  ForwardHostNotUnique: 'error',
  ForwardReplaced: 'warning',
  ForwardsMerged: 'info',
  ForwardAddressOverlap: 'warning',
  ForwardSharedByMachines: 'warning',
  OptionKeyIgnored: 'warning',
  OptionDuplicated: 'warning',
  PortTextCut: 'warning',
  ProtocolUnsupported: 'warning',
  SshPortTaken: 'warning',
  SshForwardDoubled: 'info',
  OuterConfigInDefine: 'warning',
};

/** What a reading finds, each once: the same line may be met by several machines and rounds. */
export class Findings {
  /** Why code that is not followed may define machines; undefined when there is none. */
  hiddenCode: Unknown | undefined;
  readonly #source: SourceText;
  readonly #unread = new Map<string, UnreadForward>();
  readonly #problems = new Map<string, VagrantfileProblem>();

  constructor(source: SourceText) {
    this.#source = source;
  }

  get unread(): readonly UnreadForward[] {
    return [...this.#unread.values()].sort(byPlace);
  }

  get problems(): readonly VagrantfileProblem[] {
    return [...this.#problems.values()].sort(byPlace);
  }

  /** A place whose forwards are not known; the first reason stands. */
  addUnread({ start, end }: Span, { reason, span }: Unknown): void {
    const key = `${start} ${end}`;
    if (this.#unread.has(key)) return;
    const cause = { start: span.start, end: span.end };
    this.#unread.set(key, { start, end, line: this.#source.line(start), reason: reason(), cause });
  }

  addProblem(rule: VagrantfileRule, { start, end }: Span, message: string): void {
    const line = this.#source.line(start);
    const problem = { severity: severities[rule], rule, message, line, start, end };
    this.#problems.set(`${rule} ${start} ${end} ${message}`, problem);
  }
}

function byPlace(left: Span, right: Span): number {
  return left.start - right.start || left.end - right.end;
}
