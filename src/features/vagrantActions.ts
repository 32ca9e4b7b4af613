import * as vscode from 'vscode';
import { formatPortRange, portCount } from '../core/portRange.ts';
import { vagrantChecks, type VagrantCheck } from '../core/vagrantAlerts.ts';
import { offeredForwardEdits } from '../core/vagrantOffers.ts';
import { callAt, type CalledForwards } from '../core/vagrantReading.ts';
import { unforwardedPorts } from '../core/vagrantReport.ts';
import { answering, commandAction, editAction, isOfCheck } from './fileActions.ts';
import { diagnosticSource } from './fileDiagnostics.ts';
import { knownContainers, type VagrantParts } from './vagrantContext.ts';
import { freeHostPorts, preferredHostPort } from './vagrantPorts.ts';
import type { ReadVagrantfile } from './vagrantReadings.ts';

const { QuickFix, RefactorRewrite } = vscode.CodeActionKind;

/** A menu names this many ports that containers publish and the file does not forward. */
const mostAdditions = 3;

/** The checks that another host port answers. */
const ofHostPort: readonly VagrantCheck[] = [
  'ForwardHostNotUnique',
  'ForwardReplaced',
  'ForwardAddressOverlap',
  'ForwardSharedByMachines',
  'SshPortTaken',
  'UdpPortInUse',
];

/** Where in the file something is asked for. */
interface Asked extends ReadVagrantfile {
  readonly document: vscode.TextDocument;
  /** This extension's, at the place. */
  readonly diagnostics: readonly vscode.Diagnostic[];
}

/** What can be done with a forward, and which forwards can be added. */
export class ForwardActions implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = {
    providedCodeActionKinds: [QuickFix, RefactorRewrite],
  };

  readonly #parts: VagrantParts;

  constructor(parts: VagrantParts) {
    this.#parts = parts;
  }

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    context: vscode.CodeActionContext,
    cancellation: vscode.CancellationToken,
  ): Promise<vscode.CodeAction[]> {
    const read = await this.#parts.readings.of(document);
    if (read === undefined || cancellation.isCancellationRequested) return [];
    const diagnostics = context.diagnostics.filter(({ source }) => source === diagnosticSource);
    const asked: Asked = { ...read, document, diagnostics };
    const called = callAt(read.reading, document.offsetAt(range.start));
    const machine = machineAt(asked, called, range.start.line);
    if (machine === undefined) return this.#checksOff(asked);
    this.#parts.demand();
    const ofCall =
      called === undefined
        ? []
        : [...edits(asked, called), ...(await this.#freeHostPort(asked, called))];
    const additions = await this.#additions(asked, machine.name);
    const addForwards = this.#parts.offers.addForwards(document.uri, machine.name);
    return [
      ...ofCall,
      ...this.#checksOff(asked),
      ...additions,
      commandAction('Add Range of Forwards…', RefactorRewrite, addForwards),
    ];
  }

  async #freeHostPort(
    asked: Asked,
    { call, forwards }: CalledForwards,
  ): Promise<vscode.CodeAction[]> {
    const { document, text, tools, reading, diagnostics } = asked;
    const answered = diagnostics.filter((each) =>
      ofHostPort.some((check) => isOfCheck(each, check)),
    );
    const [first] = forwards;
    if (answered.length === 0 || first?.host === undefined) return [];
    const hosts = forwards
      .filter(({ machine }) => machine === first.machine)
      .flatMap(({ host }) => host ?? []);
    const start = Math.min(...hosts);
    const free = await freeHostPorts(this.#parts, reading, {
      count: Math.max(...hosts) - start + 1,
      protocol: first.protocol === 'udp' ? 'udp' : 'tcp',
      hostIp: first.hostIp ?? '',
      prefer: start,
    });
    if (free === undefined) return [];
    const title =
      portCount(free) === 1
        ? `Use Free Host Port ${free.start}`
        : `Use Free Host Ports ${formatPortRange(free)}`;
    const edit = tools.change(text, call, { host: free });
    return [answering(editAction(document, title, QuickFix, edit), answered)];
  }

  #checksOff({ document, diagnostics }: Asked): vscode.CodeAction[] {
    return vagrantChecks.flatMap((check) => {
      const own = diagnostics.filter((diagnostic) => isOfCheck(diagnostic, check));
      if (own.length === 0) return [];
      const command = this.#parts.offers.turnOffCheck(document.uri, check);
      const action = commandAction(`Turn off this check (${check})`, QuickFix, command);
      action.diagnostics = own;
      return [action];
    });
  }

  async #additions(
    { document, text, tools, reading }: Asked,
    machine: string | undefined,
  ): Promise<vscode.CodeAction[]> {
    const missing = unforwardedPorts(reading, machine, knownContainers(this.#parts));
    const rangeStyle = this.#parts.rangeStyle(document.uri);
    const actions = missing.slice(0, mostAdditions).map(async ({ ports, protocol, container }) => {
      const prefer = preferredHostPort(ports);
      const wish = { count: portCount(ports), protocol, hostIp: '', prefer };
      const host = await freeHostPorts(this.#parts, reading, wish);
      if (host === undefined) return [];
      const target = machine === undefined ? {} : { machine };
      const edit = tools.add(text, { ...target, guest: ports, host, protocol }, rangeStyle);
      const port = `${formatPortRange(ports)}/${protocol}`;
      const title = `Add Forward for Published Port ${port} of ${container.name} (host: ${formatPortRange(host)})`;
      return [editAction(document, title, RefactorRewrite, edit)];
    });
    return (await Promise.all(actions)).flat();
  }
}

function edits(
  { document, text, tools, diagnostics }: Asked,
  called: CalledForwards,
): vscode.CodeAction[] {
  return offeredForwardEdits(text, called, tools).map(({ title, edit, answers }) => {
    const kind = answers.length > 0 ? QuickFix : RefactorRewrite;
    const answered = diagnostics.filter((each) => answers.some((check) => isOfCheck(each, check)));
    return answering(editAction(document, title, kind, edit), answered);
  });
}

/** For which machine a forward is added there; `name` is undefined for every machine. */
function machineAt(
  { document, reading }: Asked,
  called: CalledForwards | undefined,
  line: number,
): { readonly name: string | undefined } | undefined {
  const { machines } = reading;
  if (called !== undefined) {
    const own = new Set(called.forwards.map(({ machine }) => machine));
    const [only] = own;
    return { name: own.size === 1 && machines.length > 1 ? only : undefined };
  }
  const { text } = document.lineAt(line);
  if (/\bVagrant(?:\.configure|::Config\.run)\b/.test(text)) return { name: undefined };
  const [, defined] = /\.vm\.define[\s(]+[:"']([\w.-]+)/.exec(text) ?? [];
  return defined !== undefined && machines.includes(defined) ? { name: defined } : undefined;
}
